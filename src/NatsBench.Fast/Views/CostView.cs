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
        TrialRange[] runs = TrialRange.All(file, table);
        (_flops, _params, _latency) = (Column.Absent(runs.Length), Column.Absent(runs.Length), Column.Absent(runs.Length));
        _answers = new bool[runs.Length];
        if (table is { Flops: not null, Params: not null, Latency: not null })
            Fill(file, runs);
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
                throw Refused(architecture);
            return new ArchitectureCost(_flops.At(architecture), _params.At(architecture), _latency.At(architecture));
        }
    }

    /// <summary>Whether the rules answer for an architecture.</summary>
    internal bool Answers(int architecture) => _answers[architecture];

    private void Fill(NatsBenchFile file, TrialRange[] runs)
    {
        PlainTrials plain = PlainTrials.WithCosts(file, _table);
        using ColumnLease<double> flops = _table.Flops!.Borrow();
        using ColumnLease<double> parameters = _table.Params!.Borrow();
        using ColumnLease<double> latencies = _table.Latency!.Borrow();
        using ColumnLease<int> forms = _table.Forms!.Borrow();
        int[] latencyCounts = [.. file.Metadata.TrialForms.Select(form => form.LatencyCount)];
        for (int architecture = 0; architecture < runs.Length; architecture++)
        {
            TrialRange range = runs[architecture];
            if (range.Count == 0)
                continue;
            ReadOnlySpan<double> ownFlops = flops.Cells.Slice(range.First, range.Count);
            ReadOnlySpan<double> ownParams = parameters.Cells.Slice(range.First, range.Count);
            if (plain.All(range.First, range.Count) && AllEqual(ownFlops) && AllEqual(ownParams))
            {
                MeanLatency latency = default;
                for (int trial = range.First; trial < range.First + range.Count; trial++)
                    if (latencyCounts[forms.Cells[trial]] is > 0 and var count)
                        latency.Add(latencies.Cells.Slice(trial * latencies.Stride, count));
                Set(architecture, PythonSums.Mean(ownFlops), PythonSums.Mean(ownParams), latency.Value);
            }
            else if (TryAsk(architecture) is { } cost)
            {
                Set(architecture, cost.Flops, cost.Params, cost.Latency);
            }
        }
    }

    private void Set(int architecture, double flops, double parameters, double? latency)
    {
        _flops.Span[architecture] = flops;
        _params.Span[architecture] = parameters;
        _latency.Span[architecture] = latency ?? double.NaN;
        _answers[architecture] = true;
    }

    private CostInfo? TryAsk(int architecture)
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

    private CostInfo Ask(int architecture) => _records.Runs(architecture, _table.Dataset, _table.Setting).Cost();

    // The rules know why.
    private RefusedException Refused(int architecture)
    {
        try
        {
            _ = Ask(architecture);
        }
        catch (RefusedException e)
        {
            return e;
        }
        throw new System.Diagnostics.UnreachableException();
    }

    private static bool AllEqual(ReadOnlySpan<double> values)
    {
        foreach (double value in values)
            if (BitConverter.DoubleToInt64Bits(value) != BitConverter.DoubleToInt64Bits(values[0]))
                return false;
        return true;
    }
}
