using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Studies.Measured;
using NatsBench.Fast.Studies.Parts;

namespace NatsBench.Fast.OneShot.Runs;

/// <summary>The files of a run.</summary>
public static class RunFolder
{
    /// <summary>What the run does (<see cref="RunPlan"/>).</summary>
    public const string PlanName = MeasuredRunFile.PlanName;

    /// <summary>A line of JSON for each epoch (<see cref="EpochRecord"/>); the same bytes whether or not the run was stopped in between.</summary>
    public const string EpochsName = "epochs.jsonl";

    /// <summary>When epochs and checkpoints ended, in seconds since the run began, its pauses left out.</summary>
    public const string ClockName = "clock.jsonl";

    /// <summary>Where the run stands: weights, statistics, optimisers, generators.</summary>
    public const string CheckpointName = "checkpoint.safetensors";

    internal static string PlanOf(string folder) => Path.Combine(folder, PlanName);

    internal static string EpochsOf(string folder) => Path.Combine(folder, EpochsName);

    internal static string ClockOf(string folder) => Path.Combine(folder, ClockName);

    internal static string CheckpointOf(string folder) => Path.Combine(folder, CheckpointName);

    internal static string ResultsOf(string folder) => Path.Combine(folder, MeasuredRunFile.Name);

    /// <summary>Whether a folder holds a run, finished or not.</summary>
    public static bool IsAt(string folder) => File.Exists(PlanOf(folder));

    /// <summary>Whether the run of a folder is finished.</summary>
    public static bool IsFinished(string folder) => IsAt(folder) && File.Exists(ResultsOf(folder));

    /// <summary>The epochs of a run that are done; it may go on meanwhile.</summary>
    /// <exception cref="NatsBenchException">Its journal is damaged.</exception>
    public static IReadOnlyList<EpochRecord> Epochs(string folder) => RunLog.ReadEpochs(folder);

    /// <summary>When they ended, in seconds since the run began, its pauses left out; an epoch whose time is not there is left out.</summary>
    /// <exception cref="NatsBenchException">Its journal is damaged.</exception>
    public static IReadOnlyDictionary<int, double> Times(string folder) => RunLog.ReadTimes(folder);

    /// <summary>The runs in a folder and beneath it, by name; none where there is no folder.</summary>
    public static IReadOnlyList<string> AllAt(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return IsAt(folder) ? [folder]
            : !Directory.Exists(folder) ? []
            : [.. Directory.EnumerateFiles(folder, PlanName, SearchOption.AllDirectories).Select(path => Path.GetDirectoryName(path)!).Order(StringComparer.Ordinal)];
    }

    /// <summary>Makes a folder where there is none, and takes it: one process at a time.</summary>
    /// <exception cref="NatsBenchException">Another process has it, or it cannot be made.</exception>
    internal static FolderLock Take(string folder)
    {
        Devices.Refuse(folder);
        if (File.Exists(folder))
            throw new NatsBenchException($"{folder}: is a file; name a folder");
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NatsBenchException($"{folder}: cannot be made ({e.Message.ReplaceLineEndings(" ")}); choose another place", e);
        }
        return FolderLock.Take(folder, shard: null);
    }

    /// <summary>Makes a folder that of a new run.</summary>
    /// <exception cref="NatsBenchException">It holds something else, or cannot be written.</exception>
    internal static void Begin(string folder, RunPlan plan, RunOrigin origin)
    {
        if (Directory.EnumerateFileSystemEntries(folder).FirstOrDefault(entry => !IsLeft(entry) && !FolderLock.IsLock(Path.GetFileName(entry))) is { } other)
            throw new NatsBenchException($"{folder}: holds {Path.GetFileName(other)}, and is no run; choose another folder");
        JsonObject json = plan.ToJson();
        json["origin"] = JsonSerializer.SerializeToNode(origin, SettingsJson.Options);
        using AsideFile file = new(PlanOf(folder));
        file.Write(Encoding.UTF8.GetBytes(json.ToJsonString(SettingsJson.Options) + "\n"));
        file.Commit([]);
    }

    /// <summary>Removes what a killed run was writing.</summary>
    internal static void Clean(string folder)
    {
        foreach (string path in Directory.EnumerateFiles(folder).Where(IsLeft))
            File.Delete(path);
    }

    private static bool IsLeft(string path) => path.EndsWith(".partial", StringComparison.Ordinal);
}
