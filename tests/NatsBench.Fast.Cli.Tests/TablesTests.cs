using System.Text.Json;
using NatsBench.Fast.Attaching;
using NatsBench.Fast.Cli.Tests.Support;
using NatsBench.Fast.Model;
using NatsBench.Fast.Records;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Cli.Tests;

/// <summary>Extra columns on the command line: listed, and used by name.</summary>
public sealed class TablesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _file;

    public TablesTests()
    {
        _file = _folder["sample.natsb"];
        SampleFile.Write(_file);
        ExtraAttachment.Attach(_file, [new(Description("help.pixel2.latency", "ms", Direction.Minimise), new[] { 30, 0.1, 20, double.NaN })]);
        ExtraAttachment.Mount(_file, "zc", [new(Description("zc.cifar10.nwot", "", Direction.Maximise) with { Note = "one batch\u001b[2J" }, new[] { 1.5, 2, 3, 4 })]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void They_are_listed_one_a_line()
    {
        string[] lines = Natsbench.Run("tables", _file, "--json").Succeeded().TrimEnd('\n').Split('\n');
        Assert.Equal(2, lines.Length);
        JsonElement latency = JsonDocument.Parse(lines[0]).RootElement;
        Assert.Equal(
            """["help.pixel2.latency","latency","ms","lower","measured","","Pixel 2",3,0.1,20.0,30.0,"made-up.csv"]""",
            JsonSerializer.Serialize("name quantity unit direction kind dataset device present minimum median maximum source".Split(' ').Select(key => latency.GetProperty(key))));
        Assert.Equal(2.5, JsonDocument.Parse(lines[1]).RootElement.GetProperty("median").GetDouble());
        string text = Natsbench.Run("tables", _file).Succeeded();
        Assert.Contains("2 extra columns of 4 architectures", text, StringComparison.Ordinal);
        Assert.Contains("zc.natsbx", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', text);
    }

    [Fact]
    public void A_file_without_any_says_so()
    {
        SampleFile.Write(_folder["plain.natsb"]);
        Assert.Contains("0 extra columns", Natsbench.Run("tables", _folder["plain.natsb"]).Succeeded(), StringComparison.Ordinal);
        Assert.Empty(Natsbench.Run("tables", _folder["plain.natsb"], "--json").Succeeded());
    }

    [Fact]
    public void Best_keeps_limits_of_them_and_shows_them()
    {
        JsonElement all = Natsbench.Run("best", _file, "--dataset", "cifar10", "--set", "valid", "--top", "4", "--json").Json();
        int[] ranking = [.. all.GetProperty("top").EnumerateArray().Select(one => one.GetProperty("index").GetInt32())];
        JsonElement some = Natsbench.Run("best", _file, "--dataset", "cifar10", "--set", "valid", "--top", "4", "--max", "help.pixel2.latency=20", "--json").Json();
        Assert.Equal(ranking.Where(index => index is 1 or 2), some.GetProperty("top").EnumerateArray().Select(one => one.GetProperty("index").GetInt32()));
        Assert.Equal(some.GetProperty("best").GetProperty("index").GetInt32() == 1 ? 0.1 : 20, some.GetProperty("best").GetProperty("help.pixel2.latency").GetDouble());
        JsonElement where = Natsbench.Run("best", _file, "--dataset", "cifar10", "--set", "valid", "--top", "4", "--where", "help.pixel2.latency <= 20", "--json").Json();
        Assert.Equal(some.GetProperty("best").GetProperty("index").GetInt32(), where.GetProperty("best").GetProperty("index").GetInt32());
        Assert.Equal(some.GetProperty("top").GetArrayLength(), where.GetProperty("top").GetArrayLength());
        Assert.Contains("--where: ", Natsbench.Run("best", _file, "--dataset", "cifar10", "--set", "valid", "--where", "help.pixel2.latency <").Error, StringComparison.Ordinal);
        string text = Natsbench.Run("best", _file, "--dataset", "cifar10", "--set", "valid", "--min", "help.pixel2.latency=25").Succeeded();
        Assert.Contains("help.pixel2.latency at least 25 ms", text, StringComparison.Ordinal);
        Assert.Contains("30 ms", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Cost_shows_them()
    {
        JsonElement extra = Natsbench.Run("cost", _file, "2", "--json").Json().GetProperty("extra");
        Assert.Equal("""{"help.pixel2.latency":20.0,"zc.cifar10.nwot":3.0}""", extra.GetRawText());
        Assert.Contains("help.pixel2.latency", Natsbench.Run("cost", _file, "2").Succeeded(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_misspelt_one_is_refused_with_those_there_are()
    {
        Outcome outcome = Natsbench.Run("best", _file, "--dataset", "cifar10", "--set", "valid", "--max", "help.pixel3.latency=20");
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("did you mean 'help.pixel2.latency'?", outcome.Error, StringComparison.Ordinal);
        Assert.Single(outcome.Error.TrimEnd('\n').Split('\n'));
    }

    private static ExtraDescription Description(string name, string unit, Direction direction) => new()
    {
        Name = name,
        Quantity = name.Split('.')[^1],
        Unit = unit,
        Direction = direction,
        Device = name.StartsWith("help", StringComparison.Ordinal) ? "Pixel 2" : "",
        Kind = ExtraKind.Measured,
        SourceName = "made-up.csv",
    };
}
