using NatsBench.Fast.Format;
using NatsBench.Fast.Records;
using NatsBench.Fast.Schema;

namespace NatsBench.Fast.Reading;

/// <summary>The columns of one (setting, dataset). Trials lie in the order of rows and, within a row, of its seed list.</summary>
internal sealed class TrialTable
{
    private static readonly SetColumns NoColumns = new("");

    private readonly List<SetColumns> _sets = [];
    private readonly Dictionary<string, SetColumns> _setOfName = [];
    private readonly TrialChecks _checks;

    public TrialTable(NatsBenchFile file, string setting, string dataset)
    {
        (Setting, Dataset, IsOfModules) = (setting, dataset, file.ListsModules);
        _checks = new TrialChecks(file, this);
    }

    public string Setting { get; }

    public string Dataset { get; }

    /// <summary>
    /// True in a file of modules, whose runs were measured at few epochs: accuracies and elapsed seconds of training, no losses, no times of an
    /// epoch or an evaluation, no FLOPs, no latencies.
    /// </summary>
    public bool IsOfModules { get; }

    /// <summary>Number of trials.</summary>
    public int TrialCount => Seeds?.ItemCount ?? 0;

    public WholeColumn<int> FirstTrial { get; private set; } = null!;
    public WholeColumn<long>? Seeds { get; private set; }
    public WholeColumn<int>? Forms { get; private set; }
    public WholeColumn<int>? Epochs { get; private set; }
    public WholeColumn<double>? Flops { get; private set; }
    public WholeColumn<double>? Params { get; private set; }
    public WholeColumn<double>? Latency { get; private set; }

    /// <summary>The columns of the training set.</summary>
    public SetColumns Train { get; } = new("train");

    /// <summary>The evaluation sets that have a column.</summary>
    public IReadOnlyList<SetColumns> Sets => _sets;

    /// <summary>The columns of an evaluation set; without any where the file does not know it.</summary>
    public SetColumns Set(string name) => _setOfName.TryGetValue(name, out SetColumns? columns) ? columns : NoColumns;

    /// <summary>Every column with cells of trials.</summary>
    public List<ColumnSource> TrialColumns()
    {
        List<ColumnSource> columns = [];
        foreach (ColumnSource? column in (ColumnSource?[])[Seeds?.Source, Forms?.Source, Epochs?.Source, Flops?.Source, Params?.Source, Latency?.Source])
            if (column is not null)
                columns.Add(column);
        Train.AddTo(columns);
        foreach (SetColumns set in _sets)
            set.AddTo(columns);
        return columns;
    }

    /// <summary>The columns of the training set, <c>train</c>, or of an evaluation set.</summary>
    public SetColumns Columns(string set) => set == "train" ? Train : Set(set);

    public void Add(ColumnKey key, string? set, ColumnSource source, BlockCache cache)
    {
        if (key.Part == (byte)ColumnPart.Curve || key.Kind >= (byte)TrialColumn.LastTop1)
        {
            if (set is null)
                Train.Add(key, source, cache, _checks);
            else
                AddedSet(set).Add(key, source, cache, _checks);
            return;
        }
        switch ((TrialColumn)key.Kind)
        {
            case TrialColumn.FirstTrial: FirstTrial = new(source, 0, _checks.FirstTrial); break;
            case TrialColumn.Seed: Seeds = new(source, 0); break;
            case TrialColumn.Form: Forms = new(source, TrialForm.NoTrial, _checks.Forms); break;
            case TrialColumn.Epochs: Epochs = new(source, 0, _checks.Epochs); break;
            case TrialColumn.Flops: Flops = new(source, double.NaN, _checks.Flops); break;
            case TrialColumn.Params: Params = new(source, double.NaN, _checks.Params); break;
            case TrialColumn.Latency: Latency = new(source, double.NaN, _checks.Latency); break;
        }
    }

    /// <summary>Whether a trial has the seconds of all its epochs on any set.</summary>
    public bool HasTotalTime(int trial) =>
        Train.TotalTime?.StateAt(trial) == CellState.Number || _sets.Exists(set => set.TotalTime?.StateAt(trial) == CellState.Number);

    /// <summary>Decodes every column that is checked against others, and keeps none that was not kept before.</summary>
    /// <exception cref="DamagedFileException">One contradicts another.</exception>
    public void CheckReferences()
    {
        using (FirstTrial.Borrow()) { }
        if (Seeds is null)
            return;
        using (Forms!.Borrow()) { }
        using (Epochs!.Borrow()) { }
        using (Flops!.Borrow()) { }
        using (Params!.Borrow()) { }
        using (Latency!.Borrow()) { }
        using (Train.TotalTime is { } trainings ? trainings.Borrow() : default) { }
        foreach (SetColumns set in _sets)
            using (set.TotalTime is { } total ? total.Borrow() : default) { }
    }

    private SetColumns AddedSet(string name)
    {
        if (_setOfName.TryGetValue(name, out SetColumns? known))
            return known;
        SetColumns added = new(name);
        _sets.Add(added);
        _setOfName.Add(name, added);
        return added;
    }
}
