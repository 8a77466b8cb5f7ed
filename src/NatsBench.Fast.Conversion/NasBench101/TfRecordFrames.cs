using System.Buffers.Binary;
using System.Globalization;

namespace NatsBench.Fast.Conversion.NasBench101;

/// <summary>
/// The frames of a TFRecord file: eight bytes of length, their checksum, the record, its checksum. Read in pieces of whole frames; lengths are
/// believed once their checksum fits, and never beyond <see cref="MaxRecordBytes"/>. Not thread-safe.
/// </summary>
internal sealed class TfRecordFrames : IDisposable
{
    /// <summary>No record is longer: official ones have four hundred bytes.</summary>
    public const int MaxRecordBytes = 1 << 20;

    /// <summary>Bytes before a record.</summary>
    public const int HeaderBytes = sizeof(ulong) + sizeof(uint);

    private const int TrailerBytes = sizeof(uint);

    // A piece and its records stay in a processor's second cache.
    private const int PieceBytes = 1 << 19;

    private readonly FileStream _file;
    private readonly string _path;

    // What is left of the piece before: a frame that is not whole.
    private byte[] _rest = [];
    private long _offset;
    private long _records;

    /// <exception cref="NatsBenchException">The file cannot be read.</exception>
    public TfRecordFrames(string path)
    {
        _path = path;
        try
        {
            _file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NatsBenchException($"{path}: cannot be read ({e.Message.TrimEnd('.')})", e);
        }
    }

    /// <summary>Length of the file.</summary>
    public long Length => _file.Length;

    /// <summary>True for a file that begins as a TFRecord file does: with a length whose checksum fits.</summary>
    public static bool IsStart(ReadOnlySpan<byte> start) =>
        start.Length >= HeaderBytes && Crc32C.Masked(Crc32C.Of(start[..sizeof(ulong)])) == BinaryPrimitives.ReadUInt32LittleEndian(start[sizeof(ulong)..]);

    /// <summary>Reads the next piece.</summary>
    /// <returns>Whole frames; null at the end of the file.</returns>
    /// <exception cref="DamagedFileException">A length is not what was written, or the file ends inside a frame.</exception>
    public FramePiece? Read()
    {
        byte[] bytes = System.Buffers.ArrayPool<byte>.Shared.Rent(_rest.Length + PieceBytes);
        _rest.CopyTo(bytes, 0);
        int length = _rest.Length + Fill(bytes.AsSpan(_rest.Length, PieceBytes));
        List<int> starts = new(PieceBytes / 256);
        int at = 0;
        while (length - at >= HeaderBytes)
        {
            int record = LengthAt(bytes.AsSpan(at, HeaderBytes), at, starts.Count);
            if (length - at < HeaderBytes + record + TrailerBytes)
                break;
            starts.Add(at);
            at += HeaderBytes + record + TrailerBytes;
        }
        bool isEnd = length < _rest.Length + PieceBytes;
        if (isEnd && at < length)
            throw Damaged(_records + starts.Count, _offset + at, $"the file ends inside it, after {length - at} bytes");
        _rest = bytes.AsSpan(at, length - at).ToArray();
        FramePiece piece = new(_path, bytes, at, starts, _records, _offset);
        _records += starts.Count;
        _offset += at;
        if (starts.Count > 0 || !isEnd)
            return piece;
        piece.Dispose();
        return null;
    }

    /// <summary>What is wrong with a record, by its number and its place.</summary>
    public static DamagedFileException Damaged(string path, long record, long offset, string fault) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{path}: record {record} at byte {offset}: {fault}; download the file again"));

    public void Dispose() => _file.Dispose();

    private int Fill(Span<byte> target)
    {
        try
        {
            return _file.ReadAtLeast(target, target.Length, throwOnEndOfStream: false);
        }
        catch (IOException e)
        {
            throw new NatsBenchException($"{_path}: cannot be read ({e.Message.TrimEnd('.')})", e);
        }
    }

    private int LengthAt(ReadOnlySpan<byte> header, int at, int record)
    {
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(header);
        if (!IsStart(header))
            throw Damaged(_records + record, _offset + at, "the checksum of its length does not fit");
        if (length > MaxRecordBytes)
            throw Damaged(_records + record, _offset + at, $"it claims {length} bytes, where {MaxRecordBytes} are the most");
        return (int)length;
    }

    private DamagedFileException Damaged(long record, long offset, string fault) => Damaged(_path, record, offset, fault);
}
