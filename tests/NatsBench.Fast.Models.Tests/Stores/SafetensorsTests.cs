using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NatsBench.Fast.Models.Stores;
using NatsBench.Fast.Models.Weights;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Models.Tests.Stores;

/// <summary>Safetensors files, written and read: ours, others', and hostile ones.</summary>
public sealed class SafetensorsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder["a.safetensors"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_is_read_with_its_texts_in_its_order()
    {
        Dictionary<string, string> metadata = new() { ["architecture"] = "284", ["note"] = "\"quoted\"\n|ä~0|" };
        SafetensorsFile.Write(Path, SampleTensors.Set(), metadata);
        SafetensorsFile file = SafetensorsFile.Read(Path);
        Assert.Equal(SampleTensors.Shown(SampleTensors.Set()), SampleTensors.Shown(file.Tensors));
        Assert.Equal(metadata, file.Metadata);
        byte[] first = File.ReadAllBytes(Path);
        SafetensorsFile.Write(Path, file.Tensors, file.Metadata);
        Assert.Equal(first, File.ReadAllBytes(Path));
        SafetensorsFile.Write(Path, new TensorSet([]));
        Assert.Empty(SafetensorsFile.Read(Path).Tensors.Tensors);
        Assert.Empty(SafetensorsFile.Read(Path).Metadata);
    }

    [Fact]
    public void More_numbers_than_a_network_has_are_refused_before_memory_is_taken()
    {
        // Two gigabytes and a half of zeros, which take no room on the disk.
        byte[] header = Encoding.UTF8.GetBytes("""
            {"a": {"dtype": "F64", "shape": [160000000], "data_offsets": [0, 1280000000]}, "b": {"dtype": "F64", "shape": [160000000], "data_offsets": [1280000000, 2560000000]}}
            """);
        using (FileStream file = File.Create(Path))
        {
            byte[] length = new byte[sizeof(long)];
            BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
            file.Write(length);
            file.Write(header);
            file.SetLength(file.Position + 2_560_000_000);
        }
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("holds 2441 MiB of numbers", Assert.Throws<NatsBenchException>(() => SafetensorsFile.Read(Path)).Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Numbers_begin_at_multiples_of_their_size()
    {
        SafetensorsFile.Write(Path, SampleTensors.Set(), new Dictionary<string, string> { ["a"] = "b" });
        byte[] bytes = File.ReadAllBytes(Path);
        long header = BinaryPrimitives.ReadInt64LittleEndian(bytes);
        Assert.Equal(0, header % 8);
        using JsonDocument document = JsonDocument.Parse(bytes.AsMemory(8, (int)header));
        foreach (JsonProperty tensor in document.RootElement.EnumerateObject().Where(property => property.Name != "__metadata__"))
            Assert.Equal(0, tensor.Value.GetProperty("data_offsets")[0].GetInt64() % (tensor.Value.GetProperty("dtype").GetString() == "F32" ? 4 : 8));
    }

    // SHA-256 over name, line feed and numbers of each tensor by name, as Python's json and struct read them.
    [Theory]
    [InlineData("tss-init.safetensors", 107, "edb54b86")]
    [InlineData("sss-init.safetensors", 63, "48e5411c")]
    [InlineData("darts-v1.safetensors", 144, "c2494fd4")]
    [InlineData("data-check.safetensors", 8, "4ebc7e82")]
    public void Files_of_the_original_library_are_read_bit_for_bit(string name, int count, string sha256)
    {
        SafetensorsFile file = SafetensorsFile.Read(SharedData.Require("golden", "oneshot", name));
        Assert.Equal(count, file.Tensors.Tensors.Count);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Tensor tensor in file.Tensors.Tensors.OrderBy(tensor => tensor.Name, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(tensor.Name + "\n"));
            hash.AppendData(tensor.Bytes);
        }
        Assert.Equal(sha256, Convert.ToHexStringLower(hash.GetHashAndReset())[..8]);
    }

    [Fact]
    public void All_files_of_the_original_library_are_read_and_written_with_the_same_numbers()
    {
        foreach (string path in Directory.EnumerateFiles(SharedData.Require("golden", "oneshot"), "*.safetensors"))
        {
            SafetensorsFile file = SafetensorsFile.Read(path);
            SafetensorsFile.Write(Path, file.Tensors);
            Assert.Equal(SampleTensors.Shown(file.Tensors), SampleTensors.Shown(SafetensorsFile.Read(Path).Tensors));
        }
    }

    public static TheoryData<string, string, int> Hostile => new()
    {
        { "'x' of F32 [2] lies from 0 to 4, which is not its size", Entry("F32", "[2]", "[0,4]"), 4 },
        { "lies from 8 to 0", Entry("F32", "[2]", "[8,0]"), 8 },
        { "lies from 0 to 0, which is not its size", Entry("F32", "[]", "[0,0]"), 0 },
        { "its tensors take 4 bytes of 5", Entry("F32", "[1]", "[0,4]"), 5 },
        { "its tensors take 4 bytes of 3", Entry("F32", "[1]", "[0,4]"), 3 },
        { "its tensors take 0 bytes of 1", "{}", 1 },
        { "'x' begins at 4, where nothing lies from 0 on", Entry("F32", "[1]", "[4,8]"), 8 },
        { "'y' begins at 0, where another lies", Two("[0,4]", "[0,4]"), 4 },
        { "begins at 8, where nothing lies from 4 on", Two("[0,4]", "[8,12]"), 12 },
        { "a side of 4611686018427387904, more than any tensor", Entry("F32", "[4611686018427387904]", "[0,0]"), 0 },
        { "a side of 4294967296, more than any tensor", Entry("F32", "[4294967296]", "[0,4]"), 4 },
        { "a side of 2147483647, more than any tensor", Entry("F32", "[2147483647,2147483647,2147483647,2147483647]", "[0,4]"), 4 },
        { "is not its size", Entry("F32", "[2147483647,2147483647]", "[0,4]"), 4 },
        { "shape of 'x' are no 8 whole numbers of 0 or more", Entry("F32", "[1,1,1,1,1,1,1,1,1]", "[0,4]"), 4 },
        { "shape of 'x' are no 8 whole numbers of 0 or more", Entry("F32", "[-1]", "[0,4]"), 4 },
        { "shape of 'x' are no 8 whole numbers of 0 or more", Entry("F32", "[1.5]", "[0,4]"), 4 },
        { "shape of 'x' are no 8 whole numbers of 0 or more", Entry("F32", "[99999999999999999999]", "[0,4]"), 4 },
        { "shape of 'x' is no list", Entry("F32", "1", "[0,4]"), 4 },
        { "data_offsets of 'x' are no 2 whole numbers", Entry("F32", "[1]", "[0,4,8]"), 4 },
        { "data_offsets of 'x' are no 2 whole numbers", Entry("F32", "[1]", "[-4,0]"), 4 },
        { "'x' lacks its type, its shape or its two offsets", Entry("F32", "[1]", "[4]"), 4 },
        { "'x' lacks its type, its shape or its two offsets", """{"x":{"dtype":"F32","shape":[1]}}""", 4 },
        { "'x' has 'dtype', which is unknown or there twice", """{"x":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4 },
        { "'x' has 'extra', which is unknown or there twice", """{"x":{"dtype":"F32","extra":1,"shape":[1],"data_offsets":[0,4]}}""", 4 },
        { "'x' is of an unknown type 'F33'", Entry("F33", "[1]", "[0,4]"), 4 },
        { "'x' holds numbers of type BF16; write it with F32", Entry("BF16", "[2]", "[0,4]"), 4 },
        { "the type of 'x' is no text", """{"x":{"dtype":1,"shape":[1],"data_offsets":[0,4]}}""", 4 },
        { "two entries are called 'x'", """{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"x":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8 },
        { "two entries are called 'x'", """{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"\u0078":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8 },
        { "two entries are called '__metadata__'", """{"__metadata__":{},"__metadata__":{}}""", 0 },
        { "its metadata have 'a' twice", """{"__metadata__":{"a":"1","a":"2"}}""", 0 },
        { "the metadata's 'a' is no text", """{"__metadata__":{"a":1}}""", 0 },
        { "a tensor without a name", """{"":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4 },
        { "'x' is no object", """{"x":1}""", 0 },
        { "the header is no object", "[]", 0 },
        { "its header is not JSON as it should be", "{\"x\":", 0 },
        { "its header is not JSON as it should be", "{} {}", 0 },
        { "its header is not JSON as it should be", "{\"\\ud800\":1}", 0 },
        { "the header is no object", new string('[', 300), 0 },
        { "its header is not JSON as it should be", "   ", 0 },
        { "'x' has 'a', which is unknown", "{\"x\":" + string.Concat(Enumerable.Repeat("{\"a\":", 200)), 0 },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_hostile_header_is_refused_in_one_line(string message, string header, int numberBytes)
    {
        Write(Encoding.UTF8.GetBytes(header), new byte[numberBytes]);
        Assert.Contains(message, Refused(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1L)]
    [InlineData(0L)]
    [InlineData(1L)]
    [InlineData(3L)]
    [InlineData(100_000_001L)]
    [InlineData(long.MaxValue)]
    public void A_length_that_is_none_is_refused_before_anything_is_read(long length)
    {
        byte[] bytes = new byte[10];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, length);
        File.WriteAllBytes(Path, bytes);
        Assert.Contains($"a header of {(ulong)length} bytes is none", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_would_command_a_terminal_are_shown_as_they_are()
    {
        Write(Encoding.UTF8.GetBytes("{\"\\u001b[2J\\n" + new string('x', 500) + "\":1}"), []);
        Assert.All(Refused(), character => Assert.False(char.IsControl(character)));
    }

    [Fact]
    public void A_file_that_is_cut_or_has_any_wrong_byte_is_read_or_refused_in_one_line()
    {
        SafetensorsFile.Write(Path, SampleTensors.Set(), new Dictionary<string, string> { ["a"] = "b" });
        byte[] whole = File.ReadAllBytes(Path);
        for (int i = 0; i < whole.Length; i++)
        {
            File.WriteAllBytes(Path, whole[..i]);
            Refused();
            byte[] changed = [.. whole];
            changed[i] ^= (byte)(1 << (i % 8));
            File.WriteAllBytes(Path, changed);
            try
            {
                SafetensorsFile.Read(Path);
            }
            catch (NatsBenchException e)
            {
                Assert.DoesNotContain('\n', e.Message);
            }
        }
    }

    [Fact]
    public void Where_nothing_can_be_written_nothing_is_left()
    {
        Assert.Contains("is a folder", Assert.Throws<NatsBenchException>(() => SafetensorsFile.Write(_folder.Path, SampleTensors.Set())).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be written", Assert.Throws<NatsBenchException>(() => SafetensorsFile.Write(_folder["no/a"], SampleTensors.Set())).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
        Assert.Contains("there is no such file", Refused(), StringComparison.Ordinal);
    }

    private static string Entry(string type, string shape, string offsets) => $$$"""{"x":{"dtype":"{{{type}}}","shape":{{{shape}}},"data_offsets":{{{offsets}}}}}""";

    private static string Two(string first, string second) =>
        $$$"""{"x":{"dtype":"F32","shape":[1],"data_offsets":{{{first}}}},"y":{"dtype":"F32","shape":[1],"data_offsets":{{{second}}}}}""";

    private void Write(byte[] header, byte[] numbers)
    {
        byte[] length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        File.WriteAllBytes(Path, [.. length, .. header, .. numbers]);
    }

    private string Refused()
    {
        NatsBenchException error = Assert.ThrowsAny<NatsBenchException>(() => SafetensorsFile.Read(Path));
        Assert.DoesNotContain('\n', error.Message);
        return error.Message;
    }
}
