using System.Buffers.Binary;
using System.Text;
using NatsBench.Fast.Conversion.Pickle;
using NatsBench.Fast.Conversion.Tests.Bzip2;
using NatsBench.Fast.Conversion.Tests.Weights;

namespace NatsBench.Fast.Conversion.Tests.Archives;

/// <summary>An ordered dict for tests; keys may repeat.</summary>
internal sealed class PyDict : List<KeyValuePair<object, object?>>
{
    public object? this[string key]
    {
        get => Find(entry => Equals(entry.Key, key)).Value;
        set
        {
            RemoveAll(entry => Equals(entry.Key, key));
            Add(new(key, value));
        }
    }

    public void Add(object key, object? value) => Add(new(key, value));

    public PyDict Without(string key)
    {
        RemoveAll(entry => Equals(entry.Key, key));
        return this;
    }
}

/// <summary>Writes protocol 4 the way CPython does: batches of 1,000, a single item without a mark, strings memoised.</summary>
internal sealed class TestPickle
{
    private readonly List<byte> _bytes = [];
    private readonly Dictionary<string, uint> _memo = [];
    private uint _memoCount;

    public static byte[] Dump(object? value)
    {
        var pickle = new TestPickle();
        pickle.Write(Op.Proto, 4);
        pickle.Save(value);
        pickle.Write(Op.Stop);
        return [.. pickle._bytes];
    }

    public static byte[] DumpCompressed(object? value) => Bzip2Tests.Compress(Dump(value));

    private void Save(object? value)
    {
        switch (value)
        {
            case null: Write(Op.None); break;
            case bool truth: Write(truth ? Op.NewTrue : Op.NewFalse); break;
            case int number: SaveLong(number); break;
            case long number: SaveLong(number); break;
            case double number: SaveDouble(number); break;
            case string text: SaveString(text); break;
            case PyDict dict: SaveDict(dict); break;
            case (object first, object second): // the tuples of all_results
                Save(first);
                Save(second);
                Write(Op.Tuple2, (byte)Op.Memoize);
                _memoCount++;
                break;
            case TestTensor tensor: SaveTensor(tensor); break;
            case System.Collections.IEnumerable items: SaveList([.. items.Cast<object?>()]); break;
            default: throw new ArgumentException($"{value}");
        }
    }

    private void SaveLong(long number)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        Write(Op.Long1, [8, .. bytes]);
    }

    private void SaveDouble(double number)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteDoubleBigEndian(bytes, number);
        Write(Op.BinFloat, bytes);
    }

    private void SaveString(string text)
    {
        byte[] index = new byte[4];
        if (_memo.TryGetValue(text, out uint known))
        {
            BinaryPrimitives.WriteUInt32LittleEndian(index, known);
            Write(Op.LongBinGet, index);
            return;
        }
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        Write(Op.ShortBinUnicode, [(byte)utf8.Length, .. utf8, (byte)Op.Memoize]);
        _memo.Add(text, _memoCount++);
    }

    // As torch.Tensor's own __reduce_ex__ says it.
    private void SaveTensor(TestTensor tensor)
    {
        Write(Op.Global, "torch._utils\n_rebuild_tensor_v2\n"u8.ToArray());
        Write(Op.Mark);
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, tensor.Stream.Length);
        Write(Op.Global, "torch.storage\n_load_from_bytes\n"u8.ToArray());
        Write(Op.BinBytes, [.. length, .. tensor.Stream, (byte)Op.Tuple1, (byte)Op.Reduce]);
        SaveLong(tensor.Offset);
        foreach (long[] numbers in new[] { tensor.Shape, tensor.Strides })
        {
            Write(Op.Mark);
            foreach (long number in numbers)
                SaveLong(number);
            Write(Op.Tuple);
        }
        Write(Op.NewFalse);
        Write(Op.Global, [.. "collections\nOrderedDict\n"u8, (byte)Op.EmptyTuple, (byte)Op.Reduce, (byte)Op.Tuple, (byte)Op.Reduce]);
    }

    private void SaveList(object?[] items)
    {
        Write(Op.EmptyList, (byte)Op.Memoize, (byte)Op.Mark);
        _memoCount++;
        foreach (object? item in items)
            Save(item);
        Write(Op.Appends);
    }

    private void SaveDict(PyDict dict)
    {
        Write(Op.EmptyDict, (byte)Op.Memoize);
        _memoCount++;
        foreach (KeyValuePair<object, object?>[] batch in dict.Chunk(1000))
        {
            if (batch.Length > 1)
                Write(Op.Mark);
            foreach ((object key, object? value) in batch)
            {
                Save(key);
                Save(value);
            }
            Write(batch.Length > 1 ? Op.SetItems : Op.SetItem);
        }
    }

    private void Write(Op op, params byte[] bytes)
    {
        _bytes.Add((byte)op);
        _bytes.AddRange(bytes);
    }
}
