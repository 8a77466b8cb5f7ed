using System.Security.Cryptography;

namespace NatsBench.Fast.Conversion.Provenance;

/// <summary>Passes a file through and hashes it on the way.</summary>
internal sealed class HashingStream(Stream source) : Stream
{
    private readonly IncrementalHash _sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IncrementalHash _md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5); // what official names carry
    private long _bytes;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    /// <summary>Bytes read so far; may be asked for from another thread.</summary>
    public override long Position { get => Interlocked.Read(ref _bytes); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = source.Read(buffer, offset, count);
        _sha256.AppendData(buffer, offset, read);
        _md5.AppendData(buffer, offset, read);
        Interlocked.Add(ref _bytes, read);
        return read;
    }

    /// <summary>Reads what is left, and gives the hashes of the whole.</summary>
    public (byte[] Sha256, byte[] Md5) Finish(CancellationToken cancellation)
    {
        byte[] rest = new byte[1 << 18];
        while (Read(rest, 0, rest.Length) > 0)
            cancellation.ThrowIfCancellationRequested();
        return (_sha256.GetHashAndReset(), _md5.GetHashAndReset());
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            source.Dispose();
            _sha256.Dispose();
            _md5.Dispose();
        }
        base.Dispose(disposing);
    }
}
