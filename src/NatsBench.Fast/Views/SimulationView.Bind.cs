using NatsBench.Fast.Model;
using NatsBench.Fast.Queries;
using NatsBench.Fast.Reading;

namespace NatsBench.Fast.Views;

public sealed partial class SimulationView
{
    /// <summary>Binds a view; null where the file has no such table and every question will be refused.</summary>
    /// <exception cref="RefusedException">No run has the epoch.</exception>
    internal static SimulationView? TryBind(NatsBenchFile file, RecordLookup records, Dataset dataset, TrainingSetting setting, int? epoch)
    {
        if (file.Table(setting.Key, SimulationRules.TrainedOn(dataset.Name)) is not { Seeds: not null } trained
            || file.Table(setting.Key, dataset.Name) is not { Seeds: not null } named)
            return null;
        if (epoch is { } asked)
            RefuseOutside(trained, asked);
        TrialRange[] runs = TrialRange.All(file, trained);
        PlainTrials plain = PlainTrials.WithMetrics(file, trained, epoch, EvaluationSet.Train.Name, EvaluationSet.XValid.Name);
        CostView costs = new(file, records, named);

        int[] firstRun = new int[runs.Length + 1];
        for (int architecture = 0; architecture < runs.Length; architecture++)
        {
            bool isPlain = costs.Answers(architecture) && plain.All(runs[architecture].First, runs[architecture].Count);
            firstRun[architecture + 1] = firstRun[architecture] + (isPlain ? runs[architecture].Count : 0);
        }
        return new SimulationView(file, records, trained, dataset, setting, epoch, firstRun, costs.Latency.ToArray());
    }

    private static void RefuseOutside(TrialTable table, int epoch)
    {
        using ColumnLease<int> epochs = table.Epochs!.Borrow();
        int most = 0;
        foreach (int count in epochs.Cells)
            most = int.Max(most, count);
        if ((uint)epoch >= (uint)most)
            throw new RefusedException(
                Refusal.ValueError, $"{table.Dataset}, setting {table.Setting}: no run has an epoch {epoch}; epochs are counted from 0, so that they are 0 to {most - 1}");
    }

    private Training[] BindTrainings()
    {
        if (_firstRun[^1] == 0)
            return [];
        (EpochColumns columns, int[] trials) = PlainColumns();
        SetColumns valid = _trained.Set(EvaluationSet.XValid.Name);
        var trainings = new Training[trials.Length];
        // Accuracy first and the seconds after it, so that fewer borrowed buffers are out at a time.
        using (ColumnLease<double> accuracy = columns.Accuracy(valid))
            for (int run = 0; run < trials.Length; run++)
                trainings[run] = new Training(accuracy.Cells[trials[run]], 0);
        using ColumnLease<double> validation = columns.TotalTime(valid);
        using ColumnLease<double> training = columns.TotalTime(_trained.Train);
        using ColumnLease<int> epochs = columns.EpochCount();
        for (int run = 0; run < trials.Length; run++)
        {
            int trial = trials[run];
            trainings[run] = trainings[run] with { Cost = training.Cells[trial] + validation.Cells[trial] / (double)epochs.Cells[trial] };
        }
        return trainings;
    }

    private double[] BindTrainingSeconds()
    {
        if (_firstRun[^1] == 0)
            return [];
        (EpochColumns columns, int[] trials) = PlainColumns();
        using ColumnLease<double> training = columns.TotalTime(_trained.Train);
        double[] seconds = new double[trials.Length];
        for (int run = 0; run < trials.Length; run++)
            seconds[run] = training.Cells[trials[run]];
        return seconds;
    }

    // The official arithmetic: each quantity's mean over the runs first, and then the cost of the means.
    private Training[] BindMeans()
    {
        if (_firstRun[^1] == 0)
            return [];
        (EpochColumns columns, int[] trials) = PlainColumns();
        using ColumnLease<double> validation = columns.TotalTime(_trained.Set(EvaluationSet.XValid.Name));
        using ColumnLease<double> training = columns.TotalTime(_trained.Train);
        using ColumnLease<int> epochs = columns.EpochCount();
        var means = new Training[Count];
        for (int architecture = 0; architecture < means.Length; architecture++)
        {
            double accuracySum = 0, trainingSum = 0, validationSum = 0, lastEpochSum = 0;
            for (int run = _firstRun[architecture]; run < _firstRun[architecture + 1]; run++)
            {
                accuracySum += _trainings[run].Accuracy;
                trainingSum += training.Cells[trials[run]];
                validationSum += validation.Cells[trials[run]];
                lastEpochSum += epochs.Cells[trials[run]] - 1;
            }
            double runs = PlainRunCount(architecture);
            means[architecture] = new Training(accuracySum / runs, trainingSum / runs + validationSum / runs / (lastEpochSum / runs + 1));
        }
        return means;
    }

    // The table at the epoch, and the trial of each plain run.
    private (EpochColumns Columns, int[] Trials) PlainColumns()
    {
        TrialRange[] ranges = TrialRange.All(_file, _trained);
        int[] trials = new int[_firstRun[^1]];
        for (int architecture = 0; architecture < ranges.Length; architecture++)
            for (int run = _firstRun[architecture], trial = ranges[architecture].First; run < _firstRun[architecture + 1]; run++, trial++)
                trials[run] = trial;
        return (new EpochColumns(_trained, Epoch), trials);
    }
}
