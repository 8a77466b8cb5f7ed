using System.Runtime.InteropServices;
using NatsBench.Fast.Format;
using NatsBench.Fast.Records;
using NatsBench.Fast.Schema;

namespace NatsBench.Fast.Writing;

/// <summary>All columns of one (setting, dataset): trials in the order of rows and, within a row, of its seed list.</summary>
internal sealed class TableBuilder(ushort setting, ushort dataset, int blockCells, Func<string, CurveColumnKind, bool> holds)
{
    private const string Train = "train";

    private readonly List<int> _firstTrial = [];
    private readonly List<long> _seeds = [];
    private readonly List<int> _forms = [];
    private readonly List<int> _epochs = [];
    private readonly TrialCells _flops = new();
    private readonly TrialCells _params = new();
    private readonly List<double[]?> _latencies = [];
    // By PlaceOf.
    private readonly Dictionary<int, TrialCells> _lasts = [];
    private readonly Dictionary<int, CurveBuilder> _curves = [];

    private int TrialCount => _seeds.Count;

    /// <summary>Opens the trials of a row; rows that are passed over have none.</summary>
    public void BeginRow(int row)
    {
        while (_firstTrial.Count <= row)
            _firstTrial.Add(TrialCount);
    }

    /// <summary>Adds a trial of the open row; null for a listed seed without a trial.</summary>
    public void Add(long seed, int form, TrialRecord? trial, Func<string, ushort> numberOf, BlockSink sink)
    {
        int index = TrialCount;
        _seeds.Add(seed);
        _forms.Add(form);
        _epochs.Add(trial?.Epochs ?? 0);
        _latencies.Add(trial?.Latency);
        if (trial is null)
            return;

        RefuseTooLong(trial);
        if (trial.Flops is { } flops)
            _flops.Set(index, CellState.Number, flops);
        if (trial.Params is { } parameters)
            _params.Set(index, CellState.Number, parameters);
        AddSet(index, Train, FileLayout.NoName, trial.Epochs - 1, trial.TrainTop1, trial.TrainLoss, trial.TrainTime, sink);
        AddCurve(index, Train, FileLayout.NoName, CurveColumnKind.Top5, trial.TrainTop5, sink);
        foreach (EvaluationCurves set in trial.Evaluations)
            AddSet(index, set.Set, numberOf(set.Set), trial.Epochs - 1, set.Top1, set.Loss, set.Time, sink);
    }

    /// <summary>Hands on the curves that are still pending.</summary>
    /// <returns>The curve columns; their blocks are known once the sink is drained.</returns>
    public IEnumerable<(ColumnBlocks Blocks, long Items)> CompleteCurves(BlockSink sink)
    {
        foreach (int place in InOrder(_curves.Keys))
        {
            CurveBuilder curve = _curves[place];
            curve.Flush(sink);
            yield return (curve.Blocks, TrialCount);
        }
    }

    /// <summary>Hands on the trial columns.</summary>
    /// <returns>The columns; their blocks are known once the sink is drained.</returns>
    public IEnumerable<(ColumnBlocks Blocks, long Items)> CompleteTrials(int rowCount, BlockSink sink)
    {
        BeginRow(rowCount);
        yield return (WriteIntegers(TrialColumn.FirstTrial, ElementType.Int32, _firstTrial, sink), _firstTrial.Count);
        if (TrialCount == 0)
            yield break;
        yield return (WriteIntegers(TrialColumn.Seed, ElementType.Int64, _seeds, sink), TrialCount);
        yield return (WriteIntegers(TrialColumn.Form, ElementType.Int32, _forms, sink), TrialCount);
        yield return (WriteIntegers(TrialColumn.Epochs, ElementType.Int32, _epochs, sink), TrialCount);
        yield return (_flops.Write(Key(TrialColumn.Flops), TrialCount, sink, blockCells), TrialCount);
        yield return (_params.Write(Key(TrialColumn.Params), TrialCount, sink, blockCells), TrialCount);
        yield return (WriteLatencies(sink), TrialCount);
        foreach (int place in InOrder(_lasts.Keys))
            if (_lasts[place] is { IsEmpty: false } cells)
                yield return (cells.Write(Key((TrialColumn)(place & 0xFF), (ushort)(place >> 8)), TrialCount, sink, blockCells), TrialCount);
    }

    // One number for a set and its column, which sorts as the two do.
    private static int PlaceOf(ushort set, byte column) => set << 8 | column;

    private static int[] InOrder(ICollection<int> places)
    {
        int[] order = [.. places];
        Array.Sort(order);
        return order;
    }

    // Readers refuse more: what one question may cost has a bound.
    private static void RefuseTooLong(TrialRecord trial)
    {
        int longest = trial.Evaluations.SelectMany(set => new[] { set.Top1, set.Loss, set.Time })
            .Concat([trial.TrainTop1, trial.TrainTop5, trial.TrainLoss, trial.TrainTime]).Max(curve => curve?.EndEpoch ?? 0);
        if (trial.Epochs is < 0 or > FileLayout.MaxItemCells || longest > FileLayout.MaxItemCells || trial.Latency?.Length > FileLayout.MaxItemCells)
            throw new NatsBenchException($"a trial on {trial.Name} has {trial.Epochs} epochs, curves of {longest} and {trial.Latency?.Length ?? 0} latencies; none may have fewer than none or more than {FileLayout.MaxItemCells}");
    }

    private ColumnKey Key(TrialColumn column, ushort set = FileLayout.NoName) => ColumnNames.Trial(setting, dataset, column, set);

    private void AddSet(
        int trial, string name, ushort set, int lastEpoch, Curve? top1, Curve? loss, Curve? time, BlockSink sink)
    {
        AddCurve(trial, name, set, CurveColumnKind.Top1, top1, sink);
        AddCurve(trial, name, set, CurveColumnKind.Loss, loss, sink);
        AddCurve(trial, name, set, CurveColumnKind.Time, time, sink);
        AddLast(trial, set, TrialColumn.LastTop1, top1, lastEpoch);
        AddLast(trial, set, TrialColumn.LastLoss, loss, lastEpoch);
        AddLast(trial, set, TrialColumn.LastTime, time, lastEpoch);
        if (time is not null && TryAddUp(time, lastEpoch, out double total))
            LastColumn(set, TrialColumn.TotalTime).Set(trial, CellState.Number, total);
    }

    private void AddCurve(int trial, string name, ushort set, CurveColumnKind column, Curve? curve, BlockSink sink)
    {
        if (curve is null or { Values.Length: 0 } || !holds(name, column))
            return;
        int place = PlaceOf(set, (byte)column);
        if (!_curves.TryGetValue(place, out CurveBuilder? builder))
            _curves.Add(place, builder = new CurveBuilder(ColumnNames.Curve(setting, dataset, set, column), blockCells));
        builder.Add(trial, curve, sink);
    }

    private void AddLast(int trial, ushort set, TrialColumn column, Curve? curve, int lastEpoch)
    {
        if (curve is null)
            return;
        CellState state = curve.StateAt(lastEpoch);
        LastColumn(set, column).Set(trial, state, state == CellState.Number ? curve.Values[lastEpoch - curve.FirstEpoch] : double.NaN);
    }

    private TrialCells LastColumn(ushort set, TrialColumn column)
    {
        int place = PlaceOf(set, (byte)column);
        if (!_lasts.TryGetValue(place, out TrialCells? cells))
            _lasts.Add(place, cells = new TrialCells());
        return cells;
    }

    // The official sum: from the first epoch to the last, in double precision, beginning with zero.
    private static bool TryAddUp(Curve time, int lastEpoch, out double total)
    {
        total = 0;
        if (time is { FirstEpoch: 0, IsDense: true } && (uint)lastEpoch < (uint)time.Values.Length)
        {
            foreach (double seconds in time.Values.AsSpan(0, lastEpoch + 1))
                total = Added(total, seconds);
            return true;
        }
        for (int epoch = 0; epoch <= lastEpoch; epoch++)
        {
            if (!time.TryGetNumber(epoch, out double seconds))
                return false;
            total = Added(total, seconds);
        }
        return lastEpoch >= 0;
    }

    // Of two NaNs the first stays, as in the official sum; the processor's choice would follow the order of its operands, which is the
    // compiler's.
    private static double Added(double total, double seconds) => double.IsNaN(total) ? total : total + seconds;

    private ColumnBlocks WriteLatencies(BlockSink sink)
    {
        int stride = int.Max(1, _latencies.Max(list => list?.Length ?? 0));
        ColumnBlocks blocks = new(Key(TrialColumn.Latency), ElementType.Float64);
        int blockItems = int.Max(1, blockCells / stride);
        for (int first = 0; first < TrialCount; first += blockItems)
        {
            int count = int.Min(blockItems, TrialCount - first);
            CellBlock block = new(new BlockJob(blocks, first, count, stride, origin: 0));
            for (int item = 0; item < count; item++)
                for (int i = 0; i < (_latencies[first + item]?.Length ?? 0); i++)
                    block.Set(item * stride + i, CellState.Number, _latencies[first + item]![i]);
            block.Complete(sink);
        }
        return blocks;
    }

    private ColumnBlocks WriteIntegers<T>(TrialColumn column, ElementType type, List<T> values, BlockSink sink)
        where T : unmanaged
        => IntegerColumn.Write<T>(Key(column), type, CollectionsMarshal.AsSpan(values), sink, blockCells);
}
