using System.Text.Json;
using NatsBench.Fast.Attaching;
using NatsBench.Fast.Cli.Tests.Support;
using NatsBench.Fast.Model;
using NatsBench.Fast.Records;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Cli.Tests;

/// <summary><c>natsbench scan</c> from end to end.</summary>
public sealed class ScanTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _file;

    public ScanTests()
    {
        _file = _folder["sample.natsb"];
        SampleFile.Write(_file);
        ExtraAttachment.Attach(_file, [new(new ExtraDescription
        {
            Name = "help.pixel2.latency", Quantity = "latency", Unit = "ms", Direction = Direction.Minimise, Kind = ExtraKind.Measured, SourceName = "made-up.csv",
        }, new[] { 30, 0.1, 20, double.NaN })]);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("flops<12 and params<5", "valid", "1 0")]
    [InlineData("flops<12 or help.pixel2.latency=20", "valid", "2 1 0")]
    [InlineData("not help.pixel2.latency > 25", "help.pixel2.latency", "1 2")]
    [InlineData("valid>=51", "flops", "1 2")]
    [InlineData("flops>100", "valid", "")]
    public void Those_that_satisfy_are_ranked_by_the_direction_of_the_column(string where, string by, string expected)
    {
        JsonElement answer = Natsbench.Run("scan", _file, "--where", where, "--by", by, "--json").Json();
        Assert.Equal(expected, string.Join(' ', answer.GetProperty("top").EnumerateArray().Select(one => one.GetProperty("index").GetInt32())));
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length, answer.GetProperty("satisfied").GetInt32());
        Assert.Equal(1, answer.GetProperty("undecided").GetInt32());
    }

    [Fact]
    public void Columns_are_shown_under_their_names()
    {
        JsonElement answer = Natsbench.Run("scan", _file, "--columns", "test,help.pixel2.latency,valid-accuracy-std", "--top", "1", "--json").Json();
        Assert.Equal(
            """{"index":2,"architecture":"8:8:8:8:24","valid":61.0,"test":61.0,"help.pixel2.latency":20.0,"valid-accuracy-std":0.5}""",
            answer.GetProperty("top")[0].GetRawText());
        string text = Natsbench.Run("scan", _file, "--columns", "help.pixel2.latency", "--where", "flops>0").Succeeded();
        Assert.Contains("help.pixel2.latency (ms)", text, StringComparison.Ordinal);
        Assert.Contains("where flops>0: 3 of 4 architectures", text, StringComparison.Ordinal);
        Assert.Contains("1 lack a number that would decide", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Ties_with_the_last_are_told()
    {
        JsonElement answer = Natsbench.Run("scan", _file, "--by", "latency", "--top", "1", "--json").Json();
        Assert.Equal("[1,2]", answer.GetProperty("ties").GetRawText());
        Assert.Equal(3, answer.GetProperty("ranked").GetInt32());
    }

    [Theory]
    [InlineData("--where: 'flops<12 and', character 13: it ends where a column", "--where", "flops<12 and")]
    [InlineData("--by: 'accuracy' is no quantity", "--by", "accuracy")]
    [InlineData("has no extra column 'help.pixel3.latency'; there are help.pixel2.latency; did you mean 'help.pixel2.latency'?", "--by", "help.pixel3.latency")]
    [InlineData("--columns: 'flops' is named twice", "--columns", "flops,flops")]
    [InlineData("--columns: '' is no quantity", "--columns", "flops,")]
    [InlineData("no dataset 'cifar11'", "--dataset", "cifar11")]
    [InlineData("no setting '200'", "--hp", "200")]
    [InlineData("no record has 'cifar100' under setting '90'", "--by", "cifar100:test")]
    [InlineData("after epoch 7", "--by", "valid@7")]
    public void What_is_wrong_is_said_in_one_line(string said, params string[] options) =>
        Assert.Contains(said, Natsbench.Run(["scan", _file, .. options]).Failed(1), StringComparison.Ordinal);
}
