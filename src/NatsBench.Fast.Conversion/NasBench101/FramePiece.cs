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
    // Up to which record checksums are checked, three at a time, and the first that does not fit.
    private int _checked;
    private int _damaged = -1;

    /// <summary>All frames as the file has them.</summary>
    public ReadOnlySpan<byte> Bytes => bytes.AsSpan(0, length);

    /// <summary>Number of records.</summary>
    public int Count => starts.Count;

    /// <summary>Number of the first record in the file.</summary>
    public long FirstRecord => firstRecord;

    /// <summary>A record whose checksum fits. They are taken in their order.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="DamagedFileException">It is not what was written.</exception>
    public ReadOnlySpan<byte> Record(int index)
    {
        if (index == _checked)
            CheckNext();
        return index != _damaged ? Content(Frame(index)) : throw Damaged(index, "its checksum does not fit");
    }

    private void CheckNext()
    {
        int first = _checked;
        _checked = int.Min(first + 3, Count);
        // Fewer than three at the end: one is checked again.
        ReadOnlySpan<byte> one = Frame(first), other = Frame(int.Min(first + 1, Count - 1)), third = Frame(Count - first > 2 ? first + 2 : Count - 1);
        (uint oneSum, uint otherSum, uint thirdSum) = Crc32C.Of(Content(one), Content(other), Content(third));
        if (!Fits(one, oneSum))
            _damaged = first;
        else if (!Fits(other, otherSum))
            _damaged = first + 1;
        else if (!Fits(third, thirdSum))
            _damaged = _checked - 1;
    }

    private ReadOnlySpan<byte> Frame(int index) => bytes.AsSpan(starts[index], (index + 1 < starts.Count ? starts[index + 1] : length) - starts[index]);

    private static ReadOnlySpan<byte> Content(ReadOnlySpan<byte> frame) => frame[TfRecordFrames.HeaderBytes..^sizeof(uint)];

    private static bool Fits(ReadOnlySpan<byte> frame, uint checksum) => Crc32C.Masked(checksum) == BinaryPrimitives.ReadUInt32LittleEndian(frame[^sizeof(uint)..]);

    /// <summary>Where a record's frame begins in the file.</summary>
    public long OffsetOf(int index) => offset + starts[index];

    /// <summary>What is wrong with a record.</summary>
    public DamagedFileException Damaged(int index, string fault) => TfRecordFrames.Damaged(path, firstRecord + index, OffsetOf(index), fault);

    public void Dispose() => ArrayPool<byte>.Shared.Return(bytes);
}
