using NatsBench.Fast.Model;
using NatsBench.Fast.Queries;
using NatsBench.Fast.Records;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Tests.Views;

/// <summary>Every answer of every view against the rules, bit for bit, refusals included.</summary>
internal static class ViewAgreement
{
    public static void Check(NatsBenchmark bench)
    {
        foreach (TrainingSetting setting in bench.Settings)
        {
            foreach (Dataset dataset in bench.Datasets)
                if (Try(() => bench.Table(dataset, setting), out TableView? table) is null)
                    CheckTable(bench, table!);
            foreach (Dataset dataset in (Dataset[])[Dataset.Cifar10, Dataset.Cifar100, Dataset.ImageNet16120])
                foreach (int? epoch in (int?[])[null, -1, .. LastEpochs(bench, setting).SelectMany(last => new int?[] { 0, last / 3, last - 1, last, last + 1 }).Distinct()])
                    if (Try(() => bench.Simulation(dataset, setting, epoch), out SimulationView? view) is null)
                        CheckSimulation(bench, view!);
        }
    }

    // Of every length of training that a record holds under a setting.
    private static IEnumerable<int> LastEpochs(NatsBenchmark bench, TrainingSetting setting) => bench.RecordedArchitectures
        .SelectMany(index => bench.Record(index).Settings)
        .Where(own => own.Setting == setting.Key)
        .SelectMany(own => own.Datasets)
        .SelectMany(dataset => dataset.Trials)
        .Select(trial => (trial?.Epochs ?? 0) - 1)
        .Distinct();

    private static void CheckSimulation(NatsBenchmark bench, SimulationView view)
    {
        Dataset trained = view.Dataset == Dataset.Cifar10 ? Dataset.Cifar10Valid : view.Dataset;
        int? epoch = view.Epoch;
        List<int> answering = [];
        foreach (int index in Asked(bench))
        {
            long[] seeds = Try(() => bench.Runs(index, trained, view.Setting).Seeds.ToArray(), out long[]? found) is null ? found! : [];
            bool answers = seeds.Length > 0;
            for (int run = 0; run < int.Max(1, seeds.Length); run++)
            {
                long seed = seeds.Length == 0 ? 0 : seeds[run];
                uint draw = (uint)(((ulong)run << 32) / (ulong)int.Max(1, seeds.Length)) + 1;
                SimulatedTraining truth = default;
                string? refusal = Try(
                    () => seeds.Length == 0
                        ? bench.SimulateTrainEval(index, view.Dataset, view.Setting, new Forced(0), epoch: epoch)
                        : bench.SimulateTrainEval(index, view.Dataset, view.Setting, seed, epoch: epoch), out truth);
                Assert.Equal(refusal, Try(() => view.Train(index, draw), out TrainingOutcome outcome));
                Assert.Equal(refusal, Try(() => view.Train(index, new Forced(run)), out TrainingOutcome forced));
                Assert.Equal(refusal, Try(
                    () => bench.SimulateTrainEval(index, view.Dataset, view.Setting, new Forced(run), epoch: epoch), out SimulatedTraining facade));
                Assert.Equal(refusal, Try(() => view.TrainingSeconds(index, draw), out double seconds));
                answers &= refusal is null;
                if (refusal is not null)
                    continue;
                double? trainingTime = bench.Runs(index, trained, view.Setting).ForSeed(seed).Metrics(EvaluationSet.Train, epoch).TotalTime;
                Assert.Equal(Bits(trainingTime!.Value), Bits(seconds));
                Assert.Equal(seed, view.Seed(index, draw));
                Assert.Equal((Bits(truth.Accuracy), Bits(truth.Cost)), (Bits(outcome.Accuracy), Bits(outcome.Cost)));
                Assert.Equal((Bits(truth.Accuracy), Bits(truth.Cost)), (Bits(forced.Accuracy), Bits(forced.Cost)));
                Assert.Equal(truth, facade);
                Assert.Equal(Bits(truth.Latency ?? double.NaN), Bits(view.Latencies[index]));
                answering.Add(index);
            }
            CheckMean(bench, view, trained, index);
            if (index < 0 || index >= bench.Count)
            {
                Assert.Throws<RefusedException>(() => view.Answers(index));
                Assert.Throws<RefusedException>(() => view.RunCount(index));
                Assert.Throws<RefusedException>(() => view.Seed(index, 0));
                continue;
            }
            Assert.Equal(answers, view.Answers(index));
            Assert.Equal(seeds.Length, view.RunCount(index));
            if (seeds.Length == 0)
                Assert.Throws<RefusedException>(() => view.Seed(index, 0));
        }
        CheckBulk(view, [.. answering]);
    }

    private static void CheckMean(NatsBenchmark bench, SimulationView view, Dataset trained, int index)
    {
        MoreInfo? info = null;
        string? refusal = Try(() => bench.Runs(index, trained, view.Setting).Mean().MoreInfo(view.Epoch), out info)
            ?? Try(() => bench.Runs(index, view.Dataset, view.Setting).Latency(), out _);
        string? own = Try(() => view.TrainMean(index), out TrainingOutcome mean);
        Assert.Equal(own, Try(() => view.TrainingSecondsMean(index), out double seconds));
        if (refusal is null && info!.Train.TotalTime is { } train && info.Validation is { Accuracy: { } accuracy, TimePerEpoch: { } perEpoch })
        {
            Assert.Null(own);
            Assert.Equal((Bits(accuracy), Bits(train + perEpoch), Bits(train)), (Bits(mean.Accuracy), Bits(mean.Cost), Bits(seconds)));
        }
        else
        {
            // What get_more_info answers without, a cost cannot be made of.
            Assert.NotNull(own);
            if (info is null)
                Assert.Equal(refusal, own);
        }
    }

    private static void CheckBulk(SimulationView view, int[] architectures)
    {
        SplitMix64 one = new(7), many = new(7);
        double[] accuracies = new double[architectures.Length], costs = new double[architectures.Length];
        if (Try(() => { SplitMix64 own = new(7); view.Train(architectures, ref own, accuracies, costs); return own; }, out many) is not null)
            return; // a single run of an architecture may be refused, and the draw has met it
        uint[] draws = new uint[architectures.Length];
        for (int i = 0; i < architectures.Length; i++)
        {
            TrainingOutcome outcome = view.Train(architectures[i], draws[i] = one.NextUInt32());
            Assert.Equal((Bits(outcome.Accuracy), Bits(outcome.Cost)), (Bits(accuracies[i]), Bits(costs[i])));
        }
        Assert.Equal(one.NextUInt64(), many.NextUInt64());
        Taken taken = new([]);
        Assert.Equal(architectures.Length, view.TrainAnswered(architectures, draws, ref taken));
        Assert.Equal(architectures.Select((architecture, i) => (architecture, Bits(accuracies[i]), Bits(costs[i]))), taken.Outcomes);
    }

    // Takes all.
    private readonly struct Taken(List<(int Architecture, ulong Accuracy, ulong Cost)> outcomes) : IOutcomeTaker
    {
        public List<(int Architecture, ulong Accuracy, ulong Cost)> Outcomes => outcomes;

        public bool TryTake(int architecture, double accuracy, double cost)
        {
            outcomes.Add((architecture, Bits(accuracy), Bits(cost)));
            return true;
        }

        public unsafe bool TryTake(int* architectures, double* first, double* second, double* third, double* fourth) =>
            TryTake(architectures[0], first[0], first[1]) && TryTake(architectures[1], second[0], second[1])
            && TryTake(architectures[2], third[0], third[1]) && TryTake(architectures[3], fourth[0], fourth[1]);
    }

    private static void CheckTable(NatsBenchmark bench, TableView table)
    {
        CheckBest(bench, table);
        ColumnAgreement.Check(bench, table);
        foreach (int index in Asked(bench))
        {
            bool isInside = index >= 0 && index < bench.Count;
            Assert.Equal(
                Try(() => bench.Runs(index, table.Dataset, table.Setting).Cost(), out CostInfo? cost),
                Try(() => table.Costs[index], out ArchitectureCost own));
            if (cost is not null)
                Assert.Equal(
                    (Bits(cost.Flops), Bits(cost.Params), Bits(cost.Latency ?? double.NaN)), (Bits(own.Flops), Bits(own.Params), Bits(own.Latency)));
            else if (isInside)
                Assert.True(double.IsNaN(table.Costs.Flops[index]) && double.IsNaN(table.Costs.Params[index]) && double.IsNaN(table.Costs.Latency[index]));

            Assert.Equal(
                Try(() => bench.Runs(index, table.Dataset, table.Setting).Mean().MoreInfo(), out MoreInfo? info),
                Try(() => table.Finals[index], out FinalMetrics final));
            if (info is not null)
            {
                FinalDetails details = table.Finals.Details(index);
                CheckSet(info.Train, details.TrainLoss, details.TrainAccuracy, details.TrainPerEpoch, details.TrainTotal);
                CheckSet(info.Validation, final.ValidationLoss, final.ValidationAccuracy, details.ValidationPerEpoch, details.ValidationTotal);
                CheckSet(info.Test, final.TestLoss, final.TestAccuracy, details.TestPerEpoch, details.TestTotal);
                CheckSet(info.ValidationAndTest, details.ValidationAndTestLoss, details.ValidationAndTestAccuracy, details.ValidationAndTestPerEpoch, details.ValidationAndTestTotal);
            }
            if (!isInside)
                continue;
            foreach (EvaluationSet set in (EvaluationSet[])[EvaluationSet.Train, EvaluationSet.XValid, EvaluationSet.OriTest])
            {
                Try(() => bench.Runs(index, table.Dataset, table.Setting).Mean().Metrics(set).Accuracy, out double? accuracy);
                if (Try(() => table.Accuracy(set)[index], out double column) is null)
                    Assert.Equal(Bits(accuracy ?? double.NaN), Bits(column));
                else
                    Assert.Null(accuracy);
            }
            CheckCurves(bench, table, index);
        }
    }

    // Among all records by name, every one is asked by the rules; among all, scans answer where they can.
    private static void CheckBest(NatsBenchmark bench, TableView table)
    {
        foreach (EvaluationSet set in (EvaluationSet[])[EvaluationSet.Train, EvaluationSet.XValid])
            foreach (double? maxFlops in (double?[])[null, 103, 11.8, double.NaN, double.NegativeInfinity])
                foreach (double? maxParams in (double?[])[null, 1.5, double.NaN])
                {
                    Assert.Equal(
                        Try(() => bench.FindBest(table.Dataset, set, table.Setting, maxFlops, maxParams, bench.RecordedArchitectures), out BestArchitecture? truth),
                        Try(() => bench.FindBest(table.Dataset, set, table.Setting, maxFlops, maxParams), out BestArchitecture? own));
                    Assert.Equal(truth, own);
                }
    }

    private static void CheckCurves(NatsBenchmark bench, TableView table, int architecture)
    {
        if (!bench.HasRecord(architecture)
            || bench.Record(architecture).Settings.FirstOrDefault(one => one.Setting == table.Setting.Key)?.Datasets
                .FirstOrDefault(one => one.Dataset == table.Dataset.Name) is not { } dataset)
        {
            Assert.True(table.Seeds(architecture).IsEmpty);
            return;
        }
        Assert.Equal(dataset.Seeds, table.Seeds(architecture).ToArray());
        for (int run = 0; run < dataset.Seeds.Length; run++)
        {
            if (dataset.Trials[run] is not { } trial)
                continue;
            CheckCurve(table, EvaluationSet.Train, CurveQuantity.Top5Accuracy, architecture, run, trial.TrainTop5);
            CheckCurve(table, EvaluationSet.Train, CurveQuantity.Loss, architecture, run, trial.TrainLoss);
            foreach (EvaluationCurves set in trial.Evaluations)
            {
                CheckCurve(table, new EvaluationSet(set.Set), CurveQuantity.Accuracy, architecture, run, set.Top1);
                CheckCurve(table, new EvaluationSet(set.Set), CurveQuantity.Seconds, architecture, run, set.Time);
            }
        }
    }

    private static void CheckCurve(TableView table, EvaluationSet set, CurveQuantity quantity, int architecture, int run, Curve? truth)
    {
        bool anyNumber = false;
        for (int epoch = 0; epoch < (truth?.EndEpoch ?? 0) + 2; epoch++)
        {
            double expected = truth is not null && truth.TryGetNumber(epoch, out double number) ? number : double.NaN;
            anyNumber |= truth is not null && truth.StateAt(epoch) != CellState.Absent;
            if (anyNumber || Try(() => { table.Curves(set, quantity); return 0; }, out _) is null)
                Assert.Equal(Bits(expected), Bits(table.Curves(set, quantity)[architecture, run][epoch]));
        }
    }

    private static void CheckSet(SetMetrics? truth, double loss, double accuracy, double perEpoch, double total) => Assert.Equal(
        (Bits(truth?.Loss ?? double.NaN), Bits(truth?.Accuracy ?? double.NaN), Bits(truth?.TimePerEpoch ?? double.NaN), Bits(truth?.TotalTime ?? double.NaN)),
        (Bits(loss), Bits(accuracy), Bits(perEpoch), Bits(total)));

    // All that have a record, one that has none, and those beside the space.
    private static IEnumerable<int> Asked(NatsBenchmark bench) => bench.RecordedArchitectures
        .Concat(Enumerable.Range(0, bench.Count).Where(index => !bench.HasRecord(index)).Take(1))
        .Concat([-1, bench.Count, int.MaxValue]);

    private static ulong Bits(double value) => BitConverter.DoubleToUInt64Bits(value);

    /// <returns>Null, or the refusal's text.</returns>
    private static string? Try<T>(Func<T> question, out T? answer)
    {
        answer = default;
        try
        {
            answer = question();
            return null;
        }
        catch (RefusedException e)
        {
            return $"{e.Kind}: {e.Message}";
        }
    }

    // A generator whose draws all come out the same.
    private sealed class Forced(int draw) : Random
    {
        public override int Next(int maxValue) => draw;
    }
}
