using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Queries;
using NatsBench.Fast.Reading;
using NatsBench.Fast.Schema;

namespace NatsBench.Fast.Views;

/// <summary>
/// What every architecture costs on one dataset under one setting (the official <c>get_cost_info</c>, mean over seeds), as three columns
/// in the order of architectures: the limits of a search. 16 bytes an architecture, and 8 more once latencies have been asked for. Thread-safe;
/// valid while the benchmark is open.
/// </summary>
public sealed class CostView
{
    private readonly RecordLookup _records;
    private readonly TrialTable _table;
    private readonly AlignedArray<double> _flops;
    private readonly AlignedArray<double> _params;
    private readonly Lazy<AlignedArray<double>> _latency;
    private readonly Answering[] _answers;

    internal CostView(NatsBenchFile file, RecordLookup records, TrialTable table)
    {
        (_records, _table) = (records, table);
        using NativeBuffer<TrialRange> runs = BorrowedRanges.Of(file, table);
        (_flops, _params) = (Column.Absent(runs.Length), Column.Absent(runs.Length));
        _answers = Bind(file, records, table, runs.Span, _flops.Span, _params.Span, latencies: []);
        _latency = new(() => BindLatencies(file));
    }

    /// <summary>Multiply-adds of one forward pass, in millions; NaN where absent.</summary>
    public ReadOnlySpan<double> Flops => _flops.Span;

    /// <summary>Trainable parameters, in millions; NaN where absent.</summary>
    public ReadOnlySpan<double> Params => _params.Span;

    /// <summary>Seconds for a batch of 256; NaN where absent or never measured.</summary>
    public ReadOnlySpan<double> Latency => _latency.Value.Span;

    /// <summary>The costs of one architecture; allocates nothing.</summary>
    /// <param name="architecture">0 to the size of the space - 1.</param>
    /// <exception cref="RefusedException">The index is outside the space, the record is absent, or its seeds disagree and 888, which decides, is absent.</exception>
    public ArchitectureCost this[int architecture]
    {
        get
        {
            if ((uint)architecture >= (uint)_answers.Length || _answers[architecture] == Answering.No)
                Refuse(architecture);
            return new ArchitectureCost(_flops.At(architecture), _params.At(architecture), _latency.Value.At(architecture));
        }
    }

    /// <summary>The column of <see cref="Latency"/> for who keeps no other, and which architectures the rules answer for.</summary>
    internal static (AlignedArray<double> Latencies, Answering[] Answers) LatenciesOf(NatsBenchFile file, RecordLookup records, TrialTable table)
    {
        using NativeBuffer<TrialRange> runs = BorrowedRanges.Of(file, table);
        AlignedArray<double> latencies = Column.Absent(runs.Length);
        Answering[] answers = Bind(file, records, table, runs.Span, flops: [], parameters: [], latencies.Span);
        FillLatencies(file, table, runs.Span, answers, latencies.Span);
        return (latencies, answers);
    }

    /// <summary>Whether there is an answer for an architecture, and whose it is.</summary>
    internal enum Answering : byte
    {
        No,
        Plain,
        ByRules,
    }

    // One column after the other, so that one borrowed buffer serves all of them; those that are empty are not kept.
    private static Answering[] Bind(
        NatsBenchFile file, RecordLookup records, TrialTable table, ReadOnlySpan<TrialRange> runs,
        Span<double> flops, Span<double> parameters, Span<double> latencies)
    {
        var answers = new Answering[runs.Length];
        if (table is not { Flops: not null, Params: not null, Latency: not null })
            return answers;
        using (PlainTrials plain = PlainTrials.WithCosts(file, table))
            for (int architecture = 0; architecture < runs.Length; architecture++)
                if (runs[architecture].Count > 0 && plain.All(runs[architecture].First, runs[architecture].Count))
                    answers[architecture] = Answering.Plain;
        FillAgreed(table.Flops, runs, answers, flops);
        FillAgreed(table.Params, runs, answers, parameters);

        // What is not plain, or not agreed upon, is asked of the rules.
        for (int architecture = 0; architecture < runs.Length; architecture++)
        {
            if (answers[architecture] == Answering.Plain || runs[architecture].Count == 0)
                continue;
            CostInfo? cost = records.TryAsk(architecture, table, static runs => runs.Cost());
            answers[architecture] = cost is null ? Answering.No : Answering.ByRules;
            Keep(flops, architecture, cost?.Flops);
            Keep(parameters, architecture, cost?.Params);
            Keep(latencies, architecture, cost?.Latency);
        }
        return answers;
    }

    private static void Keep(Span<double> column, int architecture, double? value)
    {
        if (!column.IsEmpty)
            column[architecture] = value ?? double.NaN;
    }

    // The mean where all runs have the same bits; who differs loses the plain answer.
    private static void FillAgreed(WholeColumn<double> column, ReadOnlySpan<TrialRange> runs, Span<Answering> answers, Span<double> means)
    {
        using ColumnLease<double> values = column.Borrow();
        for (int architecture = 0; architecture < runs.Length; architecture++)
        {
            if (answers[architecture] != Answering.Plain)
                continue;
            ReadOnlySpan<double> own = values.Cells.Slice(runs[architecture].First, runs[architecture].Count);
            if (!AllEqual(own))
                answers[architecture] = Answering.No;
            else
                Keep(means, architecture, PythonSums.Mean(own));
        }
    }

    private AlignedArray<double> BindLatencies(NatsBenchFile file)
    {
        AlignedArray<double> latencies = Column.Absent(_answers.Length);
        using NativeBuffer<TrialRange> runs = BorrowedRanges.Of(file, _table);
        FillLatencies(file, _table, runs.Span, _answers, latencies.Span);
        for (int architecture = 0; architecture < _answers.Length; architecture++)
            if (_answers[architecture] == Answering.ByRules)
                latencies.At(architecture) = _records.TryAsk(architecture, _table, static runs => runs.Cost())?.Latency ?? double.NaN;
        return latencies;
    }

    private static void FillLatencies(
        NatsBenchFile file, TrialTable table, ReadOnlySpan<TrialRange> runs, ReadOnlySpan<Answering> answers, Span<double> means)
    {
        if (!answers.Contains(Answering.Plain))
            return;
        using ColumnLease<double> latencies = table.Latency!.Borrow();
        using ColumnLease<int> forms = table.Forms!.Borrow();
        IReadOnlyList<TrialForm> known = file.Metadata.TrialForms;
        for (int architecture = 0; architecture < runs.Length; architecture++)
        {
            if (answers[architecture] != Answering.Plain)
                continue;
            MeanLatency latency = default;
            TrialRange range = runs[architecture];
            for (int trial = range.First; trial < range.First + range.Count; trial++)
                if (known[forms.Cells[trial]].LatencyCount is > 0 and var count)
                    latency.Add(latencies.Cells.Slice(trial * latencies.Stride, count));
            means[architecture] = latency.Value ?? double.NaN;
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
