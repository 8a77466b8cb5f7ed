using NatsBench.Fast.Internals;
using NatsBench.Fast.Reading;
using NatsBench.Fast.Records;
using NatsBench.Fast.Schema;

namespace NatsBench.Fast.Views;

/// <summary>
/// Which trials are plain: every number that a rule may ask for after an epoch is there, so that the rule comes down to reading
/// cells. In official archives nearly all are; what is not plain is left to the rules (<c>Queries</c>), whatever it holds. Used by one thread.
/// </summary>
internal sealed class PlainTrials : IDisposable
{
    private readonly NativeBuffer<bool> _plain;

    private PlainTrials(NativeBuffer<bool> plain) => _plain = plain;

    /// <summary>Trials with loss, accuracy and times of some sets after an epoch.</summary>
    /// <param name="file">The file.</param>
    /// <param name="table">The table.</param>
    /// <param name="epoch">0-based; null is the last.</param>
    /// <param name="wanted">What is read of them, which a search-only file must hold; null for a simulated training, which needs what such a file holds.</param>
    /// <param name="sets">The sets; <c>train</c> is the training set.</param>
    public static PlainTrials WithMetrics(NatsBenchFile file, TrialTable table, int? epoch, Measure? wanted, params string[] sets)
    {
        if (table.IsOfModules)
            return OfModules(file, table, epoch, wanted, sets);
        NativeBuffer<bool> plain = Fitting(file, table, HasTables, epochs => epoch is not { } at || EpochColumns.IsLast(epochs, at));
        foreach (string set in sets)
            RequireLast(plain.Span, table.Columns(set));
        if (epoch is not { } inner)
            return new(plain);

        using NativeBuffer<bool> inside = Fitting(file, table, HasTables, epochs => EpochColumns.IsInside(epochs, inner));
        if (!inside.Span.Contains(true))
            return new(plain);
        foreach (string set in sets)
        {
            // A search-only file is made of records that have, wherever it has the time, whatever of loss and accuracy it leaves out.
            file.RequireCurve(table, set, CurveColumnKind.Time);
            if (wanted is Measure.Loss or Measure.Accuracy)
                file.RequireCurve(table, set, wanted == Measure.Loss ? CurveColumnKind.Loss : CurveColumnKind.Top1);
            SetColumns columns = table.Columns(set);
            if (file.HoldsCurve(table, set, CurveColumnKind.Loss))
                Require(inside.Span, columns.Loss, inner, inner);
            if (file.HoldsCurve(table, set, CurveColumnKind.Top1))
                Require(inside.Span, columns.Top1, inner, inner);
            Require(inside.Span, columns.Time, 0, inner);
        }
        Unite(plain.Span, inside.Span);
        return new(plain);

        bool HasTables(TrialForm form) => Array.TrueForAll(sets, set => set == "train"
            ? (form.Absent & (AbsentTables.TrainLoss | AbsentTables.TrainTop1 | AbsentTables.TrainTime)) == 0
            : form.KeepsEvaluationTimes);
    }

    private static void RequireLast(Span<bool> trials, SetColumns columns)
    {
        Require(trials, columns.LastLoss);
        Require(trials, columns.LastTop1);
        Require(trials, columns.LastTime);
        Require(trials, columns.TotalTime);
    }

    // Of modules there are accuracies and elapsed seconds: each is required where it is wanted, for a simulation validation and training.
    private static PlainTrials OfModules(NatsBenchFile file, TrialTable table, int? epoch, Measure? wanted, string[] sets)
    {
        (Measure Measure, SetColumns Columns)[] needed = wanted is { } measure
            ? [.. sets.Select(set => (measure, table.Columns(set)))]
            : [(Measure.Accuracy, table.Columns(sets[^1])), (Measure.Accuracy, table.Train), (Measure.Seconds, table.Train)];
        NativeBuffer<bool> plain = Fitting(file, table, static _ => true, epochs => epoch is not { } at || EpochColumns.IsLast(epochs, at));
        foreach ((Measure one, SetColumns columns) in needed)
            Require(plain.Span, one switch
            {
                Measure.Accuracy => columns.LastTop1,
                Measure.Seconds => columns.TotalTime,
                _ => columns.LastLoss,
            });
        if (epoch is not { } inner)
            return new(plain);
        using NativeBuffer<bool> inside = Fitting(file, table, static _ => true, epochs => EpochColumns.IsInside(epochs, inner));
        if (inside.Span.Contains(true))
            file.RequireCurve(table, sets[^1], CurveColumnKind.Top1);
        foreach ((Measure one, SetColumns columns) in needed)
            Require(inside.Span, one == Measure.Accuracy ? columns.Top1 : one == Measure.Seconds ? columns.Elapsed : columns.Loss, inner, inner);
        Unite(plain.Span, inside.Span);
        return new(plain);
    }

    /// <summary>Trials with what the cost rules add up: all training times, a latency or none kept at all, and no half-kept evaluation times.</summary>
    public static PlainTrials WithCosts(NatsBenchFile file, TrialTable table)
    {
        NativeBuffer<bool> plain = Fitting(
            file, table, form => file.ListsModules || form.KeepsAllTrainTimes && (form.Absent & (AbsentTables.TrainTime | AbsentTables.Flops | AbsentTables.Params)) == 0 && form.LatencyCount != 0, static _ => true);
        foreach (SetColumns set in table.Sets)
            if (set.TotalTime is { } total)
                Require(plain.Span, total);
        Require(plain.Span, table.Train.TotalTime);
        return new(plain);
    }

    /// <summary>True when all trials of a range are plain.</summary>
    public bool All(int first, int count) => !_plain.Span.Slice(first, count).Contains(false);

    public void Dispose() => _plain.Dispose();

    private static void Unite(Span<bool> trials, ReadOnlySpan<bool> others)
    {
        for (int trial = 0; trial < trials.Length; trial++)
            trials[trial] |= others[trial];
    }

    private static NativeBuffer<bool> Fitting(NatsBenchFile file, TrialTable table, Func<TrialForm, bool> isPlain, Func<int, bool> hasEpochs)
    {
        NativeBuffer<bool> buffer = new(table.TrialCount);
        Span<bool> fitting = buffer.Span;
        if (fitting.IsEmpty)
            return buffer;
        IReadOnlyList<TrialForm> known = file.Metadata.TrialForms;
        bool[] fits = new bool[known.Count];
        for (int form = 0; form < fits.Length; form++)
            fits[form] = isPlain(known[form]);
        using ColumnLease<int> forms = table.Forms!.Borrow();
        using ColumnLease<int> epochs = table.Epochs!.Borrow();
        for (int trial = 0; trial < fitting.Length; trial++)
            // A number beyond the forms is a trial that is not there, or damage, which the rules report.
            fitting[trial] = epochs.Cells[trial] > 0 && hasEpochs(epochs.Cells[trial])
                && (uint)forms.Cells[trial] < (uint)fits.Length && fits[forms.Cells[trial]];
        return buffer;
    }

    private static void Require(Span<bool> trials, WholeColumn<double>? needed)
    {
        if (needed is null)
            trials.Clear();
        else if (!needed.HoldsAllNumbers)
            for (int trial = 0; trial < trials.Length; trial++)
                trials[trial] &= needed.StateAt(trial) == CellState.Number;
    }

    private static void Require(Span<bool> trials, CurveColumn? needed, int firstEpoch, int lastEpoch)
    {
        if (needed is null)
            trials.Clear();
        else if (trials.Contains(true))
            needed.Unmark(firstEpoch, lastEpoch, trials);
    }
}
