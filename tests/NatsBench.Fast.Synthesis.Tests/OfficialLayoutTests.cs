using ICSharpCode.SharpZipLib.BZip2;
using NatsBench.Fast.Conversion.Export;
using NatsBench.Fast.Model;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Synthesis.Tests;

public class OfficialLayoutTests
{
    // A seed under which cell 11 was trained three times, as in the official archive.
    private const long Seed = 1;

    [Theory]
    [InlineData(SearchSpace.Topology, 11, "NATS-tss-v1_0-3ffb9-simple")]
    [InlineData(SearchSpace.Size, 0, "NATS-sss-v1_0-50262-simple")]
    [InlineData(SearchSpace.Size, 11, "NATS-sss-v1_0-50262-simple")]
    public void A_record_differs_from_the_official_one_in_its_numbers_alone(SearchSpace space, int index, string archive)
    {
        byte[] official = Decompress(SharedData.Require("data", archive, $"{index:D6}.pickle.pbz2"));
        byte[] synthetic = ArchivePickle.OfRecord(space, SyntheticSpace.Of(space).CreateRecord(index, Seed)).ToArray();
        BlankNumbers(official);
        BlankNumbers(synthetic);
        Assert.True(official.AsSpan().SequenceEqual(synthetic));
    }

    [Theory]
    [InlineData(SearchSpace.Topology, "NATS-tss-v1_0-3ffb9-simple")]
    [InlineData(SearchSpace.Size, "NATS-sss-v1_0-50262-simple")]
    public void The_list_of_architectures_has_the_official_bytes(SearchSpace space, string archive)
    {
        byte[] official = Decompress(SharedData.Require("data", archive, "meta.pickle.pbz2"));
        Assert.True(ArchivePickle.OfMeta(space, SyntheticSpace.Of(space).Architectures, mark: null).Span.SequenceEqual(official));
    }

    private static byte[] Decompress(string path)
    {
        using FileStream file = File.OpenRead(path);
        using var pickle = new MemoryStream();
        BZip2.Decompress(file, pickle, isStreamOwner: false);
        return pickle.ToArray();
    }

    // Walks the opcodes that occur in records and clears what floats and NumPy scalars hold.
    private static void BlankNumbers(Span<byte> pickle)
    {
        for (int i = 0; i < pickle.Length;)
        {
            byte opcode = pickle[i++];
            int length = opcode switch
            {
                (byte)'G' => 8,
                (byte)'C' or 0x8C => 1 + pickle[i],
                0x95 => 8,
                (byte)'J' or (byte)'j' => 4,
                (byte)'M' => 2,
                0x80 or (byte)'K' or (byte)'h' => 1,
                _ => 0,
            };
            if (opcode is (byte)'G' or (byte)'C')
                pickle.Slice(opcode == 'G' ? i : i + 1, 8).Clear();
            i += length;
        }
    }
}
