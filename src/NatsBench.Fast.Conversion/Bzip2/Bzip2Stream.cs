namespace NatsBench.Fast.Conversion.Bzip2;

/// <summary>
/// Decompresses bzip2, several streams behind one another included, as Python's <c>bz2</c> does. Whatever is wrong
/// with the data becomes a <see cref="DamagedFileException"/> that names the file and the place.
/// </summary>
internal sealed class Bzip2Stream : Stream
{
    private readonly CompressedInput _input;
    private readonly string _name;
    private readonly Bzip2Library _library;
    private Bzip2Decoder? _decoder;

    /// <param name="input">The compressed bytes.</param>
    /// <param name="name">What messages call the file.</param>
    /// <param name="library">What decompresses.</param>
    public Bzip2Stream(CompressedInput input, string name, Bzip2Library library)
    {
        _input = input;
        _name = name;
        _library = library;
        if (!AtHeader())
            throw new DamagedFileException(
                $"{name}: not a bzip2 file (its first bytes are \"{Convert.ToHexStringLower(input.Peek(4))}\"); download it again");
        _decoder = Next();
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        while (_decoder is not null && count > 0)
        {
            int read;
            try
            {
                read = _decoder.Read(buffer, offset, count);
            }
            catch (Bzip2Damage e)
            {
                throw Damaged(e);
            }
            if (read > 0)
                return read;
            _decoder.Dispose();
            // Bytes behind the last stream that begin no other are ignored, as in Python.
            _decoder = AtHeader() ? Next() : null;
        }
        return 0;
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _decoder?.Dispose();
        base.Dispose(disposing);
    }

    private bool AtHeader() =>
        _input.Peek(4) is [(byte)'B', (byte)'Z', (byte)'h', >= (byte)'1' and <= (byte)'9'];

    private Bzip2Decoder Next()
    {
        try
        {
            return _library.Open(_input);
        }
        catch (Bzip2Damage e)
        {
            throw Damaged(e);
        }
    }

    private DamagedFileException Damaged(Bzip2Damage cause) =>
        new($"{_name}: not a whole bzip2 stream (at byte {_input.Position}); download it again", cause);
}
