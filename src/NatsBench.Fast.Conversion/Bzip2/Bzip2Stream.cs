using ICSharpCode.SharpZipLib.BZip2;

namespace NatsBench.Fast.Conversion.Bzip2;

/// <summary>
/// Decompresses bzip2, several streams behind one another included, as Python's <c>bz2</c> does. Whatever is wrong
/// with the data becomes a <see cref="DamagedFileException"/> that names the file and the place.
/// </summary>
internal sealed class Bzip2Stream : Stream
{
    private readonly CompressedInput _input;
    private readonly string _name;
    private BZip2InputStream? _stream;

    /// <param name="input">The compressed bytes.</param>
    /// <param name="name">What messages call the file.</param>
    public Bzip2Stream(CompressedInput input, string name)
    {
        _input = input;
        _name = name;
        if (!AtHeader())
            throw new DamagedFileException(
                $"{name}: not a bzip2 file (its first bytes are \"{Convert.ToHexStringLower(input.Peek(4))}\"); download it again");
        _stream = Next();
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        while (_stream is not null && count > 0)
        {
            int read;
            try
            {
                read = _stream.Read(buffer, offset, count);
            }
            catch (Exception e) when (IsDamage(e))
            {
                throw Damaged(e);
            }
            if (read > 0)
                return read;
            // Bytes behind the last stream that begin no other are ignored, as in Python.
            _stream = AtHeader() ? Next() : null;
        }
        return 0;
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private bool AtHeader() =>
        _input.Peek(4) is [(byte)'B', (byte)'Z', (byte)'h', >= (byte)'1' and <= (byte)'9'];

    private BZip2InputStream Next()
    {
        try
        {
            return new BZip2InputStream(_input) { IsStreamOwner = false };
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw Damaged(e);
        }
    }

    // The decompressor indexes its tables with what the file says and relies on the bounds checks.
    private static bool IsDamage(Exception e) =>
        e is BZip2Exception or EndOfStreamException or IndexOutOfRangeException or ArgumentException
            or OverflowException or InsufficientExecutionStackException;

    private DamagedFileException Damaged(Exception cause) =>
        new($"{_name}: not a whole bzip2 stream (at byte {_input.Position}); download it again", cause);
}
