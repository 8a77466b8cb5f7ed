using NatsBench.Fast.Internals;
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
        if (file.Table(setting.Key, SimulationRules.TrainedOn(file, dataset.Name)) is not { Seeds: not null } trained
            || file.Table(setting.Key, dataset.Name) is not { Seeds: not null } named)
            return null;
        if (epoch is { } asked)
            RefuseOutside(trained, asked);
        using NativeBuffer<TrialRange> borrowed = BorrowedRanges.Of(file, trained);
        ReadOnlySpan<TrialRange> runs = borrowed.Span;
        using PlainTrials plain = PlainTrials.WithMetrics(file, trained, epoch, wanted: null, EvaluationSet.Train.Name, EvaluationSet.XValid.Name);
        (AlignedArray<double> latencies, CostView.Answering[] answers) = CostView.LatenciesOf(file, records, named);
        bool[] isPlain = new bool[runs.Length];
        for (int architecture = 0; architecture < runs.Length; architecture++)
            isPlain[architecture] = runs[architecture].Count > 0
                && answers[architecture] != CostView.Answering.No && plain.All(runs[architecture].First, runs[architecture].Count);
        return new SimulationView(file, records, trained, runs, dataset, setting, epoch, isPlain, latencies);
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

    private void BindTrainings(ReadOnlySpan<TrialRange> runs)
    {
        if (_hasPlain)
            BindPlain(_trainings.Span, runs);
        for (int architecture = 0; architecture < Count; architecture++)
            if (PlainRunCount(architecture) == 0)
                for (int position = 0; position < RunsOf(architecture).Length; position++)
                    RunsOf(architecture)[position] = AskRules(architecture, position);
        foreach (ref readonly Training training in _trainings.Span)
            _mayRefuse |= RefusedMark.Is(training.Accuracy);
    }

    private void BindPlain(Span<Training> trainings, ReadOnlySpan<TrialRange> runs)
    {
        EpochColumns columns = new(_trained, Epoch);
        using NativeBuffer<int> borrowed = PlainRuns(runs);
        ReadOnlySpan<int> trials = borrowed.Span;
        SetColumns valid = _trained.Set(EvaluationSet.XValid.Name);
        // Accuracy first and the seconds after it, so that fewer borrowed buffers are out at a time.
        using (ColumnLease<double> accuracy = columns.Accuracy(valid))
            for (int run = 0; run < trials.Length; run++)
                if (trials[run] >= 0)
                    trainings[run] = new Training(accuracy.Cells[trials[run]], 0);
        using ColumnLease<double> training = columns.TotalTime(_trained.Train);
        if (_trained.IsOfModules)
        {
            for (int run = 0; run < trials.Length; run++)
                if (trials[run] is >= 0 and var trial)
                    trainings[run] = new Training(trainings[run].Accuracy, training.Cells[trial]);
            return;
        }
        using ColumnLease<double> validation = columns.TotalTime(valid);
        using ColumnLease<int> epochs = columns.EpochCount();
        for (int run = 0; run < trials.Length; run++)
            if (trials[run] is >= 0 and var trial)
                trainings[run] = new Training(trainings[run].Accuracy, training.Cells[trial] + validation.Cells[trial] / (double)epochs.Cells[trial]);
    }

    private Training AskRules(int architecture, int position)
    {
        if (RunCount(architecture) == 0)
            return new Training(RefusedMark.Value, 0);
        try
        {
            (double accuracy, double cost) = TrainByRules(architecture, runs => runs.At(position));
            return new Training(accuracy, cost);
        }
        catch (RefusedException)
        {
            return new Training(RefusedMark.Value, 0);
        }
    }

    private double[] BindTrainingSeconds()
    {
        if (!_hasPlain)
            return [];
        EpochColumns columns = new(_trained, Epoch);
        using NativeBuffer<TrialRange> ranges = BorrowedRanges.Of(_file, _trained);
        using NativeBuffer<int> borrowed = PlainRuns(ranges.Span);
        ReadOnlySpan<int> trials = borrowed.Span;
        using ColumnLease<double> training = columns.TotalTime(_trained.Train);
        double[] seconds = new double[trials.Length];
        for (int run = 0; run < trials.Length; run++)
            if (trials[run] is >= 0 and var trial)
                seconds[run] = training.Cells[trial];
        return seconds;
    }

    private RunSeeds BindSeeds()
    {
        using NativeBuffer<TrialRange> borrowed = BorrowedRanges.Of(_file, _trained);
        ReadOnlySpan<TrialRange> ranges = borrowed.Span;
        using ColumnLease<long> seeds = _trained.Seeds!.Borrow();
        long?[] all = new long?[_trainings.Length];
        for (int architecture = 0; architecture < ranges.Length; architecture++)
            for (int position = 0; position < ranges[architecture].Count; position++)
                all[_firstRun.At(architecture) + position] = seeds.Cells[ranges[architecture].First + position];
        return new RunSeeds(all);
    }

    // The official arithmetic: each quantity's mean over the runs first, and then the cost of the means.
    private Training[] BindMeans()
    {
        if (!_hasPlain)
            return [];
        EpochColumns columns = new(_trained, Epoch);
        using NativeBuffer<TrialRange> ranges = BorrowedRanges.Of(_file, _trained);
        using NativeBuffer<int> borrowed = PlainRuns(ranges.Span);
        ReadOnlySpan<int> trials = borrowed.Span;
        using ColumnLease<double> validation = columns.TotalTime(_trained.Set(EvaluationSet.XValid.Name));
        using ColumnLease<double> training = columns.TotalTime(_trained.Train);
        using ColumnLease<int> epochs = columns.EpochCount();
        var means = new Training[Count];
        for (int architecture = 0; architecture < means.Length; architecture++)
        {
            if (PlainRunCount(architecture) == 0)
                continue;
            double accuracySum = 0, trainingSum = 0, validationSum = 0, lastEpochSum = 0;
            for (int run = _firstRun.At(architecture); run < _firstRun.At(architecture + 1); run++)
            {
                accuracySum += _trainings.At(run).Accuracy;
                trainingSum += training.Cells[trials[run]];
                validationSum += _trained.IsOfModules ? 0 : validation.Cells[trials[run]];
                lastEpochSum += epochs.Cells[trials[run]] - 1;
            }
            double runs = PlainRunCount(architecture);
            means[architecture] = new Training(accuracySum / runs, trainingSum / runs + validationSum / runs / (lastEpochSum / runs + 1));
        }
        return means;
    }

    // The trial of each plain run; -1 for the others.
    private NativeBuffer<int> PlainRuns(ReadOnlySpan<TrialRange> ranges)
    {
        NativeBuffer<int> plain = new(_trainings.Length);
        Span<int> trials = plain.Span;
        trials.Fill(-1);
        for (int architecture = 0; architecture < ranges.Length; architecture++)
            for (int position = 0; position < PlainRunCount(architecture); position++)
                trials[_firstRun.At(architecture) + position] = ranges[architecture].First + position;
        return plain;
    }
}
