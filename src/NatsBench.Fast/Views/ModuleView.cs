using NatsBench.Fast.Internals;
using NatsBench.Fast.Model;
using NatsBench.Fast.Queries;
using NatsBench.Fast.Reading;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Views;

/// <summary>
/// NAS-Bench-101 after trainings of one length, bound once: the original's <c>query</c>. A query reads one cache line, takes no lock and
/// allocates nothing. Immutable, thread-safe; valid while the benchmark is open.
/// </summary>
/// <example>
/// <code>
/// ModuleView full = bench.Modules(epochs: 108);
/// ModuleBudget budget = new();
/// SplitMix64 random = new(seed: 1);
/// ModuleMetrics metrics = full.Query(bench.IndexOf(module), random.NextUInt32(), budget: budget);
/// </code>
/// </example>
public sealed class ModuleView
{
    private readonly NatsBenchFile _file;
    private readonly RecordLookup _records;
    private readonly TrialTable _table;
    private readonly TrialRange[] _runs;

    // Each point in lines, or as an array where they do not do; halfway neither where the file leaves curves out.
    private readonly ModuleLines? _finalLines;
    private readonly AlignedArray<ModuleTrainingNumbers>? _final;
    private readonly ModuleLines? _halfwayLines;
    private readonly AlignedArray<ModuleTrainingNumbers>? _halfway;

    internal ModuleView(NatsBenchFile file, TrialTable table, int epochs)
    {
        (_records, _table, Epochs) = (new RecordLookup(file), table, epochs);
        _runs = TrialRange.All(file, table);
        (_finalLines, _final) = Bind(null);
        if (file.HoldsCurve(table, EvaluationSet.XValid.Name, Schema.CurveColumnKind.Top1))
            (_halfwayLines, _halfway) = Bind(epochs / 2 - 1);
        _file = file;
    }

    /// <summary>Epochs of each training.</summary>
    public int Epochs { get; }

    /// <summary>Number of modules.</summary>
    public int Count => _runs.Length;

    /// <summary>Memory of the view's copy: 128 bytes a module; 80 a training where a number is no float32, as the original's are.</summary>
    public long Bytes => (_finalLines?.Bytes ?? 0) + (_final?.Bytes ?? 0) + (_halfwayLines?.Bytes ?? 0) + (_halfway?.Bytes ?? 0);

    /// <summary>Number of trainings of a module, 0 to 3.</summary>
    /// <param name="architecture">0 to <see cref="Count"/> - 1.</param>
    public int Repeats(int architecture) => _runs[architecture].Count;

    /// <summary>What one training of a module came to (the original's <c>query</c>, which draws one of three).</summary>
    /// <param name="architecture">0 to <see cref="Count"/> - 1.</param>
    /// <param name="draw">32 uniform bits: repeat ⌊draw · repeats / 2^32⌋ answers.</param>
    /// <param name="stopHalfway">True for what it was after half of the epochs (<c>stop_halfway</c>).</param>
    /// <param name="budget">What the query is counted on: its training time, and its epochs, half of them when it stops halfway.</param>
    /// <exception cref="RefusedException">The index is outside the space, or the module has no such training.</exception>
    public ModuleMetrics Query(int architecture, uint draw, bool stopHalfway = false, ModuleBudget? budget = null)
    {
        ModuleLines? lines = stopHalfway ? _halfwayLines : _finalLines;
        if ((uint)architecture >= (uint)_runs.Length)
            throw Refused(architecture);
        int repeats = lines?.Repeats(architecture) ?? _runs[architecture].Count;
        if (repeats == 0)
            throw Refused(architecture);
        int repeat = SplitMix64.Scaled(draw, repeats);
        ModuleMetrics metrics = lines is not null ? lines.At(architecture, repeat) : At(architecture, repeat, stopHalfway);
        budget?.Add(metrics.TrainingTime, stopHalfway ? Epochs / 2 : Epochs);
        return metrics;
    }

    /// <summary>One training of a module (the original's <c>get_metrics_from_spec</c>); nothing is counted.</summary>
    /// <param name="architecture">0 to <see cref="Count"/> - 1.</param>
    /// <param name="repeat">0 to <see cref="Repeats"/> - 1.</param>
    /// <param name="halfway">True for what it was after half of the epochs.</param>
    /// <exception cref="RefusedException">The index is outside the space, or the module has no such training.</exception>
    public ModuleMetrics this[int architecture, int repeat, bool halfway = false]
    {
        get
        {
            TrialRange[] runs = _runs;
            return (uint)architecture < (uint)runs.Length && (uint)repeat < (uint)runs[architecture].Count
                ? At(architecture, repeat, halfway)
                : throw Refused(architecture, repeat);
        }
    }

    /// <summary>Answers many queries, as one after the other does.</summary>
    /// <param name="architectures">The modules.</param>
    /// <param name="draws">32 uniform bits for each.</param>
    /// <param name="metrics">Receives the answers.</param>
    /// <param name="stopHalfway">True for what they were after half of the epochs.</param>
    /// <param name="budget">What the queries are counted on.</param>
    /// <exception cref="RefusedException">An index is outside the space, or a module has no such training.</exception>
    /// <exception cref="ArgumentException">The spans are not of one length.</exception>
    public void Query(ReadOnlySpan<int> architectures, ReadOnlySpan<uint> draws, Span<ModuleMetrics> metrics, bool stopHalfway = false, ModuleBudget? budget = null)
    {
        if (draws.Length != architectures.Length || metrics.Length != architectures.Length)
            throw new ArgumentException($"{architectures.Length} architectures, {draws.Length} draws and room for {metrics.Length} answers");
        for (int i = 0; i < architectures.Length; i++)
            metrics[i] = Query(architectures[i], draws[i], stopHalfway, budget);
    }

    private ModuleMetrics At(int architecture, int repeat, bool halfway)
    {
        if ((halfway ? _halfwayLines : _finalLines) is { } lines)
            return lines.At(architecture, repeat);
        ref readonly ModuleTrainingNumbers numbers = ref ((halfway ? _halfway : _final) ?? throw LeftOut()).At(_runs[architecture].First + repeat);
        return new ModuleMetrics(architecture, repeat, numbers.Parameters, numbers.Seconds, numbers.Train, numbers.Valid, numbers.Test);
    }

    private (ModuleLines? Lines, AlignedArray<ModuleTrainingNumbers>? Wide) Bind(int? epoch)
    {
        AlignedArray<ModuleTrainingNumbers> wide = Read(_table, epoch);
        return ModuleLines.TryMake(_runs, wide.Span) is { } lines ? (lines, null) : (null, wide);
    }

    private static AlignedArray<ModuleTrainingNumbers> Read(TrialTable table, int? epoch)
    {
        AlignedArray<ModuleTrainingNumbers> all = new(table.TrialCount);
        all.Span.Clear();
        using (Reading.ColumnLease<double> parameters = table.Params!.Borrow())
            for (int trial = 0; trial < all.Length; trial++)
                all.At(trial).Parameters = (long)Math.Round(parameters.Cells[trial] * 1e6);
        Fill(table, epoch, Measure.Seconds, table.Train, all, static (ref numbers, value) => numbers.Seconds = value);
        Fill(table, epoch, Measure.Accuracy, table.Train, all, static (ref numbers, value) => numbers.Train = value / 100);
        Fill(table, epoch, Measure.Accuracy, table.Set(EvaluationSet.XValid.Name), all, static (ref numbers, value) => numbers.Valid = value / 100);
        Fill(table, epoch, Measure.Accuracy, table.Set(EvaluationSet.OriTest.Name), all, static (ref numbers, value) => numbers.Test = value / 100);
        return all;
    }

    private delegate void Take(ref ModuleTrainingNumbers numbers, double value);

    // A cell that is absent is NaN.
    private static void Fill(TrialTable table, int? epoch, Measure measure, SetColumns set, AlignedArray<ModuleTrainingNumbers> all, Take take)
    {
        for (int trial = 0; trial < all.Length; trial++)
            take(ref all.At(trial), double.NaN);
        if (epoch is not { } at)
        {
            if ((measure == Measure.Accuracy ? set.LastTop1 : set.TotalTime) is not { } last)
                return;
            using ColumnLease<double> cells = last.Borrow();
            for (int trial = 0; trial < all.Length; trial++)
                take(ref all.At(trial), cells.StateAt(trial) == CellState.Number ? cells.Cells[trial] : double.NaN);
        }
        else if ((measure == Measure.Accuracy ? set.Top1 : set.Elapsed) is { } curves)
        {
            foreach (CurveBlock block in curves.Pass())
                for (int trial = block.FirstTrial; trial < int.Min(block.EndTrial, all.Length); trial++)
                    if (block[trial].StateAt(at) == CellState.Number)
                        take(ref all.At(trial), block[trial].ValueAt(at));
        }
    }

    private RefusedException Refused(int architecture, int? repeat = null)
    {
        Runs runs = _records.Runs(architecture, _table.Dataset, _table.Setting);
        return new(Refusal.IndexError, $"{runs.Where}: {(repeat is null ? "no training at all" : $"repeat {repeat} is outside its {runs.Count} trainings")}");
    }

    private NatsBenchException LeftOut()
    {
        _file.RequireCurve(_table, EvaluationSet.XValid.Name, Schema.CurveColumnKind.Top1);
        throw new System.Diagnostics.UnreachableException();
    }
}
