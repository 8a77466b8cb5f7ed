using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NatsBench.Fast.Models.Stores;
using NatsBench.Fast.Models.Weights;
using NatsBench.Fast.OneShot.Engine;
using NatsBench.Fast.OneShot.Training;
using TorchTensor = TorchSharp.torch.Tensor;

namespace NatsBench.Fast.OneShot.Runs;

/// <summary>
/// Where a search stands, as one safetensors file: weights and statistics by the original's names, what optimisers keep, counters; in its metadata the place, the
/// generators, whose it is, and a SHA-256 over all of it. Written beside its name and renamed: there is always a whole one.
/// </summary>
/// <param name="Epoch">The epoch that runs.</param>
/// <param name="Step">Steps done of it.</param>
/// <param name="Draws">Where the generators stand.</param>
/// <param name="State">The tensors.</param>
internal sealed record Checkpoint(int Epoch, int Step, byte[] Draws, TensorSet State)
{
    private const string Format = "natsbench-oneshot checkpoint";
    private const string Version = "1";

    // Counters of a search are not weights: a baseline that is not there yet may be no number.
    private const string Counters = "search/";

    /// <summary>Writes a checkpoint.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="plan">Whose it is.</param>
    /// <exception cref="NatsBenchException">It cannot be written.</exception>
    public void Write(string folder, RunPlan plan)
    {
        OrderedDictionary<string, string> metadata = new()
        {
            ["format"] = Format,
            ["version"] = Version,
            ["algorithm"] = plan.Settings.Algorithm.OfficialName(),
            ["dataset"] = plan.Dataset.Name,
            ["plan_sha256"] = PlanHash(plan),
            ["epoch"] = Epoch.ToString(CultureInfo.InvariantCulture),
            ["step"] = Step.ToString(CultureInfo.InvariantCulture),
            ["draws"] = Convert.ToBase64String(Draws),
        };
        metadata["sha256"] = Hash(metadata, State);
        SafetensorsFile.Write(RunFolder.CheckpointOf(folder), State, metadata);
    }

    /// <summary>Reads the checkpoint of a folder.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="plan">Whose it must be.</param>
    /// <exception cref="NatsBenchException">There is none, it is damaged, or of another algorithm, dataset, plan or version.</exception>
    public static Checkpoint Read(string folder, RunPlan plan)
    {
        string path = RunFolder.CheckpointOf(folder);
        SafetensorsFile file = SafetensorsFile.Read(path);
        IReadOnlyDictionary<string, string> metadata = file.Metadata;
        if (metadata.GetValueOrDefault("format") != Format)
            throw new NatsBenchException($"{path}: is a safetensors file, and no checkpoint of a weight-sharing run");
        if (metadata.GetValueOrDefault("version") is var version && version != Version)
            throw new NatsBenchException($"{path}: is of version {version}, and this program reads version {Version}; go on with the one that began the run");
        Require("algorithm", plan.Settings.Algorithm.OfficialName());
        Require("dataset", plan.Dataset.Name);
        OrderedDictionary<string, string> hashed = new(metadata.Where(pair => pair.Key != "sha256"));
        if (metadata.GetValueOrDefault("sha256") != Hash(hashed, file.Tensors))
            throw new DamagedFileException($"{path}: was altered: its SHA-256 is another; copy it again from where it was written");
        if (metadata.GetValueOrDefault("plan_sha256") != PlanHash(plan))
            throw new NatsBenchException($"{path}: is of another run than {RunFolder.PlanName} beside it says: its settings or images differ");
        byte[] draws = new byte[metadata.GetValueOrDefault("draws")?.Length ?? 0];
        return Convert.TryFromBase64String(metadata.GetValueOrDefault("draws") ?? "", draws, out int length)
            ? new Checkpoint(Number("epoch"), Number("step"), draws[..length], file.Tensors)
            : throw new DamagedFileException($"{path}: says no state of its generators");

        void Require(string what, string wanted)
        {
            if (metadata.GetValueOrDefault(what) is var found && found != wanted)
                throw new NatsBenchException($"{path}: is of {what} '{found}', and the run is of '{wanted}'; put the run's own checkpoint there");
        }

        int Number(string what) => int.TryParse(metadata.GetValueOrDefault(what), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new DamagedFileException($"{path}: says no {what}");
    }

    /// <summary>The first tensor that holds a number that is none, such as a weight of a search that has diverged; null where all are numbers.</summary>
    public string? FirstNotFinite() => State.Tensors.FirstOrDefault(tensor => !tensor.Name.StartsWith(Counters, StringComparison.Ordinal) && tensor.Type switch
    {
        ElementType.F32 => !AreFinite(tensor.Floats),
        ElementType.F64 => !AreFinite(tensor.Doubles),
        _ => false,
    })?.Name;

    /// <summary>The tensors as the engine has them; whoever asks disposes them.</summary>
    public Dictionary<string, TorchTensor> ToTorch() => State.Tensors.ToDictionary(tensor => tensor.Name, TensorFiles.ToTorch);

    private static bool AreFinite(ReadOnlySpan<float> values)
    {
        foreach (float value in values)
            if (!float.IsFinite(value))
                return false;
        return true;
    }

    private static bool AreFinite(ReadOnlySpan<double> values)
    {
        foreach (double value in values)
            if (!double.IsFinite(value))
                return false;
        return true;
    }

    private static string PlanHash(RunPlan plan) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(plan.ToJson().ToJsonString())));

    private static string Hash(IEnumerable<KeyValuePair<string, string>> metadata, TensorSet state)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach ((string key, string value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            hash.AppendData(Encoding.UTF8.GetBytes($"{key}\0{value}\n"));
        foreach (Tensor tensor in state.Tensors)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{tensor}\n"));
            hash.AppendData(tensor.Bytes);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
