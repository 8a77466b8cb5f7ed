using NatsBench.Fast.Format;
using NatsBench.Fast.Schema;

namespace NatsBench.Fast.Reading;

/// <summary>The columns of one evaluation set, or of the training set, in a table; null where nothing was ever stored.</summary>
internal sealed class SetColumns(string name)
{
    /// <summary>What the set is called; <c>train</c> is the training set.</summary>
    public string Name => name;

    public WholeColumn<double>? LastTop1 { get; private set; }
    public WholeColumn<double>? LastLoss { get; private set; }
    public WholeColumn<double>? LastTime { get; private set; }
    public WholeColumn<double>? TotalTime { get; private set; }
    public CurveColumn? Top1 { get; private set; }
    public CurveColumn? Top5 { get; private set; }
    public CurveColumn? Loss { get; private set; }
    public CurveColumn? Time { get; private set; }
    public CurveColumn? Elapsed { get; private set; }

    /// <summary>Adds every column that the set has.</summary>
    public void AddTo(List<ColumnSource> columns)
    {
        foreach (ColumnSource? column in (ColumnSource?[])
            [LastTop1?.Source, LastLoss?.Source, LastTime?.Source, TotalTime?.Source, Top1?.Source, Top5?.Source, Loss?.Source, Time?.Source, Elapsed?.Source])
            if (column is not null)
                columns.Add(column);
    }

    /// <summary>The curves of a quantity.</summary>
    public CurveColumn? Curve(CurveColumnKind column) => column switch
    {
        CurveColumnKind.Top1 => Top1,
        CurveColumnKind.Top5 => Top5,
        CurveColumnKind.Loss => Loss,
        CurveColumnKind.Time => Time,
        CurveColumnKind.Elapsed => Elapsed,
        _ => throw new ArgumentOutOfRangeException(nameof(column), column, "not a curve"),
    };

    public void Add(ColumnKey key, ColumnSource source, BlockCache cache, TrialChecks checks)
    {
        if (key.Part == (byte)ColumnPart.Curve)
        {
            CurveColumn curve = new(source, cache);
            switch ((CurveColumnKind)key.Kind)
            {
                case CurveColumnKind.Top1: Top1 = curve; break;
                case CurveColumnKind.Top5: Top5 = curve; break;
                case CurveColumnKind.Loss: Loss = curve; break;
                case CurveColumnKind.Time: Time = curve; break;
                case CurveColumnKind.Elapsed: Elapsed = curve; break;
            }
            return;
        }
        bool isTotal = key.Kind == (byte)TrialColumn.TotalTime;
        WholeColumn<double> whole = new(source, double.NaN, isTotal ? (column, _, states) => checks.TotalTime(this, column, states) : null);
        switch ((TrialColumn)key.Kind)
        {
            case TrialColumn.LastTop1: LastTop1 = whole; break;
            case TrialColumn.LastLoss: LastLoss = whole; break;
            case TrialColumn.LastTime: LastTime = whole; break;
            case TrialColumn.TotalTime: TotalTime = whole; break;
        }
    }
}
