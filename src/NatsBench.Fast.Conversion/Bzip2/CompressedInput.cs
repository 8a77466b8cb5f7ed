using System.Runtime.CompilerServices;

namespace NatsBench.Fast.Conversion.Bzip2;

/// <summary>
/// The compressed bytes as the decompressors want them: libbz2 a buffer at a time, SharpZipLib one byte. The latter recurses
/// into itself on every empty block, so this is also where a stream made of nothing but empty blocks is stopped before
/// the stack ends.
/// </summary>
internal sealed class CompressedInput : Stream
{
    private const int BufferSize = 1 << 16;
    private readonly Stream? _source;
    private readonly byte[] _buffer;
    private int _position;
    private int _end;
    private long _before;

    public CompressedInput(byte[] bytes, int length) => (_buffer, _end) = (bytes, length);

    public CompressedInput(Stream source) => (_source, _buffer) = (source, new byte[BufferSize]);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    /// <summary>Bytes taken so far.</summary>
    public override long Position
    {
        get => _before + _position;
        set => throw new NotSupportedException();
    }

    /// <summary>The next bytes without taking them; fewer than asked for only at the end.</summary>
    public ReadOnlySpan<byte> Peek(int count)
    {
        while (_end - _position < count && Refill()) { }
        return _buffer.AsSpan(_position, Math.Min(count, _end - _position));
    }

    /// <summary>All bytes that are at hand, without taking them; none only at the end.</summary>
    public ReadOnlySpan<byte> Available()
    {
        if (_position == _end)
            Refill();
        return _buffer.AsSpan(_position, _end - _position);
    }

    /// <summary>Takes bytes that are at hand.</summary>
    public void Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(_end - _position));
        _position += count;
    }

    public override int ReadByte()
    {
        if ((_position & 31) == 0) // no empty block is shorter
            RuntimeHelpers.EnsureSufficientExecutionStack();
        return _position < _end || Refill() ? _buffer[_position++] : -1;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private bool Refill()
    {
        if (_source is null)
            return false;
        _buffer.AsSpan(_position, _end - _position).CopyTo(_buffer);
        _before += _position;
        (_position, _end) = (0, _end - _position);
        int read = _source.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        return read > 0;
    }
}
