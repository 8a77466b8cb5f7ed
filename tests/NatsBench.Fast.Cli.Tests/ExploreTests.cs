using System.Text.Json;
using NatsBench.Fast.Attaching;
using NatsBench.Fast.Cli.Tests.Support;
using NatsBench.Fast.Model;
using NatsBench.Fast.Records;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Cli.Tests;

/// <summary><c>natsbench pareto</c>, <c>correlate</c>, <c>hist</c> and <c>export</c> from end to end.</summary>
public sealed class ExploreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _file;

    public ExploreTests()
    {
        _file = _folder["sample.natsb"];
        SampleFile.Write(_file);
        ExtraAttachment.Attach(_file, [new(new ExtraDescription
        {
            Name = "help.pixel2.latency", Quantity = "latency", Unit = "ms", Direction = Direction.Minimise, Kind = ExtraKind.Measured, SourceName = "made-up.csv",
        }, new[] { 30, 0.5, 20, double.NaN })]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_front_names_units_directions_and_reference()
    {
        JsonElement answer = Natsbench.Run("pareto", _file, "--objectives", "valid,help.pixel2.latency", "--json").Json();
        Assert.Equal("[2,1]", JsonSerializer.Serialize(answer.GetProperty("front").EnumerateArray().Select(one => one.GetProperty("index").GetInt32())));
        // 51 % down to the worst of 30 ms, and 10 % more from 20 ms on.
        Assert.Equal(51 * 29.5 + 10 * 10, answer.GetProperty("hypervolume").GetDouble(), 1e-9);
        Assert.Equal("% · ms", answer.GetProperty("hypervolume_unit").GetString());
        Assert.Equal(
            """{"name":"help.pixel2.latency","unit":"ms","direction":"lower","reference":30.0}""", answer.GetProperty("objectives")[1].GetRawText());
        string text = Natsbench.Run("pareto", _file, "--objectives", "valid,help.pixel2.latency", "--where", "flops<12").Succeeded();
        Assert.Contains("1 architectures that no other dominates in valid, help.pixel2.latency", text, StringComparison.Ordinal);
        Assert.Contains("the better: valid the higher, help.pixel2.latency the lower", text, StringComparison.Ordinal);
        Assert.Contains("% · ms, reference point valid 0 %, help.pixel2.latency 30 ms", text, StringComparison.Ordinal);
        Assert.Equal(
            51 * (40 - 0.5),
            Natsbench.Run("pareto", _file, "--objectives", "valid,help.pixel2.latency", "--where", "flops<12", "--reference", "0,40", "--json").Json().GetProperty("hypervolume").GetDouble(), 1e-9);
    }

    [Fact]
    public void Correlations_are_of_those_that_have_both()
    {
        JsonElement answer = Natsbench.Run("correlate", _file, "help.pixel2.latency", "valid", "--k", "1,2,9", "--json").Json();
        Assert.Equal(
            """["help.pixel2.latency","valid",3,-0.5,-0.33333333333333337]""",
            JsonSerializer.Serialize("a b pairs spearman kendall".Split(' ').Select(name => answer.GetProperty(name))));
        Assert.Equal("""[{"k":1,"precision":0.0},{"k":2,"precision":1.0}]""", answer.GetProperty("precision").GetRawText());
        string text = Natsbench.Run("correlate", _file, "flops", "valid").Succeeded();
        Assert.Contains("flops (M) and valid (%) of 3 architectures", text, StringComparison.Ordinal);
        Assert.Contains("1 have not both", text, StringComparison.Ordinal);
        // A constant has no correlation: a dash, and null.
        Assert.Equal(JsonValueKind.Null, Natsbench.Run("correlate", _file, "latency", "valid", "--json").Json().GetProperty("kendall").ValueKind);
    }

    [Fact]
    public void A_histogram_counts_every_value()
    {
        JsonElement answer = Natsbench.Run("hist", _file, "valid", "--bins", "2", "--json").Json();
        Assert.Equal("[41,51,61]", answer.GetProperty("edges").GetRawText());
        Assert.Equal("[1,2]", answer.GetProperty("counts").GetRawText());
        Assert.Equal(51, answer.GetProperty("median").GetDouble());
        string text = Natsbench.Run("hist", _file, "valid", "--bins", "2").Succeeded();
        Assert.Contains("51 |######################################## 2", text, StringComparison.Ordinal);
        Assert.Contains("0 architectures", Natsbench.Run("hist", _file, "valid", "--where", "flops>100").Succeeded(), StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_are_exported_under_their_names_with_every_digit()
    {
        JsonElement answer = Natsbench.Run(
            "export", _file, "--columns", "valid,help.pixel2.latency,valid-loss", "--csv", _folder["a.csv"], "--parquet", _folder["a.parquet"], "--json").Json();
        Assert.Equal(4, answer.GetProperty("rows").GetInt32());
        // 0.1 + 0.2 is what the file holds.
        Assert.Equal(
            """
            index,architecture,valid,help.pixel2.latency,valid-loss
            0,8:8:8:8:8,41,30,0.30000000000000004
            1,8:8:8:8:16,51,0.5,0.30000000000000004
            2,8:8:8:8:24,61,20,0.30000000000000004
            3,8:8:8:8:32,,,

            """.ReplaceLineEndings("\n"),
            File.ReadAllText(_folder["a.csv"]));
        Assert.Equal("PAR1"u8.ToArray(), File.ReadAllBytes(_folder["a.parquet"])[..4]);
        Natsbench.Run("export", _file, "--columns", "valid", "--where", "help.pixel2.latency<25", "--csv", _folder["a.csv"]).Succeeded();
        Assert.Equal("index,architecture,valid\n1,8:8:8:8:16,51\n2,8:8:8:8:24,61\n", File.ReadAllText(_folder["a.csv"]));
        SampleFile.Write(_folder["made.natsb"], synthetic: "made-up 1");
        Natsbench.Run("export", _folder["made.natsb"], "--columns", "flops", "--csv", _folder["made.csv"]).Succeeded();
        Assert.StartsWith("index,architecture,flops,synthetic\n0,8:8:8:8:8,10,made-up 1\n", File.ReadAllText(_folder["made.csv"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("scan", "--columns", "flops")]
    [InlineData("pareto", "--objectives", "valid,flops")]
    [InlineData("correlate", "flops", "valid")]
    [InlineData("hist", "valid")]
    public void Pictures_are_drawn_as_SVG_or_PNG(string command, params string[] rest)
    {
        string text = Natsbench.Run([command, _file, .. rest, "--plot", _folder["p.svg"]]).Succeeded();
        Assert.Contains($"picture: {_folder["p.svg"]}", text, StringComparison.Ordinal);
        Assert.Contains("<svg ", File.ReadAllText(_folder["p.svg"]), StringComparison.Ordinal);
        Natsbench.Run([command, _file, .. rest, "--plot", _folder["p.png"], "--json"]).Succeeded();
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(_folder["p.png"])[..4]);
    }

    [Theory]
    [InlineData("ends with neither .svg nor .png", 1, "correlate", "flops", "valid", "--plot", "p.gif")]
    [InlineData("one objective makes no picture", 1, "pareto", "--objectives", "valid", "--plot", "p.svg")]
    [InlineData("the picture wants a column beside valid", 1, "scan", "--plot", "p.svg")]
    [InlineData("there is nothing to draw", 1, "hist", "valid", "--where", "flops>100", "--plot", "p.svg")]
    [InlineData("name a file to write: --csv or --parquet", 2, "export", "--columns", "valid")]
    [InlineData("--csv and --parquet name one file", 2, "export", "--columns", "valid", "--csv", "x", "--parquet", "x")]
    [InlineData("is read, and would be written over", 1, "export", "--columns", "valid", "--csv", "sample.natsb")]
    public void What_cannot_be_written_is_said(string said, int exitCode, string command, params string[] rest)
    {
        string[] named = [.. rest.Select(word => word is "p.gif" or "p.svg" or "x" or "sample.natsb" ? _folder[word] : word)];
        Assert.Contains(said, Natsbench.Run([command, _file, .. named]).Failed(exitCode), StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["p.svg"]));
    }

    [Theory]
    [InlineData("--objectives: 'valid' is named twice", "pareto", "--objectives", "valid,valid")]
    [InlineData("--reference: a reference point of valid-accuracy, flops has 2 numbers, not 1", "pareto", "--objectives", "valid,flops", "--reference", "1")]
    [InlineData("--reference: '1.5.2' is not a number", "pareto", "--reference", "1.5.2,3")]
    [InlineData("--k: 0 is below 1", "correlate", "valid", "test", "--k", "0")]
    [InlineData("A: 'accuracy' is no quantity", "correlate", "accuracy", "test")]
    [InlineData("COLUMN: 'cifar10:help.x': an extra", "hist", "cifar10:help.x")]
    public void What_is_wrong_is_said_in_one_line(string said, string command, params string[] rest) =>
        Assert.Contains(said, Natsbench.Run([command, _file, .. rest]).Failed(1), StringComparison.Ordinal);
}
