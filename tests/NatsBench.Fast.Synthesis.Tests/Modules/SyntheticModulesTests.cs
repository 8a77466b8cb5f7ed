using NatsBench.Fast.Conversion;
using NatsBench.Fast.Model;
using NatsBench.Fast.Queries;
using NatsBench.Fast.Scans;
using NatsBench.Fast.Synthesis.Modules;
using NatsBench.Fast.TestSupport;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Synthesis.Tests.Modules;

public sealed class SyntheticModulesTests : IDisposable
{
    private const int Count = 500;
    private static readonly int[] Lengths = [4, 12, 36, 108];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_converted_file_says_what_the_table_does()
    {
        SyntheticModules.WriteTable(_folder["table.natsb"], seed: 3, Count, cancellation: TestContext.Current.CancellationToken);
        SyntheticModules.WriteRecords(_folder["records.tfrecord"], seed: 3, Count, cancellation: TestContext.Current.CancellationToken);
        ConversionReport report = ArchiveConverter.Convert(_folder["records.tfrecord"], _folder["converted.natsb"]);
        Assert.Equal((Count, 12L * Count), (report.Architectures, report.Trials));
        Assert.Empty(report.Absent);
        Assert.Empty(report.Odd);
        using NatsBenchmark table = NatsBenchmark.Open(_folder["table.natsb"]), converted = NatsBenchmark.Open(_folder["converted.natsb"]);
        Assert.Equal("nasbench101-model 1, seed 3", table.Provenance.Synthetic);
        Assert.Equal(table.Provenance.Synthetic, converted.Provenance.Synthetic);
        Assert.All(table.Compare(converted, cancellation: TestContext.Current.CancellationToken), column =>
            Assert.Equal((0, 0, 0), (column.Different, column.OnlyInFirst, column.OnlyInSecond)));
        Assert.Empty(ArchiveVerifier.Verify(table, _folder["records.tfrecord"]).Differences);
        table.Check(cancellation: TestContext.Current.CancellationToken);
        SyntheticModules.WriteRecords(_folder["other.tfrecord"], seed: 4, Count, cancellation: TestContext.Current.CancellationToken);
        Assert.NotEmpty(ArchiveVerifier.Verify(table, _folder["other.tfrecord"]).Differences);
    }

    [Fact]
    public void Equal_bytes_whatever_the_number_of_threads()
    {
        byte[] Bytes(int threads)
        {
            SyntheticModules.WriteTable(_folder["x.natsb"], count: Count, threads: threads, cancellation: TestContext.Current.CancellationToken);
            return File.ReadAllBytes(_folder["x.natsb"]);
        }
        Assert.Equal(Bytes(1), Bytes(5));
    }

    [Fact]
    public void Only_108_is_a_part_of_the_whole_in_the_same_order()
    {
        SyntheticModules.WriteTable(_folder["table.natsb"], count: Count, cancellation: TestContext.Current.CancellationToken);
        SyntheticModules.WriteRecords(_folder["a.tfrecord"], count: Count, only108: true, cancellation: TestContext.Current.CancellationToken);
        ArchiveConverter.Convert(_folder["a.tfrecord"], _folder["a.natsb"]);
        using NatsBenchmark whole = NatsBenchmark.Open(_folder["table.natsb"]), part = NatsBenchmark.Open(_folder["a.natsb"]);
        Assert.Equal(["108"], part.Settings.Select(setting => setting.Key));
        Assert.Equal(whole.Architecture(77), part.Architecture(77));
        Assert.Equal(whole.Modules()[77, 1], part.Modules()[77, 1]);
        Assert.Throws<RefusedException>(() => part.Modules(4));
    }

    [Fact]
    public void Views_scans_and_bulk_agree_with_single_answers()
    {
        using NatsBenchmark bench = Table();
        TrainingSetting setting = TrainingSetting.Epochs108;
        foreach (int? epoch in (int?[])[null, 53, 107])
        {
            SimulationView simulation = bench.Simulation(Dataset.Cifar10, setting, epoch);
            TableView table = bench.Table(Dataset.Cifar10, setting);
            ReadOnlySpan<double> valid = table.Accuracy(EvaluationSet.XValid, epoch), seconds = table.Seconds(EvaluationSet.Train, epoch), deviation = table.AccuracyDeviation(EvaluationSet.OriTest, epoch);
            ReadOnlySpan<double> one = table.Accuracy(EvaluationSet.OriTest, epoch, seed: 2);
            for (int index = 0; index < bench.Count; index += 7)
            {
                Runs runs = bench.Runs(index, Dataset.Cifar10, setting);
                Assert.Equal(runs.Mean().Metrics(EvaluationSet.XValid, epoch).Accuracy, valid[index]);
                Assert.Equal(runs.Mean().Metrics(EvaluationSet.Train, epoch).TotalTime, seconds[index]);
                Assert.Equal(runs.ForSeed(2).Metrics(EvaluationSet.OriTest, epoch).Accuracy, one[index]);
                Assert.True(deviation[index] > 0);
                for (int run = 0; run < 3; run++)
                {
                    TrainingOutcome outcome = simulation.Train(index, (uint)(run * (1L << 32) / 3 + 5));
                    ModuleMetrics metrics = bench.Modules()[index, run, halfway: epoch == 53];
                    Assert.Equal((metrics.ValidationAccuracy * 100, metrics.TrainingTime), (outcome.Accuracy, outcome.Cost));
                    MoreInfo info = runs.ForSeed(run).MoreInfo(epoch);
                    Assert.Equal((outcome.Accuracy, outcome.Cost), (info.Validation!.Value.Accuracy, info.Train.TotalTime));
                }
            }
        }
        int[] all = [.. Enumerable.Range(0, bench.Count)];
        uint[] draws = [.. all.Select(index => (uint)index * 2654435761)];
        var answers = new ModuleMetrics[all.Length];
        ModuleBudget bulk = new(), single = new();
        bench.Modules(36).Query(all, draws, answers, stopHalfway: true, bulk);
        for (int index = 0; index < all.Length; index++)
            Assert.Equal(bench.Modules(36).Query(index, draws[index], stopHalfway: true, single), answers[index]);
        Assert.Equal((single.TrainingTime, 18L * Count), (bulk.TrainingTime, bulk.Epochs));
    }

    [Fact]
    public void The_best_is_the_best_and_costs_are_known()
    {
        using NatsBenchmark bench = Table();
        TableView table = bench.Table(Dataset.Cifar10, TrainingSetting.Epochs108);
        double[] test = table.Accuracy(EvaluationSet.OriTest).ToArray();
        BestArchitecture best = bench.FindBest(Dataset.Cifar10, EvaluationSet.OriTest, TrainingSetting.Epochs108)!.Value;
        Assert.Equal((Array.IndexOf(test, test.Max()), test.Max()), (best.Index, best.Accuracy));
        BestArchitecture small = bench.FindBest(Dataset.Cifar10, EvaluationSet.OriTest, TrainingSetting.Epochs108, maxParams: 1)!.Value;
        Assert.True(table.Costs.Params[small.Index] <= 1);
        Assert.Equal(test.Where((_, index) => table.Costs.Params[index] <= 1).Max(), small.Accuracy);
        CostInfo cost = bench.Runs(5, Dataset.Cifar10, TrainingSetting.Epochs108).Cost();
        Assert.Equal((table.Costs[5].Params, double.NaN, null), (cost.Params, cost.Flops, cost.Latency));
        Assert.True(double.IsNaN(table.Costs[5].Flops) && double.IsNaN(table.Costs[5].Latency));
        Assert.Equal(table.Seconds(EvaluationSet.Train)[5], cost.Times[0].Total);
        Assert.Equal(test[5], table.Finals[5].TestAccuracy);
        Assert.Equal(bench.Modules()[5, 0].TrainableParameters, Math.Round(1e6 * cost.Params));
        Assert.NotNull(Scan.Best(test, Limits.None));
        Assert.Throws<RefusedException>(() => table.Loss(EvaluationSet.Train));
    }

    [Fact]
    public void Modules_are_found_by_hash_and_by_any_isomorphic_graph()
    {
        using NatsBenchmark bench = Table();
        for (int index = 0; index < bench.Count; index++)
        {
            ModuleGraph module = bench.Module(index);
            Assert.Equal(index, bench.IndexOf(bench.Architecture(index)));
            Assert.Equal(index, bench.IndexOf(module));
        }
        // One more vertex that leads nowhere is pruned.
        Assert.Equal(
            bench.IndexOf(ModuleGraph.Parse("0100:input,output")), bench.IndexOf(ModuleGraph.Parse("011000000:input,conv3x3-bn-relu,output")));
        Assert.False(bench.TryIndexOf(default(ModuleGraph), out _));
        Assert.Contains("no path", Assert.Throws<RefusedException>(() => bench.IndexOf(ModuleGraph.Parse("0000:input,output"))).Message, StringComparison.Ordinal);
        Assert.False(bench.TryIndexOf(new TopologyCell(), out _));
        Assert.False(bench.TryIndexOf(new SizeNetwork(), out _));
    }

    [Fact]
    public void Queries_allocate_nothing()
    {
        using NatsBenchmark bench = Table();
        ModuleView view = bench.Modules();
        SimulationView simulation = bench.Simulation(Dataset.Cifar10, TrainingSetting.Epochs108);
        ModuleGraph module = bench.Module(3);
        string hash = bench.Architecture(3);
        ModuleBudget budget = new();
        double sum = Ask();
        long before = GC.GetAllocatedBytesForCurrentThread();
        sum += Ask();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(sum > 0);

        double Ask()
        {
            double sum = 0;
            for (uint draw = 0; draw < 100; draw++)
            {
                _ = bench.TryIndexOf(hash, out int byHash);
                _ = bench.TryIndexOf(module, out int byGraph);
                sum += view.Query(byHash, draw << 25, budget: budget).TestAccuracy + view.Query(byGraph, draw << 25, stopHalfway: true).TrainAccuracy;
                sum += simulation.Train(byHash, draw << 25).Cost;
            }
            return sum;
        }
    }

    [Fact]
    public void All_lengths_are_there()
    {
        using NatsBenchmark bench = Table();
        Assert.Equal(Lengths.Select(epochs => $"{epochs}"), bench.Settings.Select(setting => setting.Key));
        Assert.Equal(SearchSpace.NasBench101, bench.Space);
        Assert.All(bench.Summarize().Tables, table => Assert.Equal((Count, 3 * Count), (table.Architectures, table.Runs)));
    }

    private NatsBenchmark Table()
    {
        SyntheticModules.WriteTable(_folder["table.natsb"], count: Count, cancellation: TestContext.Current.CancellationToken);
        return NatsBenchmark.Open(_folder["table.natsb"]);
    }
}
