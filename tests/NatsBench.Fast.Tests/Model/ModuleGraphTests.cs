using System.Security.Cryptography;
using System.Text;
using CsCheck;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Tests.Model;

public class ModuleGraphTests
{
    // The first record of the original file, and the hash that it states.
    private const string RealMatrix = "0100110001000000010010000010000001000000010000000";
    private const string RealOperations = "input,conv3x3-bn-relu,maxpool3x3,conv3x3-bn-relu,conv3x3-bn-relu,conv1x1-bn-relu,output";
    private const string RealHash = "00005c142e6f48ac74fdcf73e3439874";

    private static Gen<ModuleGraph> AnyModule { get; } =
        from vertices in Gen.Int[2, ModuleGraph.MaxVertices]
        from edges in Gen.UInt
        from operations in Gen.Int[0, 2].Array[vertices - 2]
        select Module(vertices, edges, operations);

    [Fact]
    public void The_real_record_has_the_hash_that_it_states()
    {
        ModuleGraph module = ModuleGraph.Parse(RealMatrix, RealOperations);
        Assert.Equal(RealHash, module.Hash().ToString());
        Assert.Equal(7, module.Vertices);
        Assert.Equal(9, module.Edges);
        Assert.True(module.IsPruned);
        Assert.Equal($"{RealMatrix}:{RealOperations}", module.ToString());
        Assert.Equal(module, ModuleGraph.Parse(module.ToString()));
        Assert.True(ModuleHash.TryParse(RealHash, out ModuleHash hash));
        Assert.Equal(module.Hash(), hash);
    }

    [Fact]
    public void Hashes_by_lanes_are_those_by_the_original_definition() => AnyModule.Sample(module =>
    {
        string expected = OriginalHash(module);
        Assert.Equal(expected, ModuleHashing.Of(module).ToString());
        Assert.Equal(expected, ModuleHashing.Plain(module).ToString());
    }, iter: 300);

    [Fact]
    public void Hashes_of_many_modules_are_those_of_each() => AnyModule.Array[0, 200].Sample(modules =>
    {
        var hashes = new ModuleHash[modules.Length];
        ModuleHashing.Of(modules, hashes);
        Assert.Equal([.. modules.Select(ModuleHashing.Plain)], hashes);
    }, iter: 40);

    [Fact]
    public void Lanes_digest_messages_of_any_length_as_the_runtime_does() => Gen.Byte.Array[0, 300].Array[Md5Lanes.Count].Sample(messages =>
    {
        const int part = 384;
        byte[] all = new byte[Md5Lanes.Count * part], digests = new byte[Md5Lanes.Count * 16];
        int[] blocks = new int[Md5Lanes.Count];
        for (int lane = 0; lane < messages.Length; lane++)
        {
            messages[lane].CopyTo(all, lane * part);
            blocks[lane] = Md5Lanes.Pad(all.AsSpan(lane * part, part), messages[lane].Length);
        }
        Md5Lanes.Hash(all, blocks, digests);
        for (int lane = 0; lane < messages.Length; lane++)
            Assert.Equal(CryptographicOperations.HashData(HashAlgorithmName.MD5, messages[lane]), digests[(lane * 16)..(lane * 16 + 16)]);
    }, iter: 100);

    [Fact]
    public void Isomorphic_modules_share_a_hash()
    {
        ModuleGraph one = ModuleGraph.Parse("0110000100010000:input,conv3x3-bn-relu,maxpool3x3,output");
        ModuleGraph other = ModuleGraph.Parse("0110000100010000:input,maxpool3x3,conv3x3-bn-relu,output");
        Assert.NotEqual(one, other);
        Assert.Equal(one.Hash(), other.Hash());
    }

    [Fact]
    public void Vertices_on_no_path_are_pruned()
    {
        // Vertex 1 leads nowhere, vertex 2 comes from nowhere, vertex 3 is on a path.
        ModuleGraph module = ModuleGraph.Parse(
            "[[0,1,0,1,0],[0,0,0,0,0],[0,0,0,0,1],[0,0,0,0,1],[0,0,0,0,0]]", "input,conv3x3-bn-relu,conv1x1-bn-relu,maxpool3x3,output");
        Assert.True(module.TryPrune(out ModuleGraph pruned));
        Assert.Equal("010001000:input,maxpool3x3,output", pruned.ToString());
        Assert.False(module.IsPruned);
        Assert.False(ModuleGraph.Parse("0000:input,output").TryPrune(out _));
    }

    [Fact]
    public void Pruning_keeps_what_is_on_paths_and_nothing_else() => AnyModule.Sample(module =>
    {
        if (!module.TryPrune(out ModuleGraph pruned))
            return;
        Assert.True(pruned.IsPruned);
        Assert.True(pruned.Edges <= module.Edges);
        Assert.Equal(module.IsPruned, pruned == module);
    }, iter: 1000);

    [Fact]
    public void Codes_and_texts_lead_back() => AnyModule.Sample(module =>
    {
        Assert.True(ModuleGraph.TryFromCode(module.Code, out ModuleGraph again));
        Assert.Equal(module, again);
        Assert.Equal(module, ModuleGraph.Parse(module.ToString()));
    }, iter: 1000);

    [Fact]
    public void Codes_that_are_none_of_a_module_are_refused()
    {
        foreach (long code in (long[])[0, 1, -1, 1L << 31, 8L << 31, long.MaxValue])
            Assert.False(ModuleGraph.TryFromCode(code, out _));
        // A third operation that does not exist, and an edge of a vertex that is not there.
        long three = ModuleGraph.Parse("010001000:input,maxpool3x3,output").Code;
        Assert.True(ModuleGraph.TryFromCode(three, out _));
        Assert.False(ModuleGraph.TryFromCode(three | 3L << 21, out _));
        Assert.False(ModuleGraph.TryFromCode(three | 1L << 20, out _));
    }

    [Theory]
    [InlineData("000", "input,output", "not square")]
    [InlineData("0", "input", "1 vertices")]
    [InlineData("0110", "input,output", "not upper triangular")]
    [InlineData("1100", "input,output", "not upper triangular")]
    [InlineData("0200", "input,output", "other digits")]
    [InlineData("0100", "input,output,output", "more operations")]
    [InlineData("010001000", "input,output", "2 operations|'output'; there are")]
    [InlineData("010001000", "input,conv5x5,output", "'conv5x5'; there are conv3x3-bn-relu, conv1x1-bn-relu, maxpool3x3")]
    [InlineData("010001000", "maxpool3x3,maxpool3x3,output", "'input' belongs")]
    [InlineData("010001000", "input,maxpool3x3,input", "'output' belongs")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", "input,output", "8 vertices")]
    public void What_is_no_module_is_refused(string matrix, string operations, string why)
    {
        string message = Assert.Throws<NatsBenchException>(() => ModuleGraph.Parse(matrix, operations)).Message;
        Assert.Contains(why.Split('|'), part => message.Contains(part, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("00005C142e6f48ac74fdcf73e3439874")]
    [InlineData("00005c142e6f48ac74fdcf73e343987")]
    [InlineData("00005c142e6f48ac74fdcf73e34398744")]
    [InlineData("g0005c142e6f48ac74fdcf73e3439874")]
    [InlineData("")]
    public void Other_texts_are_no_hash(string text) => Assert.False(ModuleHash.TryParse(text, out _));

    [Fact]
    public void Hashes_are_in_the_order_of_their_texts() => Gen.Select(Gen.ULong, Gen.ULong).Array[2].Sample(parts =>
    {
        ModuleHash[] hashes = [.. parts.Select(part => new ModuleHash(new UInt128(part.Item1, part.Item2)))];
        Assert.Equal(
            int.Sign(string.CompareOrdinal(hashes[0].ToString(), hashes[1].ToString())), int.Sign(hashes[0].CompareTo(hashes[1])));
    });

    private static ModuleGraph Module(int vertices, uint edges, int[] operations)
    {
        byte[] targets = new byte[vertices];
        for (int from = 0, bit = 0; from < vertices; from++)
            for (int to = from + 1; to < vertices; to++, bit++)
                targets[from] |= (byte)(((edges >> bit) & 1) << to);
        return ModuleGraph.Create(vertices, targets, [.. operations.Select(operation => (ModuleOperation)operation)]);
    }

    // graph_util.hash_module, in its own words.
    private static string OriginalHash(ModuleGraph module)
    {
        int count = module.Vertices;
        int[] all = [.. Enumerable.Range(0, count)];
        int Label(int vertex) => vertex == 0 ? -1 : vertex == count - 1 ? -2 : (int)module.Operation(vertex);
        string[] hashes = [.. all.Select(vertex =>
            Md5($"({all.Count(to => module.HasEdge(vertex, to))}, {all.Count(from => module.HasEdge(from, vertex))}, {Label(vertex)})"))];
        for (int round = 0; round < count; round++)
        {
            string[] before = hashes;
            hashes = [.. all.Select(vertex => Md5(
                Joined(all.Where(from => module.HasEdge(from, vertex))) + "|" + Joined(all.Where(to => module.HasEdge(vertex, to))) + "|" + before[vertex]))];

            string Joined(IEnumerable<int> vertices) => string.Concat(vertices.Select(vertex => before[vertex]).Order(StringComparer.Ordinal));
        }
        return Md5($"[{string.Join(", ", hashes.Order(StringComparer.Ordinal).Select(hash => $"'{hash}'"))}]");
    }

    private static string Md5(string text) => Convert.ToHexStringLower(CryptographicOperations.HashData(HashAlgorithmName.MD5, Encoding.UTF8.GetBytes(text)));
}
