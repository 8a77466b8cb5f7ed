using NatsBench.Fast.Format;
using NatsBench.Fast.Schema;

namespace NatsBench.Fast.Reading;

/// <summary>The columns of one (setting, dataset). Trials lie in the order of rows and, within a row, of its seed list.</summary>
internal sealed class TrialTable(string setting, string dataset)
{
    private static readonly SetColumns NoColumns = new();

    private readonly OrderedDictionary<string, SetColumns> _sets = [];

    public string Setting => setting;

    public string Dataset => dataset;

    public WholeColumn<int> FirstTrial { get; private set; } = null!;
    public WholeColumn<long>? Seeds { get; private set; }
    public WholeColumn<int>? Forms { get; private set; }
    public WholeColumn<int>? Epochs { get; private set; }
    public WholeColumn<double>? Flops { get; private set; }
    public WholeColumn<double>? Params { get; private set; }
    public WholeColumn<double>? Latency { get; private set; }

    /// <summary>The columns of the training set.</summary>
    public SetColumns Train { get; } = new();

    /// <summary>The evaluation sets that have a column.</summary>
    public IEnumerable<KeyValuePair<string, SetColumns>> Sets => _sets;

    /// <summary>The columns of an evaluation set; without any where the file does not know it.</summary>
    public SetColumns Set(string name) => _sets.GetValueOrDefault(name, NoColumns);

    /// <summary>The columns of the training set, <c>train</c>, or of an evaluation set.</summary>
    public SetColumns Columns(string set) => set == "train" ? Train : Set(set);

    public void Add(ColumnKey key, string? set, ColumnSource source, BlockCache cache)
    {
        if (key.Part == (byte)ColumnPart.Curve || key.Kind >= (byte)TrialColumn.LastTop1)
        {
            if (set is null)
                Train.Add(key, source, cache);
            else
                AddedSet(set).Add(key, source, cache);
            return;
        }
        switch ((TrialColumn)key.Kind)
        {
            case TrialColumn.FirstTrial: FirstTrial = new(source, 0); break;
            case TrialColumn.Seed: Seeds = new(source, 0); break;
            case TrialColumn.Form: Forms = new(source, -1); break;
            case TrialColumn.Epochs: Epochs = new(source, 0); break;
            case TrialColumn.Flops: Flops = new(source, double.NaN); break;
            case TrialColumn.Params: Params = new(source, double.NaN); break;
            case TrialColumn.Latency: Latency = new(source, double.NaN); break;
        }
    }

    private SetColumns AddedSet(string name)
    {
        if (!_sets.TryGetValue(name, out SetColumns? columns))
            _sets.Add(name, columns = new SetColumns());
        return columns;
    }
}
