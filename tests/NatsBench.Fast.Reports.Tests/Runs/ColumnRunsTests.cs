using NatsBench.Fast.Model;
using NatsBench.Fast.Reports.Runs;
using NatsBench.Fast.TestSupport;
using Parquet;
using Parquet.Schema;

namespace NatsBench.Fast.Reports.Tests.Runs;

/// <summary>CSV and Parquet as people write them.</summary>
public sealed class ColumnRunsTests : IDisposable
{
    private static readonly RunImport Import = new() { Dataset = Dataset.Cifar10 };
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("trial,clock,arch,reward\n0,1,5,70\n0,2,6,60\n1,1,7,50\n")]
    [InlineData("trial;clock;arch;reward\n0;1;5;70\n0;2;6;60\n1;1;7;50\n")]
    [InlineData("trial\tclock\tarch\treward\r\n0\t1\t5\t70\r\n0\t2\t6\t60\r\n1\t1\t7\t50\r\n")]
    [InlineData("\uFEFF\"Trial\",\"Clock\",\"ARCH\",\"Reward\"\n\"0\",\"1\",\"5\",\"70\"\n\"0\",\"2\",\"6\",\"60\"\n\"1\",\"1\",\"7\",\"50\"\n")]
    [InlineData("reward,note,architecture,time,run\n50,\"a, b\",7,1,1\n60,,6,2,0\n70,,5,1.0e0,0\n")]
    public void Separators_quotes_orders_and_names_do_not_matter(string text)
    {
        File.WriteAllText(_folder["runs.csv"], text);
        RunEntry entry = Assert.Single(RunReader.Read(_folder["runs.csv"], Import).Entries);
        Assert.Equal("runs", entry.Algorithm);
        Assert.Equal([(0, 5, 2.0, 2), (1, 7, 1.0, 1)], entry.Trials.Select(trial => (trial.Number, trial.Architecture, trial.Clock, trial.Evaluations)));
        Assert.Equal([5, 6], entry.Trials[0].Trace!.Architecture);
        Assert.Equal([5, 5], entry.Trials[0].Trace!.Incumbent);
        Assert.Equal(RunClock.Unknown, entry.Provenance.Clock);
    }

    [Fact]
    public void Algorithms_parameters_and_datasets_make_entries_and_accuracies_of_the_file_are_taken()
    {
        File.WriteAllText(
            _folder["all.csv"],
            "algorithm,parameters,dataset,trial,arch,valid,test\nrea,p=1,cifar10,x,1,90,93\nrea,p=2,cifar10,x,2,91,94\nrea,p=1,cifar100,x,3,70,71\nrea,p=1,cifar10,y,4,89,\n");
        RunSet runs = RunReader.Read(_folder["all.csv"], new RunImport());
        Assert.Equal(["rea p=1 cifar10", "rea p=2 cifar10", "rea p=1 cifar100"], runs.Entries.Select(entry => $"{entry.Name} {entry.SearchDataset}"));
        Assert.Equal([(0, 90.0, 93.0), (1, 89.0, double.NaN)], runs.Entries[0].Trials.Select(trial => (trial.Number, trial.Valid, trial.Test)));
        Assert.Equal(RunClock.Absent, runs.Entries[0].Provenance.Clock);
        // Nobody says that trials pair, unless the caller does.
        Assert.Null(runs.Entries[0].Provenance.World);
        RunEntry told = RunReader.Read(_folder["all.csv"], new RunImport { IsPaired = true }).Entries[0];
        Assert.Equal((TrialPairing.CommonRandomNumbers, "searched on cifar10, trials by number, as told"), (told.Provenance.Pairing, told.Provenance.World));
    }

    [Fact]
    public void Thinned_out_steps_count_as_the_evaluations_that_they_are()
    {
        File.WriteAllText(_folder["thin.csv"], "trial,step,arch,reward\n0,0,1,10\n0,9,2,20\n0,30,3,30\n");
        RunTrial all = RunReader.Read(_folder["thin.csv"], Import).Entries[0].Trials[0];
        RunTrial within = RunReader.Read(_folder["thin.csv"], Import with { Budget = Search.Trials.Budget.OfEvaluations(20) }).Entries[0].Trials[0];
        Assert.Equal((3, 31, false), (all.Architecture, all.Evaluations, all.Trace!.IsWhole));
        Assert.Equal((2, 10), (within.Architecture, within.Evaluations));
    }

    [Fact]
    public async Task Parquet_of_a_data_frame_with_absent_values_is_read()
    {
        string[] trials = ["a", "a", "b"];
        DataField<string> trial = new("trial");
        DataField<long> arch = new("arch");
        DataField<double?> clock = new("clock"), reward = new("reward");
        await using (FileStream file = File.Create(_folder["frame.parquet"]))
        {
            await using ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(trial, arch, clock, reward), file, cancellationToken: TestContext.Current.CancellationToken);
            using ParquetRowGroupWriter group = writer.CreateRowGroup();
            await group.WriteAsync(trial, trials);
            await group.WriteAsync<long>(arch, new long[] { 5, 6, 7 }, cancellationToken: TestContext.Current.CancellationToken);
            await group.WriteAsync<double>(clock, new double?[] { 1, 2, 3 }, cancellationToken: TestContext.Current.CancellationToken);
            await group.WriteAsync<double>(reward, new double?[] { 10, null, null }, cancellationToken: TestContext.Current.CancellationToken);
        }
        RunEntry entry = Assert.Single(RunReader.Read(_folder["frame.parquet"], Import).Entries);
        Assert.Equal(RunFormat.Parquet, entry.Provenance.Format);
        // A training without a reward is never the best of those with one.
        Assert.Equal([(0, 5), (1, 7)], entry.Trials.Select(one => (one.Number, one.Architecture)));
    }
}
