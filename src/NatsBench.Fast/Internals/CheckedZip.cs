using System.IO.Compression;
using System.IO.Hashing;

namespace NatsBench.Fast.Internals;

/// <summary>Entries of zip archives whose checksums are checked: .NET reads on past a wrong one.</summary>
internal static class CheckedZip
{
    /// <summary>An entry's bytes, to be read to their end: there a checksum that does not fit is an <see cref="InvalidDataException"/>.</summary>
    public static Stream OpenChecked(this ZipArchiveEntry entry) => new CheckedStream(entry);

    /// <summary>All bytes of an entry whose length has been looked at.</summary>
    /// <exception cref="InvalidDataException">They are not what was written.</exception>
    /// <exception cref="EndOfStreamException">There are fewer.</exception>
    public static byte[] ReadChecked(this ZipArchiveEntry entry)
    {
        byte[] bytes = new byte[entry.Length];
        using Stream stream = entry.Open();
        stream.ReadExactly(bytes);
        return Crc32.HashToUInt32(bytes) == entry.Crc32 ? bytes : throw Wrong(entry);
    }

    private static InvalidDataException Wrong(ZipArchiveEntry entry) => new($"the checksum of {Printable.Of(entry.FullName)} does not fit");

    private sealed class CheckedStream(ZipArchiveEntry entry) : Stream
    {
        private readonly Stream _stream = entry.Open();
        private readonly Crc32 _crc = new();

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            int read = _stream.Read(buffer);
            _crc.Append(buffer[..read]);
            if (read == 0 && !buffer.IsEmpty && _crc.GetCurrentHashAsUInt32() != entry.Crc32)
                throw Wrong(entry);
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _stream.Dispose();
            base.Dispose(disposing);
        }
    }
}
