using System.Buffers.Binary;
using System.Text;

namespace NatsBench.Fast.Conversion.Export;

/// <summary>
/// Writes a pickle of protocol 4, byte for byte as CPython's C pickler writes the same objects: frames cut where it cuts them,
/// containers, tuples and texts memoised in its order. The caller walks the objects in the order of a pickler; a text whose
/// memo number it kept is the same Python object again.
/// </summary>
internal sealed class PickleWriter
{
    // A frame is closed at the first object that starts beyond this size; its header is an opcode and eight bytes.
    private const int FrameTarget = 64 * 1024, FrameHeader = 9;

    // A frame shorter than this goes without its header.
    private const int FrameMinimum = 4;

    // A pickler adds this many items to a list or dict at once.
    private const int ItemsAtOnce = 1000;

    private byte[] _bytes = new byte[1 << 19];
    private int _length;
    private int _frameStart = -1;
    private int _memoized;

    /// <summary>Starts a pickle.</summary>
    public PickleWriter()
    {
        Put(0x80);
        Put(4);
    }

    /// <summary>Ends the pickle.</summary>
    /// <returns>All of its bytes.</returns>
    public ReadOnlyMemory<byte> Finish()
    {
        Opcode('.');
        CloseFrame();
        return _bytes.AsMemory(0, _length);
    }

    /// <summary>Starts an object that the caller writes by opcodes: where a pickler asks whether the frame is full.</summary>
    public void Begin()
    {
        if (_frameStart >= 0 && _length - _frameStart - FrameHeader >= FrameTarget)
            CloseFrame();
    }

    /// <summary>An opcode without argument.</summary>
    public void Opcode(char opcode)
    {
        if (_frameStart < 0)
        {
            _frameStart = _length;
            Take(FrameHeader);
        }
        Put((byte)opcode);
    }

    /// <summary>Memoises the object on top of the stack.</summary>
    /// <returns>Its number.</returns>
    public int Memoize()
    {
        Opcode('\u0094');
        return _memoized++;
    }

    /// <summary>A memoised object again.</summary>
    /// <param name="memo">Its number.</param>
    public void Get(int memo)
    {
        Begin();
        if (memo <= byte.MaxValue)
        {
            Opcode('h');
            Put((byte)memo);
        }
        else
        {
            Opcode('j');
            BinaryPrimitives.WriteInt32LittleEndian(Take(sizeof(int)), memo);
        }
    }

    /// <summary>A new text.</summary>
    /// <returns>Its memo number.</returns>
    public int Text(ReadOnlySpan<char> text)
    {
        Begin();
        int length = Encoding.UTF8.GetByteCount(text);
        if (length <= byte.MaxValue)
        {
            Opcode('\u008c');
            Put((byte)length);
        }
        else
        {
            Opcode('X');
            BinaryPrimitives.WriteInt32LittleEndian(Take(sizeof(int)), length);
        }
        Encoding.UTF8.GetBytes(text, Take(length));
        return Memoize();
    }

    /// <summary>New bytes, shorter than 256.</summary>
    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        Begin();
        Opcode('C');
        Put(checked((byte)bytes.Length));
        bytes.CopyTo(Take(bytes.Length));
        Memoize();
    }

    /// <summary>An int.</summary>
    public void Integer(long value)
    {
        Begin();
        if (value is < int.MinValue or > int.MaxValue)
        {
            // As few bytes as hold it and its sign.
            Span<byte> bytes = stackalloc byte[sizeof(long)];
            BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
            int length = sizeof(long);
            while (bytes[length - 1] == (value < 0 ? byte.MaxValue : 0) && (bytes[length - 2] & 0x80) == (value < 0 ? 0x80 : 0))
                length--;
            Opcode('\u008a');
            Put((byte)length);
            bytes[..length].CopyTo(Take(length));
        }
        else if (value is >= 0 and <= byte.MaxValue)
        {
            Opcode('K');
            Put((byte)value);
        }
        else if (value is >= 0 and <= ushort.MaxValue)
        {
            Opcode('M');
            BinaryPrimitives.WriteUInt16LittleEndian(Take(sizeof(ushort)), (ushort)value);
        }
        else
        {
            Opcode('J');
            BinaryPrimitives.WriteInt32LittleEndian(Take(sizeof(int)), (int)value);
        }
    }

    /// <summary>A float.</summary>
    public void Float(double value)
    {
        Begin();
        Opcode('G');
        BinaryPrimitives.WriteDoubleBigEndian(Take(sizeof(double)), value);
    }

    /// <summary><c>None</c>.</summary>
    public void None()
    {
        Begin();
        Opcode('N');
    }

    /// <summary><c>True</c>.</summary>
    public void True()
    {
        Begin();
        Opcode('\u0088');
    }

    /// <summary><c>False</c>.</summary>
    public void False()
    {
        Begin();
        Opcode('\u0089');
    }

    /// <summary>A dict, empty until <see cref="Item"/> and <see cref="EndItems"/> give it items.</summary>
    public void EmptyDict() => Container('}');

    /// <summary>A list, likewise.</summary>
    public void EmptyList() => Container(']');

    /// <summary>A set without items.</summary>
    public void EmptySet() => Container('\u008f');

    /// <summary>The empty tuple, which is never memoised.</summary>
    public void EmptyTuple()
    {
        Begin();
        Opcode(')');
    }

    /// <summary>A class or function by name.</summary>
    /// <returns>Its memo number.</returns>
    public int Global(string module, string name)
    {
        Begin();
        Text(module);
        Text(name);
        Opcode('\u0093');
        return Memoize();
    }

    /// <summary>Ends a tuple of two items.</summary>
    public void TupleOfTwo()
    {
        Opcode('\u0086');
        Memoize();
    }

    /// <summary>Calls the function below the tuple of arguments.</summary>
    /// <returns>Memo number of what it gives.</returns>
    public int Reduce()
    {
        Opcode('R');
        return Memoize();
    }

    /// <summary>Announces an item (a dict's: its key) of the container on the stack.</summary>
    /// <param name="number">Its place, 0-based.</param>
    /// <param name="count">Number of items of the container.</param>
    /// <param name="isDict">True for a dict, false for a list.</param>
    public void Item(int number, int count, bool isDict)
    {
        if (number > 0 && number % ItemsAtOnce == 0)
            Opcode(isDict ? 'u' : 'e');
        // A lone item goes without a mark.
        if (number % ItemsAtOnce == 0 && count > 1)
            Opcode('(');
    }

    /// <summary>Ends the items of a container.</summary>
    /// <param name="count">Number of items of the container.</param>
    /// <param name="isDict">True for a dict, false for a list.</param>
    public void EndItems(int count, bool isDict)
    {
        if (count == 0)
            return;
        Opcode((isDict, count == 1) switch { (true, true) => 's', (true, false) => 'u', (false, true) => 'a', _ => 'e' });
        if (!isDict || count % ItemsAtOnce != 0)
            return;
        // After a full last batch of a dict, the C pickler looks for another and writes it empty.
        Opcode('(');
        Opcode('u');
    }

    private void Container(char opcode)
    {
        Begin();
        Opcode(opcode);
        Memoize();
    }

    private void CloseFrame()
    {
        int content = _length - _frameStart - FrameHeader;
        if (content >= FrameMinimum)
        {
            _bytes[_frameStart] = 0x95;
            BinaryPrimitives.WriteInt64LittleEndian(_bytes.AsSpan(_frameStart + 1), content);
        }
        else
        {
            _bytes.AsSpan(_frameStart + FrameHeader, content).CopyTo(_bytes.AsSpan(_frameStart));
            _length -= FrameHeader;
        }
        _frameStart = -1;
    }

    private void Put(byte value) => Take(1)[0] = value;

    private Span<byte> Take(int count)
    {
        if (_length + count > _bytes.Length)
            Array.Resize(ref _bytes, int.Max(_bytes.Length * 2, _length + count));
        _length += count;
        return _bytes.AsSpan(_length - count, count);
    }
}
