using System.Globalization;
using NatsBench.Fast.Model;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.House.Tests.Embedding;

/// <summary>The programs of docs/embedding.md do what it says, on a whole table.</summary>
public sealed class EmbeddingTests : IDisposable
{
    private readonly NatsBenchmark _bench = NatsBenchmark.Open(WholeTable.Of(SearchSpace.Topology));
    private readonly StringWriter _output = new() { NewLine = "\n" };

    private string[] Lines => _output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Export_writes_a_line_an_architecture()
    {
        FivePrograms.Export(_bench, _output);
        Assert.Equal(1 + _bench.Count, Lines.Length);
        string[] cells = Lines[1 + 9930].Split(',');
        Assert.Equal(("9930", _bench.Architecture(9930)), (cells[0], cells[1]));
        Assert.Equal(
            _bench.Runs(9930, Dataset.Cifar100, TrainingSetting.Epochs200).Mean().Metrics(EvaluationSet.XTest).Accuracy,
            double.Parse(cells[2], CultureInfo.InvariantCulture));
        Assert.All(Lines[1..], line => Assert.DoesNotContain("NaN", line, StringComparison.Ordinal));
    }

    [Fact]
    public void Correlate_takes_scores_by_text()
    {
        // The very accuracies of half of the architectures, and so in their order.
        string[] architectures = [.. Enumerable.Range(0, _bench.Count / 2).Select(_bench.Architecture)];
        double[] scores = _bench.Table(Dataset.Cifar10Valid, TrainingSetting.Epochs200).Accuracy(EvaluationSet.XValid)[..architectures.Length].ToArray();
        FivePrograms.Correlate(_bench, architectures, scores, _output);
        Assert.Equal("proxy: tau 1.000, rho 1.000", Lines[0]);
        Assert.Equal(["epoch 0", "epoch 4", "epoch 8"], Lines[1..].Select(line => line[..7]));
        Assert.All(Lines[1..], line => Assert.Matches(@"tau 0\.[5-9]\d\d$", line));
    }

    [Fact]
    public void Search_reports_the_full_training_of_the_best_seen()
    {
        FivePrograms.Search(_bench, _output);
        Assert.Matches(@"^\|.*\|: validation \d\d\.\d\d % seen, test \d\d\.\d\d % after the full training$", Assert.Single(Lines));
    }

    [Fact]
    public void Look_up_fills_a_row_of_a_papers_table()
    {
        FivePrograms.LookUp(_bench, TopologyCell.Parse(_bench.Architecture(9930)), _output);
        Assert.Equal(["cifar10", "cifar100", "ImageNet16-120"], Lines.Select(line => line[..line.IndexOf(':', StringComparison.Ordinal)]));
        Assert.All(Lines, line => Assert.Matches(@"valid \d\d\.\d\d ± \d\.\d\d, test \d\d\.\d\d ± \d\.\d\d over seeds 777", line));
    }

    [Fact]
    public void Evolve_compares_what_was_seen_with_the_exact_front()
    {
        FivePrograms.Evolve(_bench, _output);
        Assert.Matches(@"^front: \d+ seen of \d+$", Lines[0]);
        Assert.Matches(@"^hypervolume: (9\d\.\d|100\.0) ?% of the exact front's$", Lines[1]);
    }

    [Fact]
    public void A_study_of_an_own_algorithm_ends_in_Parquet()
    {
        using TemporaryFolder folder = new();
        OwnParts.Study(_bench, folder["study"], _output);
        Assert.Equal(["climber on cifar10", "rea on cifar10", "climber on cifar100", "rea on cifar100"], Lines.Select(line => line[..line.IndexOf(':', StringComparison.Ordinal)]));
        Assert.True(File.Exists(folder["study/outcomes.parquet"]) && File.Exists(folder["study/traces.parquet"]));
    }

    [Fact]
    public async Task A_session_is_driven_by_any_evaluator_and_goes_on_where_it_stopped()
    {
        using TemporaryFolder folder = new();
        List<string> trained = [];
        await OwnEvaluator.Search(Train, folder["session.json"], _output);
        Assert.Equal(60 + 3 + 3, trained.Count);
        Assert.All(trained, text => Assert.Equal(text, TopologyCell.Parse(text).ToString()));
        Assert.Matches(@"^next: SessionProposal \{ Ticket = 63, Architecture = \d+, Epochs = 12 \}, after \d+ seconds$", Assert.Single(Lines));

        async Task<(double Accuracy, double Seconds)> Train(string architecture, int epochs)
        {
            trained.Add(architecture);
            await Task.Yield();
            return (TopologyCell.Parse(architecture).CountOf(CellOperation.NorConv3x3) * 10, epochs * 2);
        }
    }

    [Fact]
    public void A_quantity_of_ones_own_is_weighed_against_accuracy()
    {
        OwnParts.Convolutions(_bench, _output);
        Assert.Matches(@"^fronts: \d+\.\d architectures, \d\d\.\d ?% of the exact hypervolume$", Assert.Single(Lines));
    }

    [Fact]
    public void Algorithm_oracle_and_objective_of_ones_own_run_in_one_study()
    {
        using TemporaryFolder folder = new();
        OwnParts.All(_bench, folder["study"], _output);
        Assert.Equal(["climber", "nsga2"], Lines.Select(line => line[..line.IndexOf(':', StringComparison.Ordinal)]));
        Assert.All(Lines, line => Assert.Matches(@"test \d\d\.\d\d ± \d\.\d\d %, regret \d+\.\d\d, front of \d+\.\d, \d+ architectures outside the limits$", line));
        Assert.True(File.Exists(folder["study/outcomes.parquet"]) && File.Exists(folder["study/traces.parquet"]));
        // Finished, it is kept, though no file tells what is one's own.
        OwnParts.All(_bench, folder["study"], _output);
        Assert.Equal(Lines[..2], Lines[2..]);
    }

    [Fact]
    public void A_faster_device_gets_further_in_the_same_time()
    {
        OwnParts.Device(_bench, _output);
        Assert.Equal(["TableOracle", "OtherDevice"], Lines.Select(line => line[..line.IndexOf(':', StringComparison.Ordinal)]));
        Assert.NotEqual(Lines[0].Split(' ')[2], Lines[1].Split(' ')[2]);
    }
}
