using NatsBench.Fast.Format;
using NatsBench.Fast.Model;
using NatsBench.Fast.Queries;
using NatsBench.Fast.Reading;
using NatsBench.Fast.Schema;

namespace NatsBench.Fast;

public sealed partial class NatsBenchmark
{
    /// <summary>The highest version of the column format that this library writes; it reads every minor version of the major one.</summary>
    public static Version FormatVersion { get; } = new(FileLayout.MajorVersion, FileLayout.MinorVersion);

    /// <summary>Counts what the file holds. Reads the seeds of every run, but no curve.</summary>
    public FileSummary Summarize() => new(
        new Version(_file.Version.Major, _file.Version.Minor), _file.Length,
        BytesOf(ColumnPart.Curve), BytesOf(ColumnPart.Trial), BytesOf(ColumnPart.Archive), BytesOf(ColumnPart.Extra),
        [.. _file.Tables.Select(Summarize)]);

    /// <summary>The sets that some run on a dataset was measured on: <c>train</c>, then the evaluation sets in the order of the file.</summary>
    /// <param name="dataset">The dataset trained on.</param>
    /// <param name="setting">The hyper-parameter setting (the official <c>hp</c>).</param>
    /// <exception cref="RefusedException">No record of the file has them.</exception>
    public IReadOnlyList<EvaluationSet> SetsOf(Dataset dataset, TrainingSetting setting) =>
        _file.Table(setting.Key, dataset.Name) is { } table ? SetsOf(table) : throw NoTable(dataset, setting);

    private static EvaluationSet[] SetsOf(TrialTable table) =>
        [EvaluationSet.Train, .. table.Sets.Where(set => set.Name.Length > 0).Select(set => new EvaluationSet(set.Name))];

    private long BytesOf(ColumnPart part) =>
        _file.Columns.Where(column => column.Entry.Key.Part == (byte)part).Sum(column => column.Entry.StoredBytes);

    private static TableSummary Summarize(TrialTable table)
    {
        ReadOnlySpan<int> starts = table.FirstTrial.Cells;
        int architectures = 0;
        for (int row = 1; row < starts.Length; row++)
            if (starts[row] > starts[row - 1])
                architectures++;

        SortedDictionary<long, int> runsOfSeed = [];
        ReadOnlySpan<long> seeds = table.Seeds is null ? [] : table.Seeds.Cells;
        foreach (long seed in seeds)
            runsOfSeed[seed] = runsOfSeed.GetValueOrDefault(seed) + 1;

        return new TableSummary(
            new TrainingSetting(table.Setting), new Dataset(table.Dataset), architectures, seeds.Length, runsOfSeed,
            SetsOf(table));
    }
}
