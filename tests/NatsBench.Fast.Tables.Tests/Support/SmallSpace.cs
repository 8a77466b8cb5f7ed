using NatsBench.Fast.Model;
using NatsBench.Fast.Records;
using NatsBench.Fast.Tables.Keys;
using NatsBench.Fast.TestSupport;
using NatsBench.Fast.Writing;

namespace NatsBench.Fast.Tables.Tests.Support;

/// <summary>The first twelve cells of the topology space as a benchmark of their own, one of them, 10, without a path from input to output.</summary>
internal sealed class SmallSpace : IDisposable
{
    public const int Count = 12;
    public const int Disconnected = 10;

    private readonly TemporaryFolder _folder = new();

    public SmallSpace()
    {
        Cells = [.. TopologyOrder.Codes().Take(Count).Select(TopologyCell.FromCode)];
        using (NatsBenchWriter writer = NatsBenchWriter.Create(Path))
        {
            writer.Add(new ArchitectureRecord(1, Cells[1].ToString(), [new SettingRecord("200", [], WeightsCleared: true)]));
            writer.Complete(Cells.Select(cell => cell.ToString()).ToArray(), new Provenance { SourceName = "first", SourceKind = "simple-directory", Tool = "tests" });
        }
        Benchmark = NatsBenchmark.Open(Path);
        Keys = new ArchitectureKeys(Benchmark);
    }

    public TopologyCell[] Cells { get; }

    public string Path => _folder["first.natsb"];

    public NatsBenchmark Benchmark { get; }

    public ArchitectureKeys Keys { get; }

    /// <summary>Full path of a name beside the benchmark.</summary>
    public string this[string name] => _folder[name];

    /// <summary>Reads a source of some bytes.</summary>
    public IReadOnlyList<JoinedColumn> Read(string name, byte[] bytes, TableOptions? options = null)
    {
        File.WriteAllBytes(_folder[name], bytes);
        return ExtraTables.Read(Keys, _folder[name], options ?? new TableOptions());
    }

    /// <summary>Reads a source of some text.</summary>
    public IReadOnlyList<JoinedColumn> Read(string name, string text, TableOptions? options = null) => Read(name, System.Text.Encoding.UTF8.GetBytes(text), options);

    /// <summary>The message with which a source is refused.</summary>
    public string Refusal(string name, byte[] bytes, TableOptions? options = null)
    {
        string message = Assert.ThrowsAny<NatsBenchException>(() => Read(name, bytes, options)).Message;
        Assert.StartsWith(_folder[name], message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
        return message;
    }

    /// <summary>The message with which a source is refused.</summary>
    public string Refusal(string name, string text, TableOptions? options = null) => Refusal(name, System.Text.Encoding.UTF8.GetBytes(text), options);

    public void Dispose()
    {
        Benchmark.Dispose();
        _folder.Dispose();
    }
}
