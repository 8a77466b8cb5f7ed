using System.Runtime.InteropServices;
using System.Text;
using CsCheck;
using NatsBench.Fast.Inference.Arrays;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Inference.Tests.Arrays;

public sealed class NpyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Any_array_of_single_precision_comes_back() => Gen.Select(Gen.Long[0, 4].Array[0, 5], Gen.Float.Array[4 * 4 * 4 * 4 * 4]).Sample((shape, numbers) =>
    {
        float[] elements = numbers[..(int)shape.Aggregate(1L, (count, side) => count * side)];
        Write(_folder["a.npy"], shape, elements);
        using NpyReader reader = NpyReader.Open(_folder["a.npy"]);
        float[] read = new float[elements.Length];
        reader.Read(read);
        Assert.Equal(NpyType.F32, reader.Type);
        Assert.Equal(shape, reader.Shape);
        Assert.Equal(MemoryMarshal.Cast<float, int>(elements), MemoryMarshal.Cast<float, int>(read));
    }, iter: 50, threads: 1);

    [Fact]
    public void Bytes_come_back_in_pieces()
    {
        byte[] elements = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];
        using (NpyWriter writer = new(_folder["b.npy"], NpyType.U8, [2, 128]))
        {
            writer.Write(elements.AsSpan(0, 100));
            writer.Write(elements.AsSpan(100));
            writer.Commit();
        }
        using NpyReader reader = NpyReader.Open(_folder["b.npy"]);
        byte[] read = new byte[256];
        reader.Read(read.AsSpan(0, 1));
        reader.Read(read.AsSpan(1));
        Assert.Equal(elements, read);
        Assert.Throws<NatsBenchException>(() => reader.Read(read.AsSpan(0, 1)));
    }

    [Theory]
    [InlineData("a", new long[] { }, "{'descr': '<f4', 'fortran_order': False, 'shape': (), }")]
    [InlineData("b", new long[] { 3 }, "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }")]
    [InlineData("c", new long[] { 1, 2, 3 }, "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2, 3), }")]
    public void Headers_are_those_that_NumPy_writes(string name, long[] shape, string dictionary)
    {
        Write(_folder[name], shape, new float[shape.Aggregate(1L, (count, side) => count * side)]);
        byte[] file = File.ReadAllBytes(_folder[name]);
        // NumPy fills with spaces so that the elements begin at a multiple of 64, and ends with a line feed.
        Assert.Equal([0x93, .. "NUMPY"u8, 1, 0, 118, 0], file[..10]);
        Assert.Equal(dictionary.PadRight(117) + "\n", Encoding.ASCII.GetString(file, 10, 118));
    }

    [Theory]
    [InlineData(1, "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }")]
    [InlineData(2, "{'shape': (1,), 'fortran_order': False, 'descr': '<f4'}")]
    [InlineData(3, """  { "descr" : "<f4" , "fortran_order":False,"shape":( 1 , ) } """)]
    [InlineData(1, "{'descr': '<f4', 'fortran_order': True, 'shape': (1,)}")]
    public void Headers_of_all_versions_are_read(int version, string dictionary)
    {
        WriteRaw(version, dictionary, 4);
        using NpyReader reader = NpyReader.Open(_folder["raw.npy"]);
        Assert.Equal([1], reader.Shape);
    }

    [Theory]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (1,)}", "'<f8'")]
    [InlineData("{'descr': '>f4', 'fortran_order': False, 'shape': (1,)}", "astype('<f4')")]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (1,)}", "'|O'")]
    [InlineData("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,)}", "several fields")]
    [InlineData("{'descr': '<f4', 'fortran_order': True, 'shape': (1, 1)}", "ascontiguousarray")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,)}", "needs 8")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (0,)}", "needs 0")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1)}", "not have written")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}", "not have written")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296)}", "no array has it")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (0, 9223372036854775807, 9223372036854775807)}", "needs 0")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)}", "not have written")]
    [InlineData("{'descr': '<f4', 'fortran_order': False}", "not have written")]
    [InlineData("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (1,)}", "not have written")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'more': 1}", "not have written")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,)} or exit()", "not have written")]
    [InlineData("{'descr': '<f4', 'fortran_order': maybe, 'shape': (1,)}", "not have written")]
    [InlineData("{'descr': '<f4'", "not have written")]
    [InlineData("", "not have written")]
    public void Other_headers_are_refused_in_one_line(string dictionary, string word)
    {
        WriteRaw(1, dictionary, 4);
        NatsBenchException e = Assert.Throws<NatsBenchException>(() => NpyReader.Open(_folder["raw.npy"]));
        Assert.StartsWith(_folder["raw.npy"], e.Message, StringComparison.Ordinal);
        Assert.Contains(word, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
    }

    [Fact]
    public void A_file_that_is_cut_anywhere_is_refused()
    {
        Write(_folder["whole.npy"], [2, 3], new float[6]);
        byte[] whole = File.ReadAllBytes(_folder["whole.npy"]);
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(_folder["cut.npy"], whole[..length]);
            Assert.Throws<NatsBenchException>(() => NpyReader.Open(_folder["cut.npy"]));
        }
        File.WriteAllBytes(_folder["long.npy"], [.. whole, 0]);
        Assert.Throws<NatsBenchException>(() => NpyReader.Open(_folder["long.npy"]));
    }

    [Fact]
    public void Whatever_byte_is_altered_a_header_is_read_or_refused()
    {
        Write(_folder["whole.npy"], [2, 3], new float[6]);
        byte[] whole = File.ReadAllBytes(_folder["whole.npy"]);
        for (int i = 0; i < 128; i++)
            for (int value = 1; value < 256; value += 3)
            {
                byte[] altered = [.. whole];
                altered[i] ^= (byte)value;
                using MemoryStream stream = new(altered);
                if (NpyHeader.Read(stream, out NpyHeader header) is null)
                    Assert.True(header.Count >= 0);
            }
    }

    [Fact]
    public void A_header_that_claims_gigabytes_is_refused_before_memory_is_taken()
    {
        File.WriteAllBytes(_folder["raw.npy"], [0x93, .. "NUMPY"u8, 2, 0, 0xff, 0xff, 0xff, 0x7f, 0, 0]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("the most", Assert.Throws<NatsBenchException>(() => NpyReader.Open(_folder["raw.npy"])).Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void What_is_not_committed_leaves_nothing()
    {
        using (NpyWriter writer = new(_folder["a.npy"], NpyType.F32, [2]))
        {
            writer.Write([1f]);
            Assert.Throws<InvalidOperationException>(writer.Commit);
            Assert.Throws<InvalidOperationException>(() => writer.Write([(byte)1]));
        }
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_folder_or_a_missing_file_is_refused()
    {
        Assert.Throws<NatsBenchException>(() => NpyReader.Open(_folder.Path));
        Assert.Throws<FileNotFoundException>(() => NpyReader.Open(_folder["absent.npy"]));
    }

    private static void Write(string path, long[] shape, float[] elements)
    {
        using NpyWriter writer = new(path, NpyType.F32, shape);
        writer.Write(elements);
        writer.Commit();
    }

    private void WriteRaw(int version, string dictionary, int bytes)
    {
        byte[] text = Encoding.UTF8.GetBytes(dictionary);
        byte[] length = version == 1 ? BitConverter.GetBytes((ushort)text.Length) : BitConverter.GetBytes(text.Length);
        File.WriteAllBytes(_folder["raw.npy"], [0x93, .. "NUMPY"u8, (byte)version, 0, .. length, .. text, .. new byte[bytes]]);
    }
}
