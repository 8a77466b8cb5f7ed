using NatsBench.Fast.Reading;
using NatsBench.Fast.Records;
using NatsBench.Fast.Schema;

namespace NatsBench.Fast.Queries;

/// <summary>What one trial answers at an epoch: the official <c>ResultsCount.get_train</c> and <c>get_eval</c>.</summary>
internal static class TrialRules
{
    /// <summary>Metrics of one trial.</summary>
    /// <param name="runs">The table and its forms.</param>
    /// <param name="trial">The trial's number in the table.</param>
    /// <param name="set">The set's name; <c>train</c> is the training set, <c>valid</c> means x-valid.</param>
    /// <param name="epoch">0-based; null is the last.</param>
    public static Metrics Measure(in Runs runs, int trial, string set, int? epoch)
    {
        TrialForm form = runs.FormOf(trial);
        int epochs = runs.Table.Epochs!.Cells[trial];
        int at = epoch ?? epochs - 1;
        if (at < 0 || at >= epochs)
            throw new RefusedException(Refusal.ValueError, $"{runs.Where}: epoch {at} is outside 0..{epochs - 1}");

        bool isTraining = set == "train";
        SetColumns columns = isTraining ? runs.Table.Train : runs.Table.Set(set == "valid" ? "x-valid" : set);
        Place place = new(runs, set, trial, at, IsLast: at == epochs - 1);

        (double? current, double? total) = (null, null);
        if (isTraining ? !form.Absent.HasFlag(AbsentTables.TrainTime) : form.KeepsEvaluationTimes)
            (current, total) = Times(place, columns, isTraining);
        if (isTraining)
            RefuseAbsentTables(place, form);
        double? loss = Cell(place, "loss", columns.LastLoss, columns.Loss);
        double? accuracy = Cell(place, "accuracy", columns.LastTop1, columns.Top1);
        return new Metrics(at, loss, accuracy, current, total);
    }

    private readonly record struct Place(Runs Runs, string Set, int Trial, int Epoch, bool IsLast)
    {
        public RefusedException Absent(Refusal refusal, string quantity, int epoch) =>
            new(refusal, $"{Runs.Where}, seed {Runs.SeedOf(Trial)}: no {quantity} of {Set} at epoch {epoch}");
    }

    private static double? Cell(in Place place, string quantity, WholeColumn<double>? last, CurveColumn? curve)
    {
        CellState state;
        double value;
        if (place.IsLast)
        {
            state = last?.StateAt(place.Trial) ?? CellState.Absent;
            value = state == CellState.Number ? last!.Cells[place.Trial] : 0;
        }
        else
        {
            CurveSlice slice = curve?[place.Trial] ?? default;
            state = slice.StateAt(place.Epoch);
            value = state == CellState.Number ? slice.ValueAt(place.Epoch) : 0;
        }
        return state switch
        {
            CellState.Number => value,
            CellState.None => null,
            _ => throw place.Absent(Refusal.KeyError, quantity, place.Epoch),
        };
    }

    private static (double? Current, double? Total) Times(in Place place, SetColumns columns, bool isTraining)
    {
        if (place.IsLast && columns.TotalTime is { } totals && totals.StateAt(place.Trial) == CellState.Number)
            return (columns.LastTime!.Cells[place.Trial], totals.Cells[place.Trial]);

        CurveSlice times = columns.Time?[place.Trial] ?? default;
        if (times.StateAt(place.Epoch) == CellState.Absent)
            throw place.Absent(isTraining ? Refusal.KeyError : Refusal.ValueError, "time", place.Epoch);
        double total = 0;
        for (int epoch = 0; epoch <= place.Epoch; epoch++)
            total += times.StateAt(epoch) switch
            {
                CellState.Number => times.ValueAt(epoch),
                CellState.None => throw place.Absent(Refusal.TypeError, "time (the record holds None)", epoch),
                _ => throw place.Absent(Refusal.KeyError, "time", epoch),
            };
        return (times.ValueAt(place.Epoch), total);
    }

    private static void RefuseAbsentTables(in Place place, TrialForm form)
    {
        if ((form.Absent & (AbsentTables.TrainLoss | AbsentTables.TrainTop1)) != 0)
            throw place.Absent(Refusal.TypeError, "loss or accuracy (the record holds None)", place.Epoch);
    }
}
