using NatsBench.Fast.Reading;
using NatsBench.Fast.Records;
using NatsBench.Fast.Schema;

namespace NatsBench.Fast.Queries;

/// <summary>What one trial answers at an epoch: the official <c>ResultsCount.get_train</c> and <c>get_eval</c>.</summary>
internal static class TrialRules
{
    /// <summary>Metrics of one trial.</summary>
    /// <param name="runs">The table and its forms; none of the trials is absent.</param>
    /// <param name="trial">The trial's number in the table.</param>
    /// <param name="set">The set's name; <c>train</c> is the training set, <c>valid</c> means x-valid.</param>
    /// <param name="epoch">0-based; null is the last.</param>
    /// <param name="metrics">The metrics, when there is no gap.</param>
    /// <returns>Null, or why the official library refuses.</returns>
    public static Gap? Measure(in Runs runs, int trial, string set, int? epoch, out Metrics metrics)
    {
        metrics = default;
        TrialForm form = runs.FormOf(trial);
        int epochs = runs.Table.Epochs!.Cells[trial];
        int at = epoch ?? epochs - 1;
        if (at < 0 || at >= epochs)
            return new Gap(GapKind.EpochOutside, Trial: trial, Epoch: at);

        if (runs.Table.IsOfModules)
            return MeasureModule(runs, set == "valid" ? "x-valid" : set, new Place(trial, at, IsLast: at == epochs - 1), out metrics);

        bool isTraining = set == "train";
        string name = set == "valid" ? "x-valid" : set;
        SetColumns columns = isTraining ? runs.Table.Train : runs.Table.Set(name);
        Place place = new(trial, at, IsLast: at == epochs - 1);

        double? current = null, total = null, loss = null, accuracy = null;
        Gap? gap = null;
        if (isTraining ? (form.Absent & AbsentTables.TrainTime) == 0 : form.KeepsEvaluationTimes)
            gap = Times(runs, place, name, columns, isTraining, out current, out total);
        if (isTraining && (form.Absent & (AbsentTables.TrainLoss | AbsentTables.TrainTop1)) != 0)
            gap ??= place.Gap(GapKind.NoneInside, "loss or accuracy");
        if (!place.IsLast)
            runs.RequireCurve(name, CurveColumnKind.Loss);
        gap ??= Cell(place, "loss", columns.LastLoss, columns.Loss, out loss);
        gap ??= Cell(place, "accuracy", columns.LastTop1, columns.Top1, out accuracy);
        metrics = new Metrics(at, loss, accuracy, current, total);
        return gap;
    }

    // Of modules there are accuracies and elapsed seconds, after few epochs.
    private static Gap? MeasureModule(in Runs runs, string set, in Place place, out Metrics metrics)
    {
        if (!place.IsLast)
            runs.RequireCurve(set, CurveColumnKind.Top1);
        SetColumns columns = runs.Table.Columns(set);
        Gap? gap = Cell(place, "accuracy", columns.LastTop1, columns.Top1, out double? accuracy);
        _ = Cell(place, "time", columns.TotalTime, columns.Elapsed, out double? total);
        metrics = new Metrics(place.Epoch, Loss: null, accuracy, CurrentTime: null, total);
        return gap;
    }

    private readonly record struct Place(int Trial, int Epoch, bool IsLast)
    {
        public Gap Gap(GapKind kind, string quantity) => new(kind, quantity, Trial, Epoch);
    }

    private static Gap? Cell(in Place place, string quantity, WholeColumn<double>? last, CurveColumn? curve, out double? value)
    {
        value = null;
        CellState state;
        if (place.IsLast)
        {
            state = last?.StateAt(place.Trial) ?? CellState.Absent;
            if (state == CellState.Number)
                value = last!.Cells[place.Trial];
        }
        else
        {
            CurveSlice slice = curve?[place.Trial] ?? default;
            state = slice.StateAt(place.Epoch);
            if (state == CellState.Number)
                value = slice.ValueAt(place.Epoch);
        }
        return state == CellState.Absent ? place.Gap(GapKind.NoValue, quantity) : null;
    }

    private static Gap? Times(
        in Runs runs, in Place place, string set, SetColumns columns, bool isTraining, out double? current, out double? total)
    {
        if (place.IsLast && columns.TotalTime is { } totals && totals.StateAt(place.Trial) == CellState.Number)
        {
            current = columns.LastTime!.Cells[place.Trial];
            total = totals.Cells[place.Trial];
            return null;
        }

        // Where the last epoch has no time, no curve has more to say.
        if (!place.IsLast || (columns.LastTime is { } lasts && lasts.StateAt(place.Trial) != CellState.Absent))
            runs.RequireCurve(set, CurveColumnKind.Time);
        current = total = null;
        CurveSlice times = columns.Time?[place.Trial] ?? default;
        if (times.StateAt(place.Epoch) == CellState.Absent)
            return place.Gap(isTraining ? GapKind.NoValue : GapKind.NoEvaluationTime, "time");
        double sum = 0;
        for (int epoch = 0; epoch <= place.Epoch; epoch++)
        {
            CellState state = times.StateAt(epoch);
            if (state != CellState.Number)
                return new Gap(state == CellState.None ? GapKind.NoneInside : GapKind.NoValue, "time", place.Trial, epoch);
            sum += times.ValueAt(epoch);
        }
        (current, total) = (times.ValueAt(place.Epoch), sum);
        return null;
    }
}
