using System.Collections.Concurrent;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Model;
using NatsBench.Fast.Queries;
using NatsBench.Fast.Reading;

namespace NatsBench.Fast.Views;

/// <summary>
/// One dataset under one setting, bound once: columns in the order of architectures, as scans want them, and views whose queries are
/// array reads. Each part is made when it is first asked for and then kept; bind it to a variable outside the loop. Thread-safe; valid
/// while the benchmark is open.
/// </summary>
/// <example>
/// <code>
/// TableView table = bench.Table(Dataset.Cifar100, TrainingSetting.Epochs200);
/// FinalView finals = table.Finals;
/// double test = finals[1234].TestAccuracy;
/// ReadOnlySpan&lt;double&gt; valid = table.Accuracy(EvaluationSet.XValid), flops = table.Costs.Flops;
/// </code>
/// </example>
public sealed class TableView
{
    private readonly NatsBenchFile _file;
    private readonly RecordLookup _records;
    private readonly TrialTable _table;
    private readonly Lazy<TrialRange[]> _runs;
    private readonly Lazy<CostView> _costs;
    private readonly Lazy<FinalView> _finals;
    private readonly ConcurrentDictionary<string, MeanColumn> _accuracies = new(StringComparer.Ordinal);

    internal TableView(NatsBenchFile file, RecordLookup records, TrialTable table)
    {
        (_file, _records, _table) = (file, records, table);
        _runs = new(() => TrialRange.All(file, table));
        _costs = new(() => new CostView(file, records, table));
        _finals = new(() => new FinalView(file, records, table));
    }

    /// <summary>The dataset trained on; <c>cifar10</c> and <c>cifar10-valid</c> are two.</summary>
    public Dataset Dataset => new(_table.Dataset);

    /// <summary>The hyper-parameter setting (the official <c>hp</c>).</summary>
    public TrainingSetting Setting => new(_table.Setting);

    /// <summary>Number of architectures in the space.</summary>
    public int Count => _file.ArchitectureCount;

    /// <summary>What each architecture costs.</summary>
    public CostView Costs => _costs.Value;

    /// <summary>Each architecture after its last epoch, mean over seeds.</summary>
    public FinalView Finals => _finals.Value;

    /// <summary>The seeds of an architecture's runs, in the record's own order (<c>get_dataset_seeds</c>); none where it has no record here.</summary>
    /// <param name="architecture">0 to <see cref="Count"/> - 1.</param>
    public ReadOnlySpan<long> Seeds(int architecture)
    {
        TrialRange range = _runs.Value[architecture];
        return range.Count == 0 ? [] : _table.Seeds!.Cells.Slice(range.First, range.Count);
    }

    /// <summary>
    /// Accuracy on a set after the last epoch, mean over seeds, percent, in the order of architectures; NaN where the record is absent or
    /// the official library refuses (<see cref="SelectedRuns.Metrics"/> says why).
    /// </summary>
    /// <param name="set">The set; <c>train</c> is the training set.</param>
    public ReadOnlySpan<double> Accuracy(EvaluationSet set) => AccuracyColumn(set).Values.Span;

    /// <summary>Learning curves on a set.</summary>
    /// <param name="set">The set; <c>train</c> is the training set.</param>
    /// <param name="quantity">What is measured each epoch.</param>
    /// <exception cref="RefusedException">No run has such a curve.</exception>
    public CurveView Curves(EvaluationSet set, CurveQuantity quantity)
    {
        SetColumns columns = _table.Columns(set.Name);
        CurveColumn? column = quantity switch
        {
            CurveQuantity.Accuracy => columns.Top1,
            CurveQuantity.Top5Accuracy => columns.Top5,
            CurveQuantity.Loss => columns.Loss,
            CurveQuantity.Seconds => columns.Time,
            _ => throw new ArgumentOutOfRangeException(nameof(quantity), quantity, "not a quantity of learning curves"),
        };
        return column is not null ? new CurveView(_runs.Value, column) : throw new RefusedException(
            Refusal.KeyError, $"{_table.Dataset}, setting {_table.Setting}: no run has a curve of {quantity} on {set}");
    }

    /// <summary>
    /// True when costs and accuracy of every record of the file are known numbers or <c>None</c>: then no rule refuses any, and scans of
    /// the columns see what the rules see.
    /// </summary>
    internal bool AnswersEverywhere(EvaluationSet set)
    {
        ReadOnlySpan<int> rows = _file.RowOfArchitecture;
        for (int architecture = 0; architecture < rows.Length; architecture++)
            // A limit that is NaN counts as kept by the rules, and as missed by a scan.
            if (rows[architecture] >= 0 && (double.IsNaN(Costs.Flops[architecture]) || double.IsNaN(Costs.Params[architecture])))
                return false;
        return AccuracyColumn(set).IsWhole;
    }

    private MeanColumn AccuracyColumn(EvaluationSet set) =>
        _accuracies.GetOrAdd(set.Name, static (name, table) => table.MeanAccuracies(new EvaluationSet(name)), this);

    private MeanColumn MeanAccuracies(EvaluationSet set)
    {
        ReadOnlySpan<TrialRange> runs = _runs.Value;
        ReadOnlySpan<int> rows = _file.RowOfArchitecture;
        AlignedArray<double> column = Column.Absent(runs.Length);
        Span<double> accuracies = column.Span;
        bool isWhole = true;
        PlainTrials plain = PlainTrials.WithMetrics(_file, _table, epoch: null, set.Name);
        using ColumnLease<double> last = _table.Columns(set.Name).LastTop1 is { } top1 ? top1.Borrow() : default;
        for (int architecture = 0; architecture < runs.Length; architecture++)
        {
            TrialRange range = runs[architecture];
            if (range.Count > 0 && plain.All(range.First, range.Count))
                accuracies[architecture] = PythonSums.Mean(last.Cells.Slice(range.First, range.Count));
            else if (range.Count > 0
                && _records.Runs(architecture, _table.Dataset, _table.Setting).Mean().TryMetrics(set, null, out Metrics metrics) is null)
                accuracies[architecture] = metrics.Accuracy ?? double.NaN;
            else
                isWhole &= rows[architecture] < 0;
        }
        return new MeanColumn(column, isWhole);
    }

    // Whole: every record of the file has an answer.
    private sealed record MeanColumn(AlignedArray<double> Values, bool IsWhole);
}
