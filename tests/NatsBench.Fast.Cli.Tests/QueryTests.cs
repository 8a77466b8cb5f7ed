using System.Text.Json;
using NatsBench.Fast.Cli.Tests.Support;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Cli.Tests;

public sealed class QueryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _file;

    public QueryTests()
    {
        _file = _folder["sample.natsb"];
        SampleFile.Write(_file);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_mean_over_seeds_after_the_full_training_is_the_default_and_is_said()
    {
        string text = Natsbench.Run("query", _file, "1", "--dataset", "cifar10-valid").Succeeded();
        Assert.Contains("setting 90 (the full training; --hp chooses another); mean over seeds 777, 888; epoch 2, the last", text, StringComparison.Ordinal);
        Assert.Contains("51.00 %", text, StringComparison.Ordinal);
        Assert.Contains("31.50 s", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_gives_every_digit_and_every_set()
    {
        JsonElement answer = Natsbench.Run("query", _file, "8:8:8:8:16", "--dataset", "cifar10-valid", "--seed", "888", "--json").Json();
        Assert.False(answer.GetProperty("synthetic").GetBoolean());
        Assert.Equal(1, answer.GetProperty("index").GetInt32());
        Assert.Equal("[888]", answer.GetProperty("seeds").GetRawText());
        Assert.Equal(["train", "x-valid", "ori-test"], answer.GetProperty("sets").EnumerateObject().Select(set => set.Name));
        Assert.Equal("0.30000000000000004", answer.GetProperty("sets").GetProperty("x-valid").GetProperty("loss").GetRawText());
        Assert.Equal(51.5, answer.GetProperty("sets").GetProperty("x-valid").GetProperty("accuracy").GetDouble());
    }

    [Fact]
    public void A_curve_has_an_entry_for_every_epoch()
    {
        JsonElement answer = Natsbench.Run("query", _file, "0", "--dataset", "cifar10", "--set", "train", "--curve", "--json").Json();
        JsonElement curve = answer.GetProperty("curves").GetProperty("train");
        Assert.Equal([48.5, 49.5, 50.5], curve.EnumerateArray().Select(epoch => epoch.GetProperty("accuracy").GetDouble()));
    }

    [Fact]
    public void A_seeded_draw_is_the_same_each_time()
    {
        string[] command = ["query", _file, "0", "--dataset", "cifar10", "--sample", "--rng-seed", "5", "--json"];
        Assert.Equal(Natsbench.Run(command).Succeeded(), Natsbench.Run(command).Succeeded());
    }

    [Theory]
    [InlineData("cifar10", "valid", "cifar10-valid", "x-valid")]
    [InlineData("cifar10", "test", "cifar10", "ori-test")]
    [InlineData("cifar10", "train", "cifar10", "train")]
    [InlineData("cifar10", "ori-test", "cifar10", "ori-test")]
    [InlineData("cifar10-valid", "valid", "cifar10-valid", "x-valid")]
    [InlineData("cifar10-valid", "test", "cifar10-valid", "ori-test")]
    public void Query_and_best_know_the_same_sets(string dataset, string set, string meantDataset, string meantSet)
    {
        JsonElement query = Natsbench.Run("query", _file, "1", "--dataset", dataset, "--set", set, "--json").Json();
        JsonElement best = Natsbench.Run("best", _file, "--dataset", dataset, "--set", set, "--json").Json();
        Assert.Equal(meantDataset, query.GetProperty("dataset").GetString());
        Assert.Equal([meantSet], query.GetProperty("sets").EnumerateObject().Select(one => one.Name));
        Assert.Equal((meantDataset, meantSet), (best.GetProperty("dataset").GetString(), best.GetProperty("set").GetString()));
    }

    [Fact]
    public void An_epoch_is_a_whole_number()
    {
        JsonElement answer = Natsbench.Run("query", _file, "1", "--dataset", "cifar10", "--json").Json();
        Assert.Equal("2", answer.GetProperty("epoch").GetRawText());
    }

    [Fact]
    public void Each_seed_and_their_deviation_are_shown_on_request()
    {
        JsonElement set = Natsbench.Run("query", _file, "1", "--dataset", "cifar10", "--set", "test", "--seeds", "--json").Json()
            .GetProperty("sets").GetProperty("ori-test");
        Assert.Equal(51, set.GetProperty("accuracy").GetDouble());
        Assert.Equal(0.5, set.GetProperty("std").GetProperty("accuracy").GetDouble());
        Assert.Equal(0, set.GetProperty("std").GetProperty("loss").GetDouble());
        Assert.Equal(1.5, set.GetProperty("std").GetProperty("all_time").GetDouble());
        Assert.Equal(["777", "888"], set.GetProperty("of_seed").EnumerateObject().Select(seed => seed.Name));
        Assert.Equal(51.5, set.GetProperty("of_seed").GetProperty("888").GetProperty("accuracy").GetDouble());

        string[] rows = [.. Natsbench.Run("query", _file, "1", "--dataset", "cifar10", "--set", "test", "--seeds").Succeeded()
            .Split('\n').Where(line => line.Contains("ori-test", StringComparison.Ordinal))];
        Assert.Equal(["mean", "std", "777", "888"], rows.Select(row => row.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]));
    }

    [Fact]
    public void Several_architectures_datasets_and_seeds_are_one_call()
    {
        string[] command = ["query", _file, "1", "8:8:8:8:8", "--dataset", "cifar10,cifar10-valid", "--seed", "777,888", "--set", "test"];
        string[] lines = Natsbench.Run([.. command, "--json"]).Succeeded().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(8, lines.Length);
        JsonElement second = JsonDocument.Parse(lines[1]).RootElement;
        Assert.Equal(1, second.GetProperty("index").GetInt32());
        Assert.Equal("cifar10", second.GetProperty("dataset").GetString());
        Assert.Equal("[888]", second.GetProperty("seeds").GetRawText());
        Assert.Equal(
            Natsbench.Run("query", _file, "1", "--dataset", "cifar10", "--seed", "888", "--set", "test", "--json").Succeeded(), lines[1] + "\n");
        Assert.Equal(8, Natsbench.Run(command).Succeeded().Split('\n').Count(line => line.Contains("ori-test", StringComparison.Ordinal)));
    }

    [Fact]
    public void Architectures_come_from_the_standard_input()
    {
        string[] command = ["query", _file, "--dataset", "cifar10", "--set", "test", "--json"];
        string named = Natsbench.Run([.. command, "1", "0", "2"]).Succeeded();
        Assert.Equal(named, Natsbench.RunWithInput("\uFEFF1\n\n  8:8:8:8:8 \r\n2", [.. command, "-"]).Succeeded());
        Assert.Equal(named, Natsbench.RunWithInput("0\n", [.. command, "1", "-", "2"]).Succeeded());
        Assert.Contains("architecture 9 is outside", Natsbench.RunWithInput("1\n9\n", [.. command, "-"]).Failed(exitCode: 1), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no seed 5; it has 777, 888", "0", "--dataset", "cifar10", "--seed", "5")]
    [InlineData("epoch 3 is outside 0..2", "0", "--dataset", "cifar10", "--epoch", "3")]
    [InlineData("no dataset 'cifar100'", "0", "--dataset", "cifar100")]
    [InlineData("no setting '12'", "0", "--dataset", "cifar10", "--hp", "12")]
    [InlineData("have no set 'x-valid'; they have train, ori-test; its validation images are those of cifar10-valid", "0", "--dataset", "cifar10", "--set", "x-valid")]
    [InlineData("have no set 'x-test'", "0", "--dataset", "cifar10", "--set", "x-test")]
    [InlineData("have no set 'valtest'", "0", "--dataset", "cifar10", "--set", "valtest")]
    [InlineData("the standard input was empty", "-", "--dataset", "cifar10")]
    [InlineData("the archive held no record of it", "3", "--dataset", "cifar10")]
    [InlineData("architecture 4 is outside 0..3", "4", "--dataset", "cifar10")]
    [InlineData("'8:8' is not an architecture", "8:8", "--dataset", "cifar10")]
    public void What_the_file_lacks_is_one_line_of_refusal(string reason, params string[] arguments) =>
        Assert.Contains(reason, Natsbench.Run(["query", _file, .. arguments]).Failed(exitCode: 1), StringComparison.Ordinal);

    [Theory]
    [InlineData("--dataset", "0")]
    [InlineData("--seeds shows the mean and each seed", "0", "--dataset", "cifar10", "--seeds", "--seed", "777")]
    [InlineData("--seeds shows the mean and each seed", "0", "--dataset", "cifar10", "--seeds", "--curve")]
    [InlineData("--seed is empty", "0", "--dataset", "cifar10", "--seed", "777,")]
    [InlineData("exclude one another", "0", "--dataset", "cifar10", "--seed", "777", "--mean")]
    [InlineData("--rng-seed is the seed of --sample", "0", "--dataset", "cifar10", "--rng-seed", "1")]
    [InlineData("--dataset is empty", "0", "--dataset", "")]
    [InlineData("'x'", "0", "--dataset", "cifar10", "--epoch", "x")]
    public void A_wrong_command_line_is_a_usage_error(string reason, params string[] arguments)
    {
        Outcome outcome = Natsbench.Run(["query", _file, .. arguments]);
        Assert.Contains(reason, outcome.Failed(exitCode: 2), StringComparison.Ordinal);
        Assert.Contains("try 'natsbench query --help'", outcome.Error, StringComparison.Ordinal);
    }
}
