using NatsBench.Fast.Reports.Runs;
using NatsBench.Fast.Reports.Tables;

namespace NatsBench.Fast.Reports.Pages.Contents;

/// <summary>Where runs come from, what they ran on, and what they cost.</summary>
internal static class ProvenanceSection
{
    private const string NotSaid = "the source does not say";

    public static PageSection Of(ReportedRuns runs) => new("provenance", "Provenance, hardware, cost",
    [
        runs.Show(Sources(runs)),
        runs.Show(Cost(runs)),
        new ListBlock(
        [
            runs.Options.Hardware is { } hardware ? $"Hardware of the searches: {hardware}." : "Hardware of the searches: not recorded by the runs; 'natsbench report --hardware TEXT' says it.",
            "Simulated seconds are training times that the table tells, added up; they depend neither on the machine that searched nor on the one that made this report.",
            .. runs.Options.Table is { } table ? TableItems(table) : ["No table was at hand: nothing is looked up, and what the sources do not tell stays unknown."],
            FormattableString.Invariant($"Bootstraps: {runs.Options.Resamples:#,0} resamples, seed {runs.Options.Seed}; the same runs, table and options give the same bytes of this report."),
        ]),
        .. runs.Sources.Where(source => source.Study is not null).DistinctBy(source => source.Study)
            .SelectMany(source => (IEnumerable<PageBlock>)[new HeadingBlock($"The study of {FileName(source)}"), new CodeBlock(source.Study!)]),
    ]);

    private static IEnumerable<string> TableItems(BenchmarkTable table)
    {
        yield return $"Table: {Path.GetFileName(table.Benchmark.Path)}, SHA-256 {table.Sha256}, {table.Benchmark.Count:#,0} architectures.";
    }

    private static ResultTable Sources(ReportedRuns runs) => new(
        "sources", "Where the runs come from.",
        [
            new("source", "source", ColumnKind.Header), new("format", "format", ColumnKind.Text), new("version", "made by", ColumnKind.Text), new("seed", "root seed", ColumnKind.Text),
            new("sha256", "SHA-256", ColumnKind.Text), new("benchmark", "SHA-256 of the benchmark", ColumnKind.Text), new("pairing", "trials", ColumnKind.Text),
        ],
        [.. runs.Sources.Select(source => (IReadOnlyList<ResultCell>)[
            ResultCell.Of(FileName(source)), ResultCell.Of(Format(source.Format)), Text(source.Version), Text(source.Seed?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ResultCell.Of(source.Sha256), Text(source.Benchmark), ResultCell.Of(source.PairingReason)])]);

    private static ResultTable Cost(ReportedRuns runs) => new(
        "cost", "What the searches cost, all trials of an entry together.",
        [
            new("task", "task", ColumnKind.Header), new("algorithm", "algorithm", ColumnKind.Header), new("trials", "trials", ColumnKind.Whole),
            new("evaluations", "evaluations", ColumnKind.Whole), new("days", "time") { Unit = "days", Decimals = 2 }, new("clock", "of a clock that is", ColumnKind.Text),
        ],
        [.. runs.Comparison.Tasks.SelectMany(task => task.Algorithms.Select(algorithm => (IReadOnlyList<ResultCell>)[
            ResultCell.Of($"{task.Task}"), ResultCell.Of(algorithm.Name), ResultCell.Of(algorithm.Entry.Trials.Count),
            algorithm.Entry.Trials.All(trial => trial.Evaluations > 0) ? ResultCell.Of(algorithm.Entry.Trials.Sum(trial => (double)trial.Evaluations)) : ResultCell.Missing(NotSaid),
            ResultCell.Of(algorithm.Entry.Trials.Sum(trial => trial.Clock) / 86_400, NotSaid), ResultCell.Of(Clock(algorithm.Entry.Provenance.Clock))]))]);

    private static string FileName(RunProvenance source) => Path.GetFileName(Path.TrimEndingDirectorySeparator(source.Source));

    private static ResultCell Text(string? text) => text is null ? ResultCell.Missing(NotSaid) : ResultCell.Of(text);

    private static string Format(RunFormat format) => format switch
    {
        RunFormat.StudyFolder => "folder of a study",
        RunFormat.Csv => "CSV",
        RunFormat.Parquet => "Parquet",
        RunFormat.TorchResults => "results.pth",
        RunFormat.SyneTune => "Syne Tune",
        _ => "list of final architectures",
    };

    private static string Clock(RunClock clock) => clock switch
    {
        RunClock.Simulated => "simulated",
        RunClock.Measured => "measured",
        RunClock.Absent => "absent",
        _ => "of unknown kind",
    };
}
