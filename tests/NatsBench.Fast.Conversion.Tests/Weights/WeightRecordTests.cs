using NatsBench.Fast.Conversion.Tests.Archives;
using NatsBench.Fast.Conversion.Tests.Bzip2;
using NatsBench.Fast.Conversion.Weights;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Weights;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Conversion.Tests.Weights;

/// <summary>Weights of small records, whole and broken.</summary>
public sealed class WeightRecordTests : IDisposable
{
    private const int Index = 7;

    private static readonly byte[] Six = TestTensor.Of(0, 1, 2, 3, 4, 5).Stream;

    private readonly TemporaryFolder _folder = new();

    /// <summary>Tensors that are refused, and what is said.</summary>
    internal static readonly (string Message, TestTensor Tensor)[] Broken =
    [
        ("-2 as a side or a stride", new(Six, 0, [-2], [1])),
        ("-1 as a side or a stride", new(Six, 5, [6], [-1])),
        ("4294967296 as a side or a stride", new(Six, 0, [1L << 32], [1])),
        ("lie outside a storage of 6", new(Six, 0, [7], [1])),
        ("lie outside a storage of 6", new(Six, 1, [6], [1])),
        ("lie outside a storage of 6", new(Six, -1, [6], [1])),
        ("lie outside a storage of 6", new(Six, long.MaxValue, [6], [1])),
        ("lie outside a storage of 6", new(Six, 7, [0], [1])),
        ("lie outside a storage of 6", new(Six, 0, [2, 3], [4, 1])),
        ("lie outside a storage of 6", new(Six, 0, [1 << 30], [0])),
        ("lie outside a storage of 6", new(Six, 0, [.. Enumerable.Repeat<long>(int.MaxValue, 8)], [.. Enumerable.Repeat<long>(int.MaxValue, 8)])),
        ("1 sides and 2 strides", new(Six, 0, [6], [1, 1])),
        ("9 dimensions are more than any network has", new(Six, 0, new long[9], new long[9])),
        ("it does not begin with PyTorch's mark", new(TestTensor.StreamOf("FloatStorage", 1, new byte[4], mark: 0x6d), 0, [1], [1])),
        ("its version is not 1001", new(TestTensor.StreamOf("FloatStorage", 1, new byte[4], version: 1002), 0, [1], [1])),
        ("it was not written by a little-endian machine", new(TestTensor.StreamOf("FloatStorage", 1, new byte[4], littleEndian: false), 0, [1], [1])),
        ("it describes no storage", new(TestTensor.StreamOf("FloatStorage", 1, new byte[4], kind: "module"), 0, [1], [1])),
        ("its key is another's", new(TestTensor.StreamOf("FloatStorage", 1, new byte[4], otherKey: "8"), 0, [1], [1])),
        ("it states 1 numbers and then 2", new(TestTensor.StreamOf("FloatStorage", 1, new byte[4], stated: 2), 0, [1], [1])),
        ("4 bytes are not 9223372036854775807 numbers of 4", new(TestTensor.StreamOf("FloatStorage", long.MaxValue, new byte[4]), 0, [1], [1])),
        ("4 bytes are not -1 numbers of 4", new(TestTensor.StreamOf("FloatStorage", -1, new byte[4]), 0, [1], [1])),
        ("7 bytes are not 1 numbers of 4", new(TestTensor.StreamOf("FloatStorage", 1, new byte[7]), 0, [1], [1])),
        ("4 bytes are not 1 numbers of 8", new(TestTensor.StreamOf("LongStorage", 1, new byte[4]), 0, [1], [1])),
        ("global 'torch.DoubleStorage' is not on the list of data types; nothing was run", new(TestTensor.StreamOf("DoubleStorage", 1, new byte[8]), 0, [1], [1])),
        ("ends without STOP", new([0x80, 2], 0, [1], [1])),
        ("ends without STOP", new([], 0, [1], [1])),
        ("ends before its numbers", new(Six[..^28], 0, [1], [1])),
    ];

    public static TheoryData<int> BrokenNumbers => [.. Enumerable.Range(0, Broken.Length)];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Tensors_come_with_name_type_shape_and_numbers()
    {
        Write(new PyDict
        {
            { "a.weight", TestTensor.Of(1.5f, -2) },
            { "a.count", TestTensor.Of(long.MaxValue) },
            { "a.none", new TestTensor(Six, 6, [0, 3], [3, 1]) },
            { "a.part", new TestTensor(Six, 2, [2, 1, 2], [2, 9, 1]) },
            { "a.turned", new TestTensor(Six, 0, [3, 2], [1, 3]) },
            { "a.stepped", new TestTensor(Six, 1, [3], [2]) },
        });
        TensorSet tensors = Assert.Single(Read()).Value;
        Assert.Equal(
            ["a.weight float32 [2]", "a.count int64 []", "a.none float32 [0, 3]", "a.part float32 [2, 1, 2]", "a.turned float32 [3, 2]", "a.stepped float32 [3]"],
            tensors.Tensors.Select(tensor => tensor.ToString()));
        Assert.Equal([1.5f, -2], tensors["a.weight"].Floats);
        Assert.Equal([long.MaxValue], tensors["a.count"].Integers);
        Assert.Empty(tensors["a.none"].Floats.ToArray());
        Assert.Equal([2, 3, 4, 5], tensors["a.part"].Floats);
        Assert.Equal([0, 3, 1, 4, 2, 5], tensors["a.turned"].Floats);
        Assert.Equal([1, 3, 5], tensors["a.stepped"].Floats);
    }

    [Theory]
    [MemberData(nameof(BrokenNumbers))]
    public void A_broken_tensor_is_refused_in_one_line(int number)
    {
        (string message, TestTensor tensor) = Broken[number];
        Write(new PyDict { { "x.weight", tensor } });
        var error = Assert.ThrowsAny<NatsBenchException>(() => Read());
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains("000007.pickle.pbz2: hp 12, cifar10, seed 777, x.weight: ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Weights_that_are_no_dict_of_tensors_are_refused()
    {
        Write(new[] { 1 });
        Assert.Contains("the weights are a value of kind List", Assert.Throws<NatsBenchException>(Read).Message, StringComparison.Ordinal);
        Write(new PyDict { { "x", 1.5 } });
        Assert.Contains("the weights have 'x' with 1.5, not a name with a tensor", Assert.Throws<NatsBenchException>(Read).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_under_another_name_is_refused()
    {
        Write(new PyDict { { "x", TestTensor.Of(1f) } });
        File.Move(_folder["000007.pickle.pbz2"], _folder["8.pickle.pbz2"]);
        Assert.Contains(
            "arch_index is 7, but the file's name says 8",
            Assert.Throws<NatsBenchException>(() => WeightArchive.Open(_folder.Path).GetNetParam(8, Dataset.Cifar10)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Both_official_spellings_of_a_record_are_found_the_padded_one_first()
    {
        Write(new PyDict { { "x", TestTensor.Of(1f) } });
        File.Copy(_folder["000007.pickle.pbz2"], _folder["7.pickle.pbz2"]);
        Write(new PyDict { { "x", TestTensor.Of(2f) } });
        Assert.Equal([2], Read()[777]["x"].Floats);
        File.Delete(_folder["000007.pickle.pbz2"]);
        Assert.Equal([1], Read()[777]["x"].Floats);
    }

    [Fact]
    public void A_single_record_is_an_archive_of_one()
    {
        Write(new PyDict { { "x", TestTensor.Of(1f) } });
        var one = WeightArchive.Open(_folder["000007.pickle.pbz2"]);
        Assert.Equal([1], one.GetNetParam(Index, Dataset.Cifar10)[777]["x"].Floats);
        Assert.EndsWith(
            "000007.pickle.pbz2: is the record of architecture 7, not of 8", Assert.Throws<NatsBenchException>(() => one.GetNetParam(8, Dataset.Cifar10)).Message, StringComparison.Ordinal);
        File.Move(_folder["000007.pickle.pbz2"], _folder["NATS-tss-v1_0-3ffb9.pickle.pbz2"]);
        Assert.Contains("no record by its name", Assert.Throws<NatsBenchException>(() => WeightArchive.Open(_folder["NATS-tss-v1_0-3ffb9.pickle.pbz2"])).Message, StringComparison.Ordinal);
        Assert.Contains("there is no such file or directory", Assert.Throws<NatsBenchException>(() => WeightArchive.Open(_folder["none"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_that_is_cut_or_has_any_wrong_byte_is_read_or_refused_in_one_line()
    {
        byte[] plain = TestPickle.Dump(Record(new PyDict { { "a", TestTensor.Of(1f, 2f) }, { "b", TestTensor.Of(3L) } }));
        int refused = 0;
        for (int i = 0; i < plain.Length; i++)
        {
            byte[] changed = [.. plain];
            changed[i] ^= (byte)(1 << (i % 8));
            refused += IsRefused(Bzip2Tests.Compress(changed)) ? 1 : 0;
            Assert.True(IsRefused(Bzip2Tests.Compress(plain[..i])), $"cut at {i}");
        }
        Assert.True(refused > plain.Length / 4);
        byte[] compressed = Bzip2Tests.Compress(plain);
        for (int i = 0; i < compressed.Length; i++)
            Assert.True(IsRefused(compressed[..i]), $"compressed, cut at {i}");
    }

    private bool IsRefused(byte[] compressed)
    {
        File.WriteAllBytes(_folder["000007.pickle.pbz2"], compressed);
        try
        {
            Read();
            return false;
        }
        catch (NatsBenchException e)
        {
            Assert.DoesNotContain('\n', e.Message);
            return true;
        }
    }

    private static PyDict Record(object weights)
    {
        PyDict trial = TestArchive.Trial("cifar10", 777, epochs: 1);
        trial["net_state_dict"] = weights;
        return TestArchive.Record(Index, trial);
    }

    private void Write(object weights) => TestArchive.Write(_folder.Path, "000007.pickle.pbz2", Record(weights));

    private IReadOnlyDictionary<long, TensorSet> Read() => WeightArchive.Open(_folder.Path).GetNetParam(Index, Dataset.Cifar10);
}
