using NatsBench.Fast.Internals;
using NatsBench.Fast.Model;
using NatsBench.Fast.Queries;
using NatsBench.Fast.Reading;

namespace NatsBench.Fast.Views;

/// <summary>
/// The columns of a table, each made when it is first asked for and then kept. Plain runs are read off the file's own columns; whoever is
/// out of the ordinary is asked of the rules. Thread-safe.
/// </summary>
internal sealed class TableColumns(NatsBenchFile file, RecordLookup records, TrialTable table)
{
    private readonly Lazy<TrialRange[]> _runs = new(() => TrialRange.All(file, table));
    private readonly Kept<ColumnQuestion, Bound> _bound = new();

    /// <summary>Where the runs of each architecture lie.</summary>
    public TrialRange[] Runs => _runs.Value;

    /// <summary>A column in the order of architectures; NaN where the record is absent or the rules refuse.</summary>
    /// <exception cref="RefusedException">No record has it.</exception>
    public ReadOnlySpan<double> this[ColumnQuestion question] =>
        Bind(question).Values is { } values ? values.Span : throw AbsentColumn.Refusal(file, table, question);

    /// <summary>True when some record has the column, and the rules answer for every record of the file.</summary>
    public bool AnswersEverywhere(in ColumnQuestion question) => Bind(question) is { Values: not null, IsWhole: true };

    private Bound Bind(in ColumnQuestion question) => _bound.Find(question) ?? _bound.Keep(question, Make(question));

    private Bound Make(ColumnQuestion question)
    {
        // Most searches ask for one column, and the first does not keep what only the next will need as well.
        using NativeBuffer<TrialRange>? borrowed = _bound.IsEmpty && !_runs.IsValueCreated ? BorrowedRanges.Of(file, table) : null;
        ReadOnlySpan<TrialRange> runs = borrowed is null ? Runs : borrowed.Span;
        ReadOnlySpan<int> rows = file.RowOfArchitecture;
        AlignedArray<double> values = Column.Absent(runs.Length);
        using PlainTrials plain = PlainTrials.WithMetrics(file, table, question.Epoch, question.Measure, question.Set);
        using ColumnLease<double> cells = table.Seeds is null ? default : new EpochColumns(table, question.Epoch).Of(question.Measure, table.Columns(question.Set));
        bool isWhole = true, isAnywhere = false;
        for (int architecture = 0; architecture < runs.Length; architecture++)
        {
            TrialRange range = runs[architecture];
            bool isPlain = range.Count > 0 && plain.All(range.First, range.Count);
            double? value = null;
            if (isPlain ? TryPlain(question, range, cells.Cells, out value) : range.Count > 0 && TryRules(question, architecture, out value))
                values.At(architecture) = value ?? double.NaN;
            else
                isWhole &= rows[architecture] < 0;
            isAnywhere |= value is not null;
        }
        return new Bound(isAnywhere ? values : null, isWhole);
    }

    private bool TryPlain(in ColumnQuestion question, TrialRange range, ReadOnlySpan<double> cells, out double? value)
    {
        ReadOnlySpan<double> own = cells.Slice(range.First, range.Count);
        int position = question.Over == Over.OneSeed ? table.Seeds!.Cells.Slice(range.First, range.Count).IndexOf(question.Seed) : 0;
        value = question.Over switch
        {
            Over.Mean => PythonSums.Mean(own),
            Over.Deviation => PythonSums.Deviation(own),
            _ => position < 0 ? null : own[position],
        };
        return position >= 0;
    }

    private bool TryRules(in ColumnQuestion question, int architecture, out double? value)
    {
        value = null;
        Runs runs = records.Runs(architecture, table.Dataset, table.Setting);
        SelectedRuns asked = question.Over == Over.OneSeed ? runs.ForSeed(question.Seed) : runs.Mean();
        if (asked.TryMetrics(new EvaluationSet(question.Set), question.Epoch, out Metrics metrics) is not null)
            return false;
        value = question.Among(metrics);
        // A mean that is a number is one of numbers.
        if (question.Over == Over.Deviation && value is not null)
            value = Deviation(question, runs);
        return true;
    }

    private static double Deviation(in ColumnQuestion question, in Runs runs)
    {
        double[] own = new double[runs.Count];
        for (int run = 0; run < own.Length; run++)
        {
            _ = runs.At(run).TryMetrics(new EvaluationSet(question.Set), question.Epoch, out Metrics metrics);
            own[run] = question.Among(metrics)!.Value;
        }
        return PythonSums.Deviation(own);
    }

    // Without values where no record has one; whole where every record of the file has an answer.
    private sealed record Bound(AlignedArray<double>? Values, bool IsWhole);
}
