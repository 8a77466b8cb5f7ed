using System.Text.Json;
using System.Text.Json.Nodes;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Model;
using NatsBench.Fast.OneShot.Data;
using NatsBench.Fast.OneShot.Training;

namespace NatsBench.Fast.OneShot.Runs;

/// <summary>What a run does: with the images, everything that decides its numbers. It is the file <c>run.json</c> of its folder. Immutable.</summary>
/// <param name="Settings">What the search is told.</param>
/// <param name="Dataset">The dataset searched.</param>
/// <param name="ImagesSha256">Which images (<see cref="SearchImages.Fingerprint"/>).</param>
/// <param name="LimitBatches">The most batches of an epoch; null for all.</param>
public sealed record RunPlan(SearchSettings Settings, Dataset Dataset, string ImagesSha256, int? LimitBatches = null)
{
    private const string Kind = "natsbench-oneshot run";
    private const int Version = 1;
    private const int MostBytes = 1 << 20;
    private const int HashDigits = 64;
    private const int MostThreads = 1024;

    /// <summary>What differs from the paper's settings, such as <c>epochs=2,channels=4</c>; empty where nothing does. The seed does not count.</summary>
    public string Parameters
    {
        get
        {
            string[] differences = [.. SettingsJson.Differences(SettingsJson.Write(SearchSettings.Paper(Settings.Algorithm, Dataset) with { Seed = Settings.Seed }), SettingsJson.Write(Settings))];
            return string.Join(",", LimitBatches is { } limit ? [.. differences, $"limit_batches={limit}"] : differences);
        }
    }

    /// <summary>Refuses what no run can have.</summary>
    /// <exception cref="NatsBenchException">A setting is out of its range, the seed is no number of a trial, or a limit leaves nothing.</exception>
    public void Validate()
    {
        Settings.Validate();
        if (Settings.Seed is < 0 or > int.MaxValue)
            throw new NatsBenchException($"a seed of {Settings.Seed} is not 0 to {int.MaxValue}: it is the number of the trial");
        if (LimitBatches < 1)
            throw new NatsBenchException($"{LimitBatches} batches of an epoch are too few; allow 1 or more");
    }

    /// <summary>Refuses images that the settings are not made for.</summary>
    /// <exception cref="NatsBenchException">They have more classes than the supernet, or another side than the settings.</exception>
    public void RequireFit(SearchImages images)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.Train.Classes > Settings.Classes)
            throw new NatsBenchException($"the images of {Dataset} are of {images.Train.Classes} classes, and the settings have {Settings.Classes}; --set classes={images.Train.Classes}");
        if (images.Train.Side != Settings.ImageSide)
            throw new NatsBenchException($"the images of {Dataset} have {images.Train.Side} rows and columns, and the settings {Settings.ImageSide}; --set image_side={images.Train.Side}");
    }

    /// <summary>The plan as JSON, which is <c>run.json</c> without its origin.</summary>
    public JsonObject ToJson() => new()
    {
        ["kind"] = Kind,
        ["version"] = Version,
        ["dataset"] = Dataset.Name,
        ["images_sha256"] = ImagesSha256,
        ["limit_batches"] = LimitBatches,
        ["settings"] = SettingsJson.Write(Settings),
    };

    /// <summary>Reads the plan of a folder.</summary>
    /// <param name="folder">The folder of a run.</param>
    /// <exception cref="NatsBenchException">There is none, or it is damaged or of another version.</exception>
    public static RunPlan Read(string folder) => Read(folder, out _);

    /// <inheritdoc cref="Read(string)"/>
    /// <param name="folder">The folder of a run.</param>
    /// <param name="origin">Where the run took its images from when it began, and how it computes.</param>
    public static RunPlan Read(string folder, out RunOrigin origin)
    {
        string path = RunFolder.PlanOf(folder);
        PathKind.RefuseToRead(path);
        if (!File.Exists(path))
            throw new NatsBenchException($"{folder}: is no run: there is no {RunFolder.PlanName}; 'natsbench-oneshot search --out {folder}' begins one");
        if (new FileInfo(path).Length > MostBytes)
            throw new DamagedFileException($"{path}: is larger than any plan of a run");
        try
        {
            JsonObject json = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
            if ((string?)json["kind"] != Kind)
                throw new NatsBenchException($"{path}: is no plan of a weight-sharing run");
            if ((int?)json["version"] != Version)
                throw new NatsBenchException($"{path}: is of version {json["version"]}, and this program reads version {Version}; go on with the one that began it");
            RunPlan plan = new(SettingsJson.Read(json["settings"]!.AsObject()), new Dataset((string)json["dataset"]!), (string)json["images_sha256"]!, (int?)json["limit_batches"]);
            plan.Validate();
            origin = json["origin"]!.Deserialize<RunOrigin>(SettingsJson.Options)!;
            return plan.ImagesSha256.Length == HashDigits && origin.Threads is >= 1 and <= MostThreads
                ? plan
                : throw new DamagedFileException($"{path}: is no plan of a run, or altered: its images' SHA-256 or its threads are none");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException or FormatException or ArgumentException)
        {
            throw new DamagedFileException($"{path}: is no plan of a run, or altered ({e.Message.ReplaceLineEndings(" ")})", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NatsBenchException($"{path}: cannot be read ({e.Message.ReplaceLineEndings(" ")})", e);
        }
    }

    /// <summary>Null, or how another plan differs from this one.</summary>
    public string? Difference(RunPlan other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Dataset != Dataset)
            return $"dataset {other.Dataset}, not {Dataset}";
        if (SettingsJson.Differences(SettingsJson.Write(Settings), SettingsJson.Write(other.Settings)).ToArray() is { Length: > 0 } differences)
            return string.Join(", ", differences);
        if (other.LimitBatches != LimitBatches)
            return $"limit_batches={other.LimitBatches?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none"}";
        return other.ImagesSha256 != ImagesSha256 ? $"other images (SHA-256 {other.ImagesSha256[..12]}…, not {ImagesSha256[..12]}…)" : null;
    }
}
