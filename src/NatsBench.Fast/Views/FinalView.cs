using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NatsBench.Fast.Queries;
using NatsBench.Fast.Reading;

namespace NatsBench.Fast.Views;

/// <summary>
/// Every architecture of one dataset and setting after its last epoch, mean over seeds, side by side: a query reads one cache line, takes
/// no lock and allocates nothing. <see cref="Bytes"/> long. Immutable, thread-safe.
/// </summary>
public sealed class FinalView
{
    private const int CacheLine = 64;

    private readonly RecordLookup _records;
    private readonly TrialTable _table;

    // Pinned, so that its elements stay on the cache lines where _first lies.
    private readonly double[] _metrics;
    private readonly unsafe FinalMetrics* _first;
    private readonly FinalTimes[] _times;
    private readonly int _count;

    internal unsafe FinalView(NatsBenchFile file, RecordLookup records, TrialTable table)
    {
        (_records, _table) = (records, table);
        TrialRange[] runs = TrialRange.All(file, table);
        _metrics = GC.AllocateUninitializedArray<double>((runs.Length + 1) * (CacheLine / sizeof(double)), pinned: true);
        nuint address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_metrics));
        _first = (FinalMetrics*)((address + (CacheLine - 1)) & ~(nuint)(CacheLine - 1));
        _times = new FinalTimes[runs.Length];
        _count = runs.Length;
        Span<FinalMetrics> metrics = new(_first, _count);
        for (int architecture = 0; architecture < runs.Length; architecture++)
        {
            MoreInfo? info = runs[architecture].Count > 0 ? TryAsk(architecture) : null;
            (SetMetrics? train, SetMetrics? valid, SetMetrics? test, SetMetrics? both) = (info?.Train, info?.Validation, info?.Test, info?.ValidationAndTest);
            metrics[architecture] = new FinalMetrics(
                Known(train?.Loss), Known(train?.Accuracy), Known(valid?.Loss), Known(valid?.Accuracy),
                Known(test?.Loss), Known(test?.Accuracy), Known(both?.Loss), Known(both?.Accuracy));
            _times[architecture] = new FinalTimes(
                Known(train?.TimePerEpoch), Known(train?.TotalTime), Known(valid?.TimePerEpoch), Known(valid?.TotalTime),
                Known(test?.TimePerEpoch), Known(test?.TotalTime), Known(both?.TimePerEpoch), Known(both?.TotalTime));
        }
    }

    /// <summary>Number of architectures in the space.</summary>
    public int Count => _count;

    /// <summary>Memory of the view's copy: 128 bytes an architecture.</summary>
    public long Bytes => (long)sizeof(double) * _metrics.Length + (long)Unsafe.SizeOf<FinalTimes>() * _times.Length;

    /// <summary>Every architecture in order; NaN where the record is absent or officially refused.</summary>
    public unsafe ReadOnlySpan<FinalMetrics> All => MemoryMarshal.CreateReadOnlySpan(ref Unsafe.AsRef<FinalMetrics>(_first), _count);

    /// <summary>The metrics of one architecture.</summary>
    /// <param name="architecture">0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="RefusedException">The index is outside the space, or the official library refuses as well: no record, a seed that lacks a number.</exception>
    public unsafe ref readonly FinalMetrics this[int architecture]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if ((uint)architecture >= (uint)_count || double.IsNaN(_first[architecture].TrainAccuracy))
                RefuseAbsent(architecture);
            return ref _first[architecture];
        }
    }

    /// <summary>The times of one architecture.</summary>
    /// <param name="architecture">0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="RefusedException">As for its metrics.</exception>
    public ref readonly FinalTimes Times(int architecture)
    {
        _ = this[architecture];
        return ref _times[architecture];
    }

    // Refused, or a NaN that the archive holds: the rules know. Outside the space they always refuse.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void RefuseAbsent(int architecture) => _ = Ask(architecture);

    private MoreInfo Ask(int architecture) => _records.Runs(architecture, _table.Dataset, _table.Setting).Mean().MoreInfo();

    private MoreInfo? TryAsk(int architecture)
    {
        try
        {
            return Ask(architecture);
        }
        catch (RefusedException)
        {
            return null;
        }
    }

    private static double Known(double? value) => value ?? double.NaN;
}
