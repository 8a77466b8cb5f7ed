using System.Runtime.CompilerServices;
using NatsBench.Fast.Queries;
using NatsBench.Fast.Reading;

namespace NatsBench.Fast.Views;

/// <summary>
/// Every architecture of one dataset and setting after its last epoch, mean over seeds, side by side: a query is one array read, takes
/// no lock and allocates nothing. <see cref="Bytes"/> long. Immutable, thread-safe.
/// </summary>
public sealed class FinalView
{
    private readonly RecordLookup _records;
    private readonly TrialTable _table;
    private readonly FinalMetrics[] _metrics;

    internal FinalView(NatsBenchFile file, RecordLookup records, TrialTable table)
    {
        (_records, _table) = (records, table);
        TrialRange[] runs = TrialRange.All(file, table);
        _metrics = new FinalMetrics[runs.Length];
        for (int architecture = 0; architecture < runs.Length; architecture++)
            _metrics[architecture] = runs[architecture].Count > 0 ? Measure(architecture) : Absent;
    }

    /// <summary>Number of architectures in the space.</summary>
    public int Count => _metrics.Length;

    /// <summary>Memory of the view's copy.</summary>
    public long Bytes => (long)Unsafe.SizeOf<FinalMetrics>() * _metrics.Length;

    /// <summary>Every architecture in order; NaN where the record is absent or officially refused.</summary>
    public ReadOnlySpan<FinalMetrics> All => _metrics;

    private static FinalMetrics Absent => new(FinalSet.Absent, FinalSet.Absent, FinalSet.Absent, FinalSet.Absent);

    /// <summary>The metrics of one architecture.</summary>
    /// <param name="architecture">0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="RefusedException">The index is outside the space, or the official library refuses as well: no record, a seed that lacks a number.</exception>
    public ref readonly FinalMetrics this[int architecture]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            FinalMetrics[] metrics = _metrics;
            if ((uint)architecture >= (uint)metrics.Length || double.IsNaN(metrics[architecture].Train.Accuracy))
                RefuseAbsent(architecture);
            return ref metrics[architecture];
        }
    }

    // Refused, or a NaN that the archive holds: the rules know.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void RefuseAbsent(int architecture) => _ = Ask(architecture);

    private MoreInfo Ask(int architecture) => _records.Runs(architecture, _table.Dataset, _table.Setting).Mean().MoreInfo();

    private FinalMetrics Measure(int architecture)
    {
        try
        {
            MoreInfo info = Ask(architecture);
            return new FinalMetrics(Part(info.Train), Part(info.Validation), Part(info.Test), Part(info.ValidationAndTest));
        }
        catch (RefusedException)
        {
            return Absent;
        }
    }

    private static FinalSet Part(SetMetrics? set) => set is not { } metrics ? FinalSet.Absent : new FinalSet(
        metrics.Loss ?? double.NaN, metrics.Accuracy ?? double.NaN, metrics.TimePerEpoch ?? double.NaN, metrics.TotalTime ?? double.NaN);
}
