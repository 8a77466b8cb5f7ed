using NatsBench.Fast.Internals;
using NatsBench.Fast.Reading;

namespace NatsBench.Fast.Views;

/// <summary>
/// Numbers of every trial of a table after one epoch, each in one pass over a column: a trial's last epoch has columns of its own, an
/// earlier one is read off the curves. Cells mean something for plain trials alone (<see cref="PlainTrials"/>).
/// </summary>
internal sealed class EpochColumns
{
    private readonly TrialTable _table;
    private readonly int? _epoch;
    private readonly bool _isLastOfSome;
    private readonly bool _isInsideSome;

    /// <param name="table">The table; it has trials.</param>
    /// <param name="epoch">0-based; null is the last of each trial.</param>
    public EpochColumns(TrialTable table, int? epoch)
    {
        (_table, _epoch) = (table, epoch);
        if (epoch is not { } at)
            return;
        using ColumnLease<int> epochs = table.Epochs!.Borrow();
        foreach (int count in epochs.Cells)
        {
            _isLastOfSome |= IsLast(count, at);
            _isInsideSome |= IsInside(count, at);
        }
    }

    /// <summary>True when an epoch is the last of a trial with so many.</summary>
    public static bool IsLast(int epochs, int epoch) => epochs > 0 && epoch == epochs - 1;

    /// <summary>True when an epoch is one of a trial with so many, and not the last.</summary>
    public static bool IsInside(int epochs, int epoch) => epochs > 0 && (uint)epoch < (uint)(epochs - 1);

    /// <summary>A measure after the epoch.</summary>
    public ColumnLease<double> Of(Measure measure, SetColumns set) => measure switch
    {
        Measure.Accuracy => Accuracy(set),
        Measure.Loss => Borrow(set.LastLoss, set.Loss, firstEpoch: _epoch, static (curve, epoch) => curve.ValueAt(epoch)),
        _ => TotalTime(set),
    };

    /// <summary>Accuracy after the epoch, percent.</summary>
    public ColumnLease<double> Accuracy(SetColumns set) =>
        Borrow(set.LastTop1, set.Top1, firstEpoch: _epoch, static (curve, epoch) => curve.ValueAt(epoch));

    /// <summary>Seconds of all epochs up to and including the epoch, added from left to right.</summary>
    public ColumnLease<double> TotalTime(SetColumns set) => _table.IsOfModules
        ? Borrow(set.TotalTime, set.Elapsed, firstEpoch: _epoch, static (curve, epoch) => curve.ValueAt(epoch))
        : Borrow(set.TotalTime, set.Time, firstEpoch: 0, static (curve, epoch) =>
    {
        double sum = 0;
        foreach (double seconds in curve.Values[..(epoch + 1)])
            sum += seconds;
        return sum;
    });

    /// <summary>Number of epochs up to and including the epoch.</summary>
    public ColumnLease<int> EpochCount()
    {
        if (_epoch is not { } epoch)
            return _table.Epochs!.Borrow();
        NativeBuffer<int> counts = Room<int>();
        counts.Span.Fill(epoch + 1);
        return Lease(counts);
    }

    private ColumnLease<double> Borrow(WholeColumn<double>? last, CurveColumn? curves, int? firstEpoch, Func<CurveSlice, int, double> number)
    {
        if (_epoch is not { } epoch)
            return last is null ? default : last.Borrow();
        NativeBuffer<double> room = Room<double>();
        Span<double> cells = room.Span;
        if (_isInsideSome && curves is not null)
            foreach (CurveBlock block in curves.Pass())
                if (block.FirstEpoch <= firstEpoch && epoch < block.EndEpoch)
                    for (int trial = block.FirstTrial; trial < int.Min(block.EndTrial, cells.Length); trial++)
                        cells[trial] = number(block[trial], epoch);
        if (_isLastOfSome && last is not null)
        {
            using ColumnLease<double> lasts = last.Borrow();
            using ColumnLease<int> epochs = _table.Epochs!.Borrow();
            for (int trial = 0; trial < lasts.Cells.Length; trial++)
                if (IsLast(epochs.Cells[trial], epoch))
                    cells[trial] = lasts.Cells[trial];
        }
        return Lease(room);
    }

    // What no trial has is never read, and so what is in there does not matter.
    private NativeBuffer<T> Room<T>()
        where T : unmanaged => new(_table.Seeds!.ItemCount);

    private static ColumnLease<T> Lease<T>(NativeBuffer<T> cells)
        where T : unmanaged => new(cells, states: null, stride: 1);
}
