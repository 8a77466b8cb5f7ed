using NatsBench.Fast.Model;
using NatsBench.Fast.Queries;
using NatsBench.Fast.Reading;

namespace NatsBench.Fast.Views;

public sealed partial class SimulationView
{
    /// <summary>Binds a view; null where the file has no such table and every question will be refused.</summary>
    internal static SimulationView? TryBind(NatsBenchFile file, RecordLookup records, Dataset dataset, TrainingSetting setting)
    {
        if (file.Table(setting.Key, SimulationRules.TrainedOn(dataset.Name)) is not { Seeds: not null } trained
            || file.Table(setting.Key, dataset.Name) is not { Seeds: not null } named)
            return null;
        TrialRange[] runs = TrialRange.All(file, trained);
        PlainTrials plain = PlainTrials.WithMetrics(file, trained, EvaluationSet.Train.Name, EvaluationSet.XValid.Name);
        CostView costs = new(file, records, named);

        int[] firstRun = new int[runs.Length + 1];
        for (int architecture = 0; architecture < runs.Length; architecture++)
        {
            bool isPlain = costs.Answers(architecture) && plain.All(runs[architecture].First, runs[architecture].Count);
            firstRun[architecture + 1] = firstRun[architecture] + (isPlain ? runs[architecture].Count : 0);
        }
        return new SimulationView(records, dataset, setting, firstRun, Trainings(trained, runs, firstRun), costs.Latency.ToArray());
    }

    private static Training[] Trainings(TrialTable table, TrialRange[] runs, int[] firstRun)
    {
        if (firstRun[^1] == 0)
            return [];
        SetColumns valid = table.Set(EvaluationSet.XValid.Name);
        var trainings = new Training[firstRun[^1]];
        // Accuracy first and the seconds after it, so that fewer borrowed buffers are out at a time.
        using (ColumnLease<double> accuracy = valid.LastTop1!.Borrow())
            for (int architecture = 0; architecture < runs.Length; architecture++)
            {
                int trial = runs[architecture].First;
                for (int run = firstRun[architecture]; run < firstRun[architecture + 1]; run++, trial++)
                    trainings[run] = new Training(accuracy.Cells[trial], 0);
            }
        using ColumnLease<double> validation = valid.TotalTime!.Borrow();
        using ColumnLease<double> training = table.Train.TotalTime!.Borrow();
        using ColumnLease<int> epochs = table.Epochs!.Borrow();
        for (int architecture = 0; architecture < runs.Length; architecture++)
        {
            int trial = runs[architecture].First;
            for (int run = firstRun[architecture]; run < firstRun[architecture + 1]; run++, trial++)
                trainings[run] = trainings[run] with { Cost = training.Cells[trial] + validation.Cells[trial] / (double)epochs.Cells[trial] };
        }
        return trainings;
    }
}
