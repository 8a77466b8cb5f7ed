using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Queries;
using NatsBench.Fast.Reading;

namespace NatsBench.Fast.Views;

/// <summary>
/// Every architecture of one dataset and setting after its last epoch, mean over seeds, side by side: a query reads half a cache line, takes
/// no lock and allocates nothing. <see cref="Bytes"/> long. Immutable, thread-safe.
/// </summary>
public sealed class FinalView
{
    private readonly RecordLookup _records;
    private readonly TrialTable _table;

    private readonly AlignedArray<FinalMetrics> _metrics;

    // Of the array, one indirection nearer.
    private readonly unsafe FinalMetrics* _first;
    private readonly int _count;
    private readonly FinalDetails[] _details;

    internal unsafe FinalView(NatsBenchFile file, RecordLookup records, TrialTable table)
    {
        (_records, _table) = (records, table);
        TrialRange[] runs = TrialRange.All(file, table);
        _metrics = new AlignedArray<FinalMetrics>(runs.Length);
        _first = _metrics.First;
        _count = runs.Length;
        _details = new FinalDetails[runs.Length];
        Span<FinalMetrics> metrics = _metrics.Span;
        for (int architecture = 0; architecture < runs.Length; architecture++)
        {
            MoreInfo? info = runs[architecture].Count > 0 ? _records.TryAsk(architecture, _table, static runs => runs.Mean().MoreInfo()) : null;
            (SetMetrics? train, SetMetrics? valid, SetMetrics? test, SetMetrics? both) = (info?.Train, info?.Validation, info?.Test, info?.ValidationAndTest);
            metrics[architecture] = new FinalMetrics(
                info is null ? RefusedMark.Value : Known(valid?.Loss), Known(valid?.Accuracy), Known(test?.Loss), Known(test?.Accuracy));
            _details[architecture] = new FinalDetails(
                Known(train?.Loss), Known(train?.Accuracy), Known(both?.Loss), Known(both?.Accuracy),
                Known(train?.TimePerEpoch), Known(train?.TotalTime), Known(valid?.TimePerEpoch), Known(valid?.TotalTime),
                Known(test?.TimePerEpoch), Known(test?.TotalTime), Known(both?.TimePerEpoch), Known(both?.TotalTime));
        }
    }

    /// <summary>Number of architectures in the space.</summary>
    public int Count => _count;

    /// <summary>Memory of the view's copy: 128 bytes an architecture.</summary>
    public long Bytes => _metrics.Bytes + (long)Unsafe.SizeOf<FinalDetails>() * _details.Length;

    /// <summary>Every architecture in order; NaN where the record is absent or officially refused.</summary>
    public ReadOnlySpan<FinalMetrics> All => _metrics.Span;

    /// <summary>The metrics of one architecture.</summary>
    /// <param name="architecture">0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="RefusedException">The index is outside the space, or the official library refuses as well: no record, a seed that lacks a number.</exception>
    public unsafe ref readonly FinalMetrics this[int architecture]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            // The first of its numbers is the mark.
            if ((uint)architecture >= (uint)_count || RefusedMark.Is((double*)(_first + architecture)))
                Refuse(architecture);
            return ref _first[architecture];
        }
    }

    /// <summary>What else is known about one architecture.</summary>
    /// <param name="architecture">0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="RefusedException">As for its metrics.</exception>
    public ref readonly FinalDetails Details(int architecture)
    {
        _ = this[architecture];
        return ref _details[architecture];
    }

    // So short that the compiler sees that it never comes back.
    [DoesNotReturn]
    private void Refuse(int architecture) => throw RefusalOf(architecture);

    // The rules say why.
    private RefusedException RefusalOf(int architecture)
    {
        _ = _records.Runs(architecture, _table.Dataset, _table.Setting).Mean().MoreInfo();
        return RefusedMark.IsAnswer(architecture);
    }

    private static double Known(double? value) => value ?? double.NaN;
}
