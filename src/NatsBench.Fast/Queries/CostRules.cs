using System.Runtime.InteropServices;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Model;
using NatsBench.Fast.Reading;
using NatsBench.Fast.Records;
using NatsBench.Fast.Schema;

namespace NatsBench.Fast.Queries;

/// <summary>What a group of runs costs: the official <c>ArchResults.get_compute_costs</c>.</summary>
internal static class CostRules
{
    // The seed whose flops and parameters were never migrated wrongly.
    private const long TrustedSeed = 888;

    public static CostInfo Measure(in Runs runs)
    {
        runs.RefuseAbsentTrials();
        if (runs.Count == 0)
            throw new RefusedException(Refusal.ZeroDivisionError, $"{runs.Where}: no run at all");
        // Of modules parameters are all that is known.
        if (!runs.Table.IsOfModules)
            RefuseAbsent(runs);
        double flops = AgreedMean(runs, runs.Table.Flops!, "flops");
        double parameters = AgreedMean(runs, runs.Table.Params!, "params");
        double? latency = Latency(runs);
        return new CostInfo(flops, parameters, latency, Times(runs));
    }

    private static void RefuseAbsent(in Runs runs)
    {
        for (int trial = runs.First; trial < runs.First + runs.Count; trial++)
            if ((runs.FormOf(trial).Absent & (AbsentTables.Flops | AbsentTables.Params)) is not 0 and var absent)
                throw new RefusedException(Refusal.KeyError, $"{runs.Where}, seed {runs.SeedOf(trial)}: no {(absent.HasFlag(AbsentTables.Flops) ? "flops" : "params")}");
    }

    // Seeds that differ in the first five decimals were migrated wrongly, all but 888.
    private static double AgreedMean(in Runs runs, WholeColumn<double> column, string quantity)
    {
        ReadOnlySpan<double> values = column.Cells.Slice(runs.First, runs.Count);
        bool agree = true;
        for (int i = 1; i < values.Length && agree; i++)
            agree = BitConverter.DoubleToInt64Bits(values[i]) == BitConverter.DoubleToInt64Bits(values[0])
                || PythonFormat.Fixed(values[i], 5) == PythonFormat.Fixed(values[0], 5);
        if (agree)
            return PythonSums.Mean(values);
        int trusted = runs.Seeds.IndexOf(TrustedSeed);
        return trusted >= 0
            ? PythonSums.Mean(values.Slice(trusted, 1)) // a mean even of one: its sum begins with zero, and so -0.0 becomes 0.0
            : throw new RefusedException(Refusal.ValueError, $"{runs.Where}: the seeds disagree about {quantity} and seed {TrustedSeed}, which decides, is absent");
    }

    private static double? Latency(in Runs runs)
    {
        MeanLatency mean = default;
        for (int trial = runs.First; trial < runs.First + runs.Count; trial++)
        {
            int count = runs.FormOf(trial).LatencyCount;
            if (count == 0)
                throw new RefusedException(Refusal.ZeroDivisionError, $"{runs.Where}, seed {runs.SeedOf(trial)}: an empty list of latencies");
            WholeColumn<double> column = runs.Table.Latency!;
            if (count > 0)
                mean.Add(column.Cells.Slice(trial * column.Stride, count));
        }
        return mean.Value;
    }

    // A set that only some runs name is averaged over those; of one that calls itself train, the evaluation times count.
    private static List<TimeCost> Times(in Runs runs)
    {
        List<(string Set, MeanOfRuns PerEpoch, MeanOfRuns Total)> sums = [];
        for (int trial = runs.First; trial < runs.First + runs.Count; trial++)
        {
            IReadOnlyList<string> sets = runs.FormOf(trial).EvaluationSets;
            (double?, double?) train = TrainTimes(runs, trial);
            Add(sums, "train", sets.Contains("train") ? EvaluationTimes(runs, trial, "train") : train);
            for (int i = 0; i < sets.Count; i++)
                if (sets[i] != "train" && !sets.Take(i).Contains(sets[i]))
                    Add(sums, sets[i], EvaluationTimes(runs, trial, sets[i]));
        }
        List<TimeCost> costs = new(sums.Count);
        foreach ((string set, MeanOfRuns perEpoch, MeanOfRuns total) in sums)
            costs.Add(!perEpoch.IsRefused && !total.IsRefused
                ? new TimeCost(set, perEpoch.Value, total.Value)
                : throw new Gap(GapKind.NoneAmongNumbers).ToRefusal(runs, set, 0));
        return costs;
    }

    private static void Add(List<(string Set, MeanOfRuns PerEpoch, MeanOfRuns Total)> sums, string set, (double? PerEpoch, double? Total) times)
    {
        int index = sums.FindIndex(sum => sum.Set == set);
        if (index < 0)
        {
            index = sums.Count;
            sums.Add((set, default, default));
        }
        ref var sum = ref CollectionsMarshal.AsSpan(sums)[index];
        sum.PerEpoch.Add(times.PerEpoch);
        sum.Total.Add(times.Total);
    }

    private static (double? PerEpoch, double? Total) TrainTimes(in Runs runs, int trial)
    {
        TrialForm form = runs.FormOf(trial);
        if (runs.Table.IsOfModules)
            return EvaluationTimes(runs, trial, EvaluationSet.Train.Name);
        if ((form.Absent & AbsentTables.TrainTime) != 0)
            return (null, null);
        SetColumns train = runs.Table.Train;
        if (form.KeepsAllTrainTimes)
        {
            double all = train.TotalTime!.Cells[trial];
            return (all / runs.Table.Epochs!.Cells[trial], all);
        }

        runs.RequireCurve("train", CurveColumnKind.Time);
        double sum = 0;
        int count = 0;
        CurveSlice curve = train.Time?[trial] ?? default;
        foreach (int epoch in form.TrainTimeOrder ?? [.. Enumerable.Range(curve.FirstEpoch, curve.EndEpoch - curve.FirstEpoch)])
        {
            CellState state = curve.StateAt(epoch);
            if (state == CellState.None)
                throw new RefusedException(Refusal.TypeError, $"{runs.Where}, seed {runs.SeedOf(trial)}: the training time of epoch {epoch} is None");
            if (state == CellState.Absent)
                continue;
            sum += curve.ValueAt(epoch);
            count++;
        }
        return count > 0
            ? (sum / count, sum)
            : throw new RefusedException(Refusal.ZeroDivisionError, $"{runs.Where}, seed {runs.SeedOf(trial)}: an empty table of training times");
    }

    private static (double? PerEpoch, double? Total) EvaluationTimes(in Runs runs, int trial, string set)
    {
        SetColumns columns = runs.Table.IsOfModules ? runs.Table.Columns(set) : runs.Table.Set(set);
        int epochs = runs.Table.Epochs!.Cells[trial];
        if (columns.TotalTime is { } totals && totals.StateAt(trial) == CellState.Number)
            return (totals.Cells[trial] / epochs, totals.Cells[trial]);
        return (null, null);
    }
}
