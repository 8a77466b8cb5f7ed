using NatsBench.Fast.Model;
using NatsBench.Fast.Queries;
using NatsBench.Fast.Reading;
using NatsBench.Fast.Schema;

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
public sealed partial class TableView
{
    private readonly NatsBenchFile _file;
    private readonly RecordLookup _records;
    private readonly TrialTable _table;
    private readonly TableColumns _columns;
    private readonly Lazy<CostView> _costs;
    private readonly Lazy<FinalView> _finals;

    internal TableView(NatsBenchFile file, RecordLookup records, TrialTable table)
    {
        (_file, _records, _table) = (file, records, table);
        _columns = new TableColumns(file, records, table);
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
        TrialRange range = _columns.Runs[architecture];
        return range.Count == 0 ? [] : _table.Seeds!.Cells.Slice(range.First, range.Count);
    }

    /// <summary>Learning curves on a set.</summary>
    /// <param name="set">The set; <c>train</c> is the training set.</param>
    /// <param name="quantity">What is measured each epoch.</param>
    /// <exception cref="RefusedException">No run has such a curve.</exception>
    /// <exception cref="NatsBenchException">The file is search-only and leaves such curves out.</exception>
    public CurveView Curves(EvaluationSet set, CurveQuantity quantity)
    {
        CurveColumnKind kind = quantity switch
        {
            CurveQuantity.Accuracy => CurveColumnKind.Top1,
            CurveQuantity.Top5Accuracy => CurveColumnKind.Top5,
            CurveQuantity.Loss => CurveColumnKind.Loss,
            CurveQuantity.Seconds => CurveColumnKind.Time,
            _ => throw new ArgumentOutOfRangeException(nameof(quantity), quantity, "not a quantity of learning curves"),
        };
        _file.RequireCurve(_table, set.Name, kind);
        CurveColumn? column = _table.Columns(set.Name).Curve(kind);
        return column is not null ? new CurveView(_columns.Runs, column) : throw new RefusedException(
            Refusal.KeyError, $"{_table.Dataset}, setting {_table.Setting}: no run has a curve of {quantity} on '{set}'; there are sets {string.Join(", ", _table.Sets.Select(one => one.Name).Prepend("train"))}{_file.PartialHint}");
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
            if (rows[architecture] >= 0 && (double.IsNaN(Costs.Flops[architecture]) && !_table.IsOfModules || double.IsNaN(Costs.Params[architecture])))
                return false;
        return _columns.AnswersEverywhere(ColumnQuestion.Of(Measure.Accuracy, set, epoch: null, seed: null));
    }
}
