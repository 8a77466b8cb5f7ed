using System.Globalization;
using System.Text.Json;
using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Studies.Internals;

namespace NatsBench.Fast.Studies.Definition;

/// <summary>Reads studies from JSON, member by member; what is wrong is named with its place.</summary>
public static class StudyReader
{
    /// <summary>The most bytes of a study file.</summary>
    public const int MostBytes = 16 << 20;

    private static readonly string[] Members =
    [
        "$schema", "algorithms", "datasets", "report", "budget", "oracle", "fidelity", "resume", "seeds", "isomorphs", "absent", "objectives", "limits",
        "workers", "trials", "seed", "traces",
    ];

    /// <summary>Reads a study file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="NatsBenchException">It cannot be read, is no JSON, or no study; the message names the place.</exception>
    public static Study Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Parse(Disk.Read(path, () =>
        {
            // Pipes do not tell how long they are.
            using FileStream file = File.OpenRead(path);
            byte[] bytes = new byte[MostBytes + 1];
            int count = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (count > MostBytes)
                throw new NatsBenchException($"{path}: more than {MostBytes} bytes are too many for a study");
            using StreamReader text = new(new MemoryStream(bytes, 0, count));
            return text.ReadToEnd();
        }), path);
    }

    /// <summary>Reads a study from text.</summary>
    /// <param name="json">The text.</param>
    /// <param name="source">What messages call it.</param>
    /// <exception cref="NatsBenchException">It is no JSON, or no study; the message names the place.</exception>
    public static Study Parse(string json, string source)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, AllowDuplicateProperties = false });
        }
        catch (InvalidOperationException)
        {
            throw new NatsBenchException($"{source}: not JSON (a name is not a text of whole characters)");
        }
        catch (JsonException e)
        {
            throw new NatsBenchException($"{source}: not JSON ({e.Message.ReplaceLineEndings(" ")})");
        }
        using (document)
            return Parse(new JsonPlace(document.RootElement, source));
    }

    private static Study Parse(JsonPlace root)
    {
        root.RequireMembersAmong(Members);
        Study study = new()
        {
            Algorithms = root.Items("algorithms", Algorithm) ?? throw new NatsBenchException($"{root.Path}: no algorithms"),
            Datasets = root.Items("datasets", DatasetAt) ?? throw new NatsBenchException($"{root.Path}: no datasets"),
        };
        study = study with
        {
            Report = root.Items("report", DatasetAt) ?? study.Report,
            Objectives = root.Items("objectives", place => At(place, () => Quantity.Named(place.Text()))) ?? study.Objectives,
            Limits = root.Member("limits", LimitsAt, study.Limits),
            Budget = root.Member("budget", place => At(place, () => StudyBudget.Parse(place.TextOrNumber())), study.Budget),
            Oracle = root.Member<string?>("oracle", place => place.Text(), study.Oracle),
            Fidelity = root.Member("fidelity", FidelityAt, study.Fidelity),
            Seeds = root.Member("seeds", place => Words.Choose(Words.Seeds, place.Text(), place.Path), study.Seeds),
            Isomorphs = root.Member("isomorphs", place => Words.Choose(Words.Isomorphs, place.Text(), place.Path), study.Isomorphs),
            Absent = root.Member("absent", place => Words.Choose(Words.Absent, place.Text(), place.Path), study.Absent),
            Workers = root.Member("workers", place => place.Whole(1, Search.Trials.Experiment.MostWorkers), study.Workers),
            Trials = root.Member("trials", place => place.Whole(1, Study.MostTrials), study.Trials),
            RootSeed = root.Member("seed", place => place.Seed(), study.RootSeed),
            Traces = root.Member("traces", place => Words.Choose(Words.Traces, place.Text(), place.Path), study.Traces),
        };
        study = study with { Fidelity = study.Fidelity with { Resumes = root.Member("resume", place => place.Flag(), study.Fidelity.Resumes) } };
        StudyCheck.Check(study, root.Path);
        return study;
    }

    private static Dataset DatasetAt(JsonPlace place) => place.Text() is { Length: > 0 } name
        ? new Dataset(name)
        : throw new NatsBenchException($"{place.Path}: a dataset has a name");

    private static FidelityAxis FidelityAt(JsonPlace place) => FidelityAxis.Parse(place.Text(), resumes: false)
        ?? throw new NatsBenchException($"{place.Path}: '{place.Text()}' is no fidelity axis: curve:12, curve:90, curve:108, curve:200 or ladder");

    private static List<Limit> LimitsAt(JsonPlace place)
    {
        List<Limit> limits = [];
        place.Each(own => limits.Add(LimitAt(own)));
        return limits;
    }

    private static Limit LimitAt(JsonPlace place)
    {
        Quantity quantity = At(place, () => Quantity.Named(place.Name));
        place.RequireMembersAmong(["min", "max"]);
        double? least = place.Member<double?>("min", bound => bound.Number(), null), most = place.Member<double?>("max", bound => bound.Number(), null);
        return At(place, () => Limit.Of(quantity, least, most));
    }

    private static AlgorithmGrid Algorithm(JsonPlace place)
    {
        if (place.IsText)
            return new AlgorithmGrid(At(place, () => AlgorithmCatalog.Get(place.Text())));
        place.RequireMembersAmong(["name", "parameters"]);
        AlgorithmDefinition algorithm = place.Member("name", name => At(name, () => AlgorithmCatalog.Get(name.Text())), null)
            ?? throw new NatsBenchException($"{place.Path}: no name");
        Dictionary<string, IReadOnlyList<string>> values = new(StringComparer.Ordinal);
        place.Member("parameters", parameters => parameters.Each(parameter => values.Add(parameter.Name, parameter.OneOrMore(value => value.TextOrNumber()))), false);
        return At(place, () => new AlgorithmGrid(algorithm, values));
    }

    // What is refused elsewhere, without knowing its place, is refused with it.
    private static T At<T>(JsonPlace place, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (NatsBenchException e) when (!e.Message.StartsWith(place.Path, StringComparison.Ordinal))
        {
            throw new NatsBenchException(string.Create(CultureInfo.InvariantCulture, $"{place.Path}: {e.Message}"));
        }
    }
}
