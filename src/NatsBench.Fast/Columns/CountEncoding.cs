using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using CommunityToolkit.HighPerformance.Buffers;

namespace NatsBench.Fast.Columns;

/// <summary>
/// Accuracies. The original code averages batches of 256: of n images c are correct, l of them in the last, shorter batch, whose
/// percentage it rounds to float32; see <see cref="BatchedMean"/>. Bytes: n (4), the c (<see cref="CurveIntegers"/>), the l (bit-packed), the
/// exceptions (<see cref="ExceptionList"/>).
/// </summary>
internal static class CountEncoding
{
    // A batch has at most 256 images.
    private const int MaxLastWidth = 9;

    /// <summary>Encodes a block.</summary>
    /// <param name="cells">Its cells.</param>
    /// <param name="isNumber">Bitmap of those that matter; empty for all.</param>
    /// <param name="stride">Cells an item.</param>
    /// <param name="target">Receives the bytes.</param>
    /// <returns>False when the cells are no such counts; what the target got then is worthless.</returns>
    public static bool TryEncode(ReadOnlySpan<double> cells, ReadOnlySpan<byte> isNumber, int stride, IBufferWriter<byte> target)
    {
        int images = ImageCounts.Find<CountSearch>(cells);
        if (images == 0)
            return false;
        CountSearch search = new(images);
        using SpanOwner<long> correctOwner = SpanOwner<long>.Allocate(cells.Length);
        using SpanOwner<ulong> ofLastOwner = SpanOwner<ulong>.Allocate(cells.Length);
        Span<long> correct = correctOwner.Span;
        Span<ulong> ofLast = ofLastOwner.Span;
        List<(int, double)> exceptions = [];
        long previous = 0;
        for (int cell = 0; cell < cells.Length; cell++)
        {
            int last = 0;
            if (isNumber.IsEmpty || Bitmap.Get(isNumber, cell))
            {
                if (search.TryTake(cells[cell], out int count, out last))
                    previous = count;
                else
                    exceptions.Add((cell, cells[cell]));
            }
            correct[cell] = previous;
            ofLast[cell] = (ulong)last;
        }
        if (exceptions.Count > cells.Length / 16)
            return false;

        BinaryPrimitives.WriteInt32LittleEndian(target.GetSpan(sizeof(int)), images);
        target.Advance(sizeof(int));
        CurveIntegers.Encode(correct, stride, target);
        BitPacking.Encode(ofLast, target);
        ExceptionList.Encode(exceptions, target);
        return true;
    }

    public static bool TryDecode(ReadOnlySpan<byte> source, int stride, Span<double> cells)
    {
        if (source.Length < sizeof(int))
            return false;
        int images = BinaryPrimitives.ReadInt32LittleEndian(source);
        if (images <= 0)
            return false;
        source = source[sizeof(int)..];
        if (!CurveIntegers.TryDecode(ref source, stride, MemoryMarshal.Cast<double, long>(cells)))
            return false;

        CountMeans means = new(new BatchedMean(images));
        Span<ulong> ofLast = stackalloc ulong[BitPacking.GroupSize];
        for (int start = 0; start < cells.Length; start += BitPacking.GroupSize)
        {
            Span<double> group = cells.Slice(start, int.Min(BitPacking.GroupSize, cells.Length - start));
            Span<ulong> own = ofLast[..group.Length];
            if (!BitPacking.TryDecodeGroup(ref source, own, MaxLastWidth))
                return false;
            means.Decode(group, own);
        }
        return ExceptionList.TryApply(source, cells);
    }
}
