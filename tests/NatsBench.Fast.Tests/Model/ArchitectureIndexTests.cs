using CsCheck;
using NatsBench.Fast.Model;
using NatsBench.Fast.Records;
using NatsBench.Fast.TestSupport;
using NatsBench.Fast.Writing;

namespace NatsBench.Fast.Tests.Model;

/// <summary>From cells, networks and many texts to indices: as from one text after the other.</summary>
public sealed class ArchitectureIndexTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_cell_has_the_index_of_its_text()
    {
        string[] texts = [.. TopologyOrder.Codes().Select(code => TopologyCell.FromCode(code).ToString())];
        using NatsBenchmark bench = Open(texts);
        for (int index = 0; index < texts.Length; index++)
        {
            Assert.Equal(index, bench.IndexOf(TopologyCell.Parse(texts[index])));
            Assert.Equal(index, bench.IndexOf(texts[index]));
        }
        Assert.False(bench.TryIndexOf(SizeNetwork.FromCode(0), out int none));
        Assert.Equal(-1, none);
        RefusedException refusal = Assert.Throws<RefusedException>(() => bench.IndexOf(SizeNetwork.FromCode(0)));
        Assert.Contains("'8:8:8:8:8' is not an architecture of", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_has_the_index_of_its_text_and_what_is_not_listed_has_none()
    {
        // Out of order, one twice, and one that is no canonical text.
        using NatsBenchmark bench = Open(["8:8:8:8:64", "8:8:8:8:8", "08:8:8:8:8", "8:8:8:8:64"]);
        for (int code = 0; code < SizeNetwork.Count; code++)
        {
            SizeNetwork network = SizeNetwork.FromCode(code);
            bool isListed = bench.TryIndexOf(network.ToString(), out int expected);
            Assert.Equal((isListed, expected), (bench.TryIndexOf(network, out int index), index));
        }
        Assert.Equal((1, 0), (bench.IndexOf(SizeNetwork.FromCode(0)), bench.IndexOf(SizeNetwork.FromCode(7))));
        Assert.Throws<RefusedException>(() => bench.IndexOf(SizeNetwork.FromCode(1)));
        Assert.Throws<RefusedException>(() => bench.IndexOf(default(TopologyCell)));
    }

    [Fact]
    public void Many_texts_have_the_indices_of_each()
    {
        using NatsBenchmark bench = Open(["8:8:8:8:64", "8:8:8:8:8", "other"]);
        string[] words = ["8:8:8:8:64", "8:8:8:8:8", "other", "8:8:8:8:16", "", null!];
        Gen.Int[0, words.Length - 1].Array[0, 20].Sample(drawn =>
        {
            string[] texts = [.. drawn.Select(word => words[word])];
            int[] expected = [.. texts.Select(text => bench.TryIndexOf(text, out int index) ? index : -1)];
            int[] indices = [.. texts.Select(_ => 77)];
            Assert.Equal(!expected.Contains(-1), bench.TryIndicesOf(texts, indices));
            Assert.Equal(expected, indices);
            RefusedException? refusal = Record.Exception(() => bench.IndicesOf(texts, indices)) as RefusedException;
            Assert.Equal(expected.Contains(-1), refusal is not null);
            if (Array.IndexOf(expected, -1) is >= 0 and var place)
                Assert.Contains($"'{texts[place]}', text {place} of {texts.Length}, is not an architecture of", refusal!.Message, StringComparison.Ordinal);
        });
        Assert.Throws<ArgumentException>(() => bench.TryIndicesOf(["other"], new int[2]));
        Assert.Throws<ArgumentException>(() => bench.IndicesOf(["other", "other"], new int[1]));
    }

    private NatsBenchmark Open(string[] texts)
    {
        using (NatsBenchWriter writer = NatsBenchWriter.Create(_folder["a.natsb"]))
            writer.Complete(texts, new Provenance { SourceName = "index", SourceKind = "simple-directory", Tool = "tests" });
        return NatsBenchmark.Open(_folder["a.natsb"]);
    }
}
