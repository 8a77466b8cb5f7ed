using System.Text.Json;
using NatsBench.Fast.Cli.Tests.Support;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Cli.Tests;

/// <summary>Parts of files, and files compared, on the command line.</summary>
public sealed class ExtractTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _file;

    public ExtractTests()
    {
        _file = _folder["sample.natsb"];
        SampleFile.Write(_file);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_part_is_a_file_of_its_own()
    {
        string part = _folder["part.natsb"];
        JsonElement answer = Natsbench.Run("extract", _file, "-o", part, "--no-curves", "--datasets", "cifar10", "--architectures", "0..1", "8:8:8:8:24", "--json").Json();
        Assert.Equal(("final-only", 3, 4), (answer.GetProperty("contents").GetString(), answer.GetProperty("records").GetInt32(), answer.GetProperty("architectures").GetInt32()));
        Natsbench.Run("verify", part).Succeeded();
        Assert.Contains("Final-only", Natsbench.Run("info", part).Succeeded(), StringComparison.Ordinal);
        string[] question = ["1", "--dataset", "cifar10", "--json"];
        Assert.Equal(Natsbench.Run(["query", _file, .. question]).Succeeded(), Natsbench.Run(["query", part, .. question]).Succeeded());
    }

    [Fact]
    public void Files_are_compared_column_by_column()
    {
        string part = _folder["part.natsb"];
        Natsbench.Run("extract", _file, "-o", part, "--architectures", "1").Succeeded();
        Assert.Contains("numbers to the last bit", Natsbench.Run("diff", _file, _file).Succeeded(), StringComparison.Ordinal);
        Outcome outcome = Natsbench.Run("diff", _file, part, "--json");
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("differ: 0 numbers are others", outcome.Error, StringComparison.Ordinal);
        JsonElement first = JsonDocument.Parse(outcome.Output.Split('\n')[0]).RootElement;
        Assert.Equal(("90/cifar10-valid/Epochs", 2, 4, 0), (
            first.GetProperty("column").GetString(), first.GetProperty("equal").GetInt32(), first.GetProperty("only_in_a").GetInt32(), first.GetProperty("only_in_b").GetInt32()));
        SampleFile.Write(_folder["other.natsb"], accuracyStep: 11);
        Assert.Contains("architecture 2", Natsbench.Run("diff", _file, _folder["other.natsb"]).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_file_has_not_is_told_in_one_line()
    {
        string part = _folder["part.natsb"];
        Assert.Contains("has no dataset 'cifar11'", Natsbench.Run("extract", _file, "-o", part, "--datasets", "cifar11").Failed(1), StringComparison.Ordinal);
        Assert.Contains("no record of architecture 3", Natsbench.Run("extract", _file, "-o", part, "--architectures", "3").Failed(1), StringComparison.Ordinal);
        Assert.Contains("outside", Natsbench.Run("extract", _file, "-o", part, "--architectures", "0..9").Failed(1), StringComparison.Ordinal);
        Assert.False(File.Exists(part));
    }
}
