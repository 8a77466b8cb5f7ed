using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Queries;
using NatsBench.Fast.Reading;

namespace NatsBench.Fast.Views;

/// <summary>
/// What every architecture costs on one dataset under one setting (the official <c>get_cost_info</c>, mean over seeds), as three columns
/// in the order of architectures: the limits of a search. 24 bytes an architecture. Immutable, thread-safe.
/// </summary>
public sealed class CostView
{
    private readonly RecordLookup _records;
    private readonly TrialTable _table;
    private readonly AlignedArray<double> _flops;
    private readonly AlignedArray<double> _params;
    private readonly AlignedArray<double> _latency;
    private readonly bool[] _answers;

    internal CostView(NatsBenchFile file, RecordLookup records, TrialTable table)
    {
        (_records, _table) = (records, table);
        using NativeBuffer<TrialRange> runs = BorrowedRanges.Of(file, table);
        (_flops, _params, _latency) = (Column.Absent(runs.Length), Column.Absent(runs.Length), Column.Absent(runs.Length));
        _answers = new bool[runs.Length];
        if (table is { Flops: not null, Params: not null, Latency: not null })
            Fill(file, runs.Span);
    }

    /// <summary>Multiply-adds of one forward pass, in millions; NaN where absent.</summary>
    public ReadOnlySpan<double> Flops => _flops.Span;

    /// <summary>Trainable parameters, in millions; NaN where absent.</summary>
    public ReadOnlySpan<double> Params => _params.Span;

    /// <summary>Seconds for a batch of 256; NaN where absent or never measured.</summary>
    public ReadOnlySpan<double> Latency => _latency.Span;

    /// <summary>The costs of one architecture; allocates nothing.</summary>
    /// <param name="architecture">0 to the size of the space - 1.</param>
    /// <exception cref="RefusedException">The index is outside the space, the record is absent, or its seeds disagree and 888, which decides, is absent.</exception>
    public ArchitectureCost this[int architecture]
    {
        get
        {
            if ((uint)architecture >= (uint)_answers.Length || !_answers[architecture])
                Refuse(architecture);
            return new ArchitectureCost(_flops.At(architecture), _params.At(architecture), _latency.At(architecture));
        }
    }

    /// <summary>The column of <see cref="Latency"/>, for who keeps it without the others.</summary>
    internal AlignedArray<double> Latencies => _latency;

    /// <summary>Whether the rules answer for an architecture.</summary>
    internal bool Answers(int architecture) => _answers[architecture];

    // One column after the other, so that one borrowed buffer serves all of them.
    private void Fill(NatsBenchFile file, ReadOnlySpan<TrialRange> runs)
    {
        PlainTrials plain = PlainTrials.WithCosts(file, _table);
        for (int architecture = 0; architecture < runs.Length; architecture++)
            _answers[architecture] = runs[architecture].Count > 0 && plain.All(runs[architecture].First, runs[architecture].Count);
        FillAgreed(_table.Flops!, runs, _flops.Span);
        FillAgreed(_table.Params!, runs, _params.Span);
        FillLatencies(file, runs);

        // What is not plain, or not agreed upon, is asked of the rules.
        for (int architecture = 0; architecture < runs.Length; architecture++)
        {
            if (_answers[architecture] || runs[architecture].Count == 0)
                continue;
            CostInfo? cost = _records.TryAsk(architecture, _table, static runs => runs.Cost());
            _answers[architecture] = cost is not null;
            _flops.Span[architecture] = cost?.Flops ?? double.NaN;
            _params.Span[architecture] = cost?.Params ?? double.NaN;
            _latency.Span[architecture] = cost?.Latency ?? double.NaN;
        }
    }

    // The mean where all runs have the same bits; who differs loses the plain answer.
    private void FillAgreed(WholeColumn<double> column, ReadOnlySpan<TrialRange> runs, Span<double> means)
    {
        using ColumnLease<double> values = column.Borrow();
        for (int architecture = 0; architecture < runs.Length; architecture++)
        {
            if (!_answers[architecture])
                continue;
            ReadOnlySpan<double> own = values.Cells.Slice(runs[architecture].First, runs[architecture].Count);
            if (AllEqual(own))
                means[architecture] = PythonSums.Mean(own);
            else
                _answers[architecture] = false;
        }
    }

    private void FillLatencies(NatsBenchFile file, ReadOnlySpan<TrialRange> runs)
    {
        using ColumnLease<double> latencies = _table.Latency!.Borrow();
        using ColumnLease<int> forms = _table.Forms!.Borrow();
        int[] counts = [.. file.Metadata.TrialForms.Select(form => form.LatencyCount)];
        for (int architecture = 0; architecture < runs.Length; architecture++)
        {
            if (!_answers[architecture])
                continue;
            MeanLatency latency = default;
            TrialRange range = runs[architecture];
            for (int trial = range.First; trial < range.First + range.Count; trial++)
                if (counts[forms.Cells[trial]] is > 0 and var count)
                    latency.Add(latencies.Cells.Slice(trial * latencies.Stride, count));
            _latency.Span[architecture] = latency.Value ?? double.NaN;
        }
    }

    // The rules say why; outside the space, or where they refused before, they refuse again.
    [DoesNotReturn]
    private void Refuse(int architecture)
    {
        _ = _records.Runs(architecture, _table.Dataset, _table.Setting).Cost();
        throw new UnreachableException();
    }

    private static bool AllEqual(ReadOnlySpan<double> values)
    {
        foreach (double value in values)
            if (BitConverter.DoubleToInt64Bits(value) != BitConverter.DoubleToInt64Bits(values[0]))
                return false;
        return true;
    }
}
