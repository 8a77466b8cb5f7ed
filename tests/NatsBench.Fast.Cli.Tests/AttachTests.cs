using System.Text.Json;
using NatsBench.Fast.Cli.Tests.Support;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Cli.Tests;

/// <summary>Tables that others published, attached from the command line.</summary>
public sealed class AttachTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _file;
    private readonly string _source;

    public AttachTests()
    {
        _file = _folder["sample.natsb"];
        _source = _folder["board.csv"];
        SampleFile.Write(_file);
        File.WriteAllText(_source, "architecture,latency_ms,energy_mj\n8:8:8:8:16,12.5,0.1\n8:8:8:8:8,3,\n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Columns_go_into_the_file_and_are_told()
    {
        string[] lines = Natsbench.Run("attach", _file, _source, "--json").Succeeded().TrimEnd('\n').Split('\n');
        Assert.Equal(["board.latency_ms", "board.energy_mj"], lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("name").GetString()));
        Assert.Equal(["latency_ms 2", "energy_mj 1"], lines.Select(line => JsonDocument.Parse(line).RootElement).Select(line => $"{line.GetProperty("name").GetString()![6..]} {line.GetProperty("present").GetInt32()}"));
        Assert.Equal(2, Natsbench.Run("tables", _file, "--json").Succeeded().Count(c => c == '\n'));
        Natsbench.Run("verify", _file).Succeeded();
    }

    [Fact]
    public void Columns_go_into_another_file_or_beside_and_leave_this_one_as_it_is()
    {
        byte[] before = File.ReadAllBytes(_file);
        Assert.Contains("2 extra columns more", Natsbench.Run("attach", _file, _source, "-o", _folder["more.natsb"], "--name", "lab").Succeeded(), StringComparison.Ordinal);
        Assert.Contains("lab.energy_mj", Natsbench.Run("tables", _folder["more.natsb"]).Succeeded(), StringComparison.Ordinal);
        Natsbench.Run("attach", _file, _source, "--beside").Succeeded();
        Assert.Equal(before, File.ReadAllBytes(_file));
        Assert.True(File.Exists($"{_file}.d/board.natsbx"));
        Assert.Contains("board.latency_ms", Natsbench.Run("tables", _file).Succeeded(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_attached_is_taken_out_again_and_the_file_is_what_it_was()
    {
        byte[] before = File.ReadAllBytes(_file);
        Natsbench.Run("attach", _file, _source).Succeeded();
        byte[] attached = File.ReadAllBytes(_file);
        Natsbench.Run("detach", _file, "board.energy_mj", "-o", _folder["one.natsb"], "--json").Succeeded();
        Assert.Equal("board.latency_ms", JsonDocument.Parse(Natsbench.Run("tables", _folder["one.natsb"], "--json").Succeeded()).RootElement.GetProperty("name").GetString());
        Assert.Contains("holds no extra column 'board.power'", Natsbench.Run("detach", _file, "board.power").Failed(1), StringComparison.Ordinal);
        Assert.Contains("begins with 'lab.'", Natsbench.Run("detach", _file, "lab.*").Failed(1), StringComparison.Ordinal);
        Assert.Contains("or give --all", Natsbench.Run("detach", _file).Failed(2), StringComparison.Ordinal);
        Assert.Contains("or give --all", Natsbench.Run("detach", _file, "board.energy_mj", "--all").Failed(2), StringComparison.Ordinal);
        Assert.Equal(attached, File.ReadAllBytes(_file));
        Natsbench.Run("detach", _file, "board.*").Succeeded();
        Assert.Equal(before, File.ReadAllBytes(_file));
        Assert.Contains("holds no extra columns", Natsbench.Run("detach", _file, "--all").Failed(1), StringComparison.Ordinal);
        Natsbench.Run("attach", _file, _source, "--beside").Succeeded();
        Assert.Contains("a file to remove", Natsbench.Run("detach", _file, "board.energy_mj").Failed(1), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_attached_is_told_in_one_line_and_leaves_everything_as_it_is()
    {
        byte[] before = File.ReadAllBytes(_file);
        File.WriteAllText(_folder["stranger.csv"], "architecture,latency_ms\n8:8:8:8:16,1\n8:8:8:8:24,1\n8:8:8:8:64,12.5\n");
        Assert.Contains("'8:8:8:8:64' in row 2", Natsbench.Run("attach", _file, _source, _folder["stranger.csv"]).Failed(1), StringComparison.Ordinal);
        Assert.Contains("given twice", Natsbench.Run("attach", _file, _source, _source).Failed(1), StringComparison.Ordinal);
        Assert.Contains("is read, and would be written over", Natsbench.Run("attach", _file, _source, "-o", _source).Failed(1), StringComparison.Ordinal);
        Assert.Contains("--beside", Natsbench.Run("attach", _file, _source, "-o", "x", "--beside").Failed(2), StringComparison.Ordinal);
        Assert.Contains("did you mean 'csv'?", Natsbench.Run("attach", _file, _source, "--format", "cvs").Failed(2), StringComparison.Ordinal);
        Assert.Contains("cannot be read", Natsbench.Run("attach", _file, _folder["none.csv"]).Failed(1), StringComparison.Ordinal);
        Natsbench.Run("attach", _file, _source).Succeeded();
        Assert.Contains("already", Natsbench.Run("attach", _file, _source).Failed(1), StringComparison.Ordinal);
        Natsbench.Run("attach", _file, _source, "--replace").Succeeded();
        Assert.NotEqual(before, File.ReadAllBytes(_file));
    }
}
