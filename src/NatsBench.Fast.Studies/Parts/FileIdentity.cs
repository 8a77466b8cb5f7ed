using System.Reflection;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Model;
using NatsBench.Fast.Studies.Running;

namespace NatsBench.Fast.Studies.Parts;

/// <summary>What files that belong together have in common; it stands in the metadata of each. Immutable.</summary>
/// <param name="Study">The study, as canonical JSON.</param>
/// <param name="StudySha256">Its hash (<see cref="Definition.Study.Hash"/>).</param>
/// <param name="ToolVersion">What wrote the file.</param>
/// <param name="BenchmarkSha256">SHA-256 of the benchmark's column file; empty where oracles have none.</param>
/// <param name="Space">The search space.</param>
/// <param name="Synthetic">The model that made the benchmark's numbers; empty where they were measured. Never cite numbers of a model.</param>
public sealed record FileIdentity(string Study, string StudySha256, string ToolVersion, string BenchmarkSha256, SearchSpace Space, string Synthetic)
{
    private const string StudyKey = "natsbench.study";
    private const string StudySha256Key = "natsbench.study_sha256";
    private const string ToolVersionKey = "natsbench.tool_version";
    private const string BenchmarkSha256Key = "natsbench.benchmark_sha256";
    private const string SpaceKey = "natsbench.space";
    private const string SyntheticKey = "natsbench.synthetic";

    /// <summary>What this build writes: no commit, which would make equal files differ.</summary>
    internal static string CurrentToolVersion { get; } = $"natsbench {Version().Split('+')[0]}";

    /// <summary>The identity of a study that runs now; reads the benchmark's file once.</summary>
    /// <exception cref="NatsBenchException">The file cannot be read any more.</exception>
    internal static FileIdentity Of(BoundStudy study) => new(
        study.Study.ToJson(), study.Study.Hash(), CurrentToolVersion, study.Benchmark is { } bench ? FileHash.Of(bench.Path) : "", study.Layout.Space,
        study.Benchmark?.Provenance.Synthetic ?? "");

    /// <summary>The identity in a file's metadata; null where it is incomplete.</summary>
    internal static FileIdentity? Of(IReadOnlyDictionary<string, string> metadata) =>
        metadata.TryGetValue(StudyKey, out string? study) && metadata.TryGetValue(StudySha256Key, out string? studySha256)
        && metadata.TryGetValue(ToolVersionKey, out string? toolVersion) && metadata.TryGetValue(BenchmarkSha256Key, out string? benchmarkSha256)
        && metadata.TryGetValue(SpaceKey, out string? space) && Enum.TryParse(space, out SearchSpace known) && Enum.IsDefined(known)
        && metadata.TryGetValue(SyntheticKey, out string? synthetic)
            ? new FileIdentity(study, studySha256, toolVersion, benchmarkSha256, known, synthetic)
            : null;

    /// <summary>As metadata.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Metadata =>
    [
        new(StudyKey, Study), new(StudySha256Key, StudySha256), new(ToolVersionKey, ToolVersion), new(BenchmarkSha256Key, BenchmarkSha256),
        new(SpaceKey, Space.ToString()), new(SyntheticKey, Synthetic),
    ];

    /// <summary>Null, or how another one differs from this.</summary>
    internal string? Difference(FileIdentity other)
    {
        if (other.StudySha256 != StudySha256 || other.Study != Study)
            return $"another study ({StudyDifference(Study, other.Study)})";
        if (other.ToolVersion != ToolVersion)
            return $"another version ({other.ToolVersion}, not {ToolVersion})";
        return other == this ? null : $"another benchmark file (SHA-256 {Short(other.BenchmarkSha256)}…, not {Short(BenchmarkSha256)}…)";
    }

    /// <summary>The first lines in which two studies differ.</summary>
    internal static string StudyDifference(string study, string other)
    {
        string[] lines = study.Split('\n'), others = other.Split('\n');
        int same = lines.Zip(others).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"line {same + 1}: {Line(others)}, not {Line(lines)}";

        string Line(string[] text) => same < text.Length ? text[same].Trim().TrimEnd(',') : "nothing";
    }

    private static string Short(string digest) => digest[..int.Min(12, digest.Length)];

    private static string Version() =>
        typeof(FileIdentity).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
