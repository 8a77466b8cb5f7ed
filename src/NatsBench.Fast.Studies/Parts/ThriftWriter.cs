using System.Text;

namespace NatsBench.Fast.Studies.Parts;

/// <summary>Writes structures in Thrift's compact protocol; fields in ascending order. Used by one thread.</summary>
internal sealed class ThriftWriter
{
    private const byte WholeType = 5, LongType = 6, TextType = 8, ListType = 9, StructType = 12;
    private const int MostOfShortList = 14;

    private readonly List<byte> _bytes = [];
    private readonly Stack<int> _around = new();
    private int _field;

    /// <param name="field">The field that was written last; 0 at the beginning of a structure.</param>
    public ThriftWriter(int field) => _field = field;

    public byte[] ToArray() => [.. _bytes];

    public void Whole(int field, long value)
    {
        Head(field, WholeType);
        Signed(value);
    }

    public void Long(int field, long? value)
    {
        if (value is not { } number)
            return;
        Head(field, LongType);
        Signed(number);
    }

    public void Bytes(int field, byte[]? value)
    {
        if (value is null)
            return;
        Head(field, TextType);
        Text(value);
    }

    public void Wholes(int field, IReadOnlyCollection<int> values)
    {
        List(field, WholeType, values.Count);
        foreach (int value in values)
            Signed(value);
    }

    public void Texts(int field, IReadOnlyCollection<string> values)
    {
        List(field, TextType, values.Count);
        foreach (string value in values)
            Text(Encoding.UTF8.GetBytes(value));
    }

    public void Struct(int field, Action write)
    {
        Head(field, StructType);
        Fields(write);
    }

    public void Structs<T>(int field, IReadOnlyCollection<T> values, Action<T> write)
    {
        List(field, StructType, values.Count);
        foreach (T value in values)
            Fields(() => write(value));
    }

    private void Fields(Action write)
    {
        _around.Push(_field);
        _field = 0;
        write();
        _bytes.Add(0);
        _field = _around.Pop();
    }

    private void List(int field, byte type, int count)
    {
        Head(field, ListType);
        _bytes.Add((byte)((int.Min(count, MostOfShortList + 1) << 4) | type));
        if (count > MostOfShortList)
            Number((ulong)count);
    }

    private void Head(int field, byte type)
    {
        _bytes.Add((byte)(((field - _field) << 4) | type));
        _field = field;
    }

    private void Text(byte[] value)
    {
        Number((ulong)value.Length);
        _bytes.AddRange(value);
    }

    private void Signed(long value) => Number((ulong)((value << 1) ^ (value >> 63)));

    private void Number(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            _bytes.Add((byte)(value | 0x80));
        _bytes.Add((byte)value);
    }
}
