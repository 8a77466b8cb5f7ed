using NatsBench.Fast.Conversion.Bzip2;

namespace NatsBench.Fast.Conversion.Tests.Bzip2;

/// <summary>Apart from all other tests, whose memory would be counted too.</summary>
[CollectionDefinition(DisableParallelization = true)]
[Collection(typeof(NativeMemoryTests))]
public sealed class NativeMemoryTests
{
    [Fact]
    public void Streams_left_in_the_middle_give_their_memory_back()
    {
        Bzip2Library library = NativeBzip2Tests.OfSystem();
        byte[] compressed = Bzip2Tests.Compress(Bzip2Tests.Plain(100_000));
        byte[] buffer = new byte[100];
        long before = Environment.WorkingSet;
        for (int i = 0; i < 400; i++)
        {
            using var stream = new Bzip2Stream(new CompressedInput(compressed, compressed.Length), "x.pbz2", library);
            Assert.Equal(buffer.Length, stream.Read(buffer, 0, buffer.Length));
        }
        // Each takes half a megabyte.
        Assert.True(Environment.WorkingSet - before < 100 << 20);
    }
}
