using System.Buffers;
using System.Buffers.Binary;

namespace NatsBench.Fast.Conversion.NasBench101;

/// <summary>Some frames of a TFRecord file, whole ones, in a rented buffer.</summary>
/// <param name="path">The file.</param>
/// <param name="bytes">The frames.</param>
/// <param name="length">Their bytes.</param>
/// <param name="starts">Where each begins.</param>
/// <param name="firstRecord">Number of the first record in the file.</param>
/// <param name="offset">Where the first begins in the file.</param>
internal sealed class FramePiece(string path, byte[] bytes, int length, List<int> starts, long firstRecord, long offset) : IDisposable
{
    /// <summary>All frames as the file has them.</summary>
    public ReadOnlySpan<byte> Bytes => bytes.AsSpan(0, length);

    /// <summary>Done when all bytes so far, these among them, are in the source's hash.</summary>
    public Task Hashed { get; set; } = Task.CompletedTask;

    /// <summary>Number of records.</summary>
    public int Count => starts.Count;

    /// <summary>Number of the first record in the file.</summary>
    public long FirstRecord => firstRecord;

    /// <summary>A record whose checksum fits.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="DamagedFileException">It is not what was written.</exception>
    public ReadOnlySpan<byte> Record(int index)
    {
        ReadOnlySpan<byte> frame = bytes.AsSpan(starts[index], (index + 1 < starts.Count ? starts[index + 1] : length) - starts[index]);
        ReadOnlySpan<byte> record = frame[TfRecordFrames.HeaderBytes..^sizeof(uint)];
        return Crc32C.Masked(Crc32C.Of(record)) == BinaryPrimitives.ReadUInt32LittleEndian(frame[^sizeof(uint)..])
            ? record
            : throw Damaged(index, "its checksum does not fit");
    }

    /// <summary>Where a record's frame begins in the file.</summary>
    public long OffsetOf(int index) => offset + starts[index];

    /// <summary>What is wrong with a record.</summary>
    public DamagedFileException Damaged(int index, string fault) => TfRecordFrames.Damaged(path, firstRecord + index, OffsetOf(index), fault);

    public void Dispose() => ArrayPool<byte>.Shared.Return(bytes);
}
