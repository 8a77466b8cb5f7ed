namespace NatsBench.Fast.Conversion.Pickle;

/// <summary>The bytes of a pickle, from memory or from a stream, with the place that messages name.</summary>
internal sealed class PickleInput
{
    private const int ChunkSize = 1 << 16;

    private readonly Stream? _stream;
    private readonly string _name;
    private byte[] _buffer;
    private int _position;
    private int _end;
    private long _before;
    private Op _opcode;
    private long _opcodeOffset;

    public PickleInput(byte[] bytes, int length, string name) => (_buffer, _end, _name) = (bytes, length, name);

    public PickleInput(Stream stream, string name) => (_stream, _buffer, _name) = (stream, new byte[ChunkSize], name);

    /// <summary>Bytes taken so far.</summary>
    public long Offset => _before + _position;

    public Op ReadOpcode()
    {
        _opcodeOffset = Offset;
        if (_position == _end && !Refill())
            throw Error("the pickle ends without STOP");
        return _opcode = (Op)_buffer[_position++];
    }

    public byte ReadByte() => Read(1)[0];

    /// <summary>The next bytes, valid until the next read.</summary>
    public ReadOnlySpan<byte> Read(int count)
    {
        if (_end - _position < count)
        {
            if (count > _buffer.Length)
                return ReadArray((ulong)count);
            while (_end - _position < count)
                if (!Refill())
                    throw Truncated(count);
        }
        ReadOnlySpan<byte> span = _buffer.AsSpan(_position, count);
        _position += count;
        return span;
    }

    /// <summary>The bytes at hand, without taking them: all that are left, or a good part of a chunk.</summary>
    public ReadOnlySpan<byte> Ahead()
    {
        while (_end - _position < ChunkSize / 2 && Refill()) { }
        return _buffer.AsSpan(_position, _end - _position);
    }

    /// <summary>Takes bytes that are at hand.</summary>
    public void Skip(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(_end - _position));
        _position += count;
    }

    /// <summary>The next bytes as an array, which grows only as fast as the input delivers.</summary>
    public byte[] ReadArray(ulong count)
    {
        if (count > PickleLimits.Length)
            throw Error($"a value of {count} bytes is longer than anything in an archive");
        var wanted = (int)count;
        if (_end - _position >= wanted)
            return Read(wanted).ToArray();
        if (_stream is null)
            throw Truncated(wanted);
        byte[] result = new byte[Math.Min(wanted, ChunkSize)];
        for (int done = 0; done < wanted;)
        {
            if (_position == _end && !Refill())
                throw Truncated(wanted);
            int chunk = Math.Min(_end - _position, wanted - done);
            if (done + chunk > result.Length)
                Array.Resize(ref result, Math.Min(wanted, 2 * result.Length));
            chunk = Math.Min(chunk, result.Length - done);
            _buffer.AsSpan(_position, chunk).CopyTo(result.AsSpan(done));
            _position += chunk;
            done += chunk;
        }
        return result;
    }

    /// <summary>The next bytes up to a line feed, which is taken too.</summary>
    public ReadOnlySpan<byte> ReadLine()
    {
        int length;
        while ((length = _buffer.AsSpan(_position, _end - _position).IndexOf((byte)'\n')) < 0)
            if (_end - _position > PickleLimits.Line || !Refill())
                throw Error("a line without end");
        ReadOnlySpan<byte> line = _buffer.AsSpan(_position, length);
        _position += length + 1;
        return line;
    }

    /// <summary>What is wrong at the current opcode.</summary>
    public PickleException Error(string what) =>
        new(_name, what, Enum.IsDefined(_opcode) ? $"{_opcode}" : $"0x{(byte)_opcode:x2}", _opcodeOffset);

    private PickleException Truncated(int count) => Error($"the pickle ends inside a value of {count} bytes");

    private bool Refill()
    {
        if (_stream is null)
            return false;
        int rest = _end - _position;
        if (rest == _buffer.Length)
            Array.Resize(ref _buffer, 2 * rest);
        else
            Array.Copy(_buffer, _position, _buffer, 0, rest);
        _before += _position;
        _position = 0;
        int read = _stream.Read(_buffer, rest, _buffer.Length - rest);
        _end = rest + read;
        return read > 0;
    }
}
