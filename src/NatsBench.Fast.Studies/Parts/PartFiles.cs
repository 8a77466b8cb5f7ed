using System.Globalization;
using NatsBench.Fast.Studies.Definition;
using NatsBench.Fast.Studies.Running;

namespace NatsBench.Fast.Studies.Parts;

/// <summary>The two files of a finished part; the traces' is there where the study keeps any.</summary>
/// <param name="Outcomes">Path of the outcomes, whose name is given last: where it is, the part is complete.</param>
internal sealed record PartFiles(string Outcomes)
{
    private const string OutcomesSuffix = ".outcomes.parquet";
    private const string TracesSuffix = ".traces.parquet";
    private const int LeastDigits = 6;
    private const string PartKey = "natsbench.part";
    private const string PartsKey = "natsbench.parts";

    public string Traces => Outcomes[..^OutcomesSuffix.Length] + TracesSuffix;

    public static PartFiles In(string folder, int part) =>
        new(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{part:D6}{OutcomesSuffix}")));

    /// <summary>The parts in a folder, by name.</summary>
    public static IReadOnlyList<PartFiles> AllIn(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*" + OutcomesSuffix).Order(StringComparer.Ordinal).Select(path => new PartFiles(path))];

    /// <summary>The part that a file belongs to; null where it is neither file of one.</summary>
    public static PartFiles? Of(string path) => path.EndsWith(OutcomesSuffix, StringComparison.Ordinal) ? new(path)
        : path.EndsWith(TracesSuffix, StringComparison.Ordinal) ? new(path[..^TracesSuffix.Length] + OutcomesSuffix)
        : null;

    /// <summary>Whether a file's name is that of a part in a study's own folder, where nobody gives it another.</summary>
    public static bool IsName(string name) => Of(name) is { } files && files.Outcomes.Length >= OutcomesSuffix.Length + LeastDigits
        && files.Outcomes.AsSpan(0, files.Outcomes.Length - OutcomesSuffix.Length).IndexOfAnyExceptInRange('0', '9') < 0;

    /// <summary>What the metadata of a part's files say beside their study.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Metadata(int part, StudyLayout layout) =>
        [new(PartKey, part.ToString(CultureInfo.InvariantCulture)), new(PartsKey, layout.PartCount.ToString(CultureInfo.InvariantCulture))];

    /// <summary>Which part a file holds; null where it says none.</summary>
    public static int? NumberOf(TableReader file) =>
        int.TryParse(file.Metadata.GetValueOrDefault(PartKey), NumberStyles.None, CultureInfo.InvariantCulture, out int part) ? part : null;

    /// <summary>How many parts the study of a file is cut into; null where it says nothing.</summary>
    public static int? CountOf(TableReader file) =>
        int.TryParse(file.Metadata.GetValueOrDefault(PartsKey), NumberStyles.None, CultureInfo.InvariantCulture, out int parts) ? parts : null;

    /// <summary>The files that a study wants of the part.</summary>
    public IEnumerable<string> Paths(Study study) => study.Traces == TraceKeeping.None ? [Outcomes] : [Traces, Outcomes];
}
