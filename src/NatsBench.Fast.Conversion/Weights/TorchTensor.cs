using System.Runtime.InteropServices;
using NatsBench.Fast.Conversion.Pickle;
using NatsBench.Fast.Models.Weights;

namespace NatsBench.Fast.Conversion.Weights;

/// <summary>Makes tensors of what <c>_rebuild_tensor_v2</c> is given: a storage, where to begin in it, sides, strides. Not thread-safe.</summary>
internal sealed class TorchTensor
{
    // A network's convolutions have 4.
    private const int MaxDimensions = 8;

    private readonly TorchStream _streams = new();

    /// <summary>Makes one tensor; its numbers are copied, in row-major order.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <param name="written">The tensor as it is written.</param>
    /// <param name="bytesLeft">What tensors may still take; the tensor's bytes are taken off.</param>
    /// <param name="where">What messages call the tensor.</param>
    /// <exception cref="NatsBenchException">It is not whole, lies beyond its storage, or takes more than is left.</exception>
    public Tensor Read(string name, in PickleValue written, ref long bytesLeft, string where)
    {
        if (written.AsTuple is not
            [{ Kind: PickleKind.Storage } stream, { Kind: PickleKind.Int } offset, { Kind: PickleKind.Tuple } sides, { Kind: PickleKind.Tuple } strides, ..])
            throw Damaged(where, "it is written in an unknown form");
        int[] shape = Integers(sides.AsTuple, where), steps = Integers(strides.AsTuple, where);
        if (steps.Length != shape.Length)
            throw Damaged(where, $"it has {shape.Length} sides and {steps.Length} strides");
        TorchStorage storage = _streams.Read(stream.AsBytes, where);
        int count = Count(shape, steps, offset.AsInt, storage.Count, where);
        if ((bytesLeft -= (long)count * storage.Type.Bytes()) < 0)
            throw Damaged(where, "the tensors are larger than any file of an archive");
        int first = (int)offset.AsInt;
        return storage.Type == ElementType.F32
            ? new Tensor(name, shape, Gather<float>(storage, first, shape, steps, count))
            : new Tensor(name, shape, Gather<long>(storage, first, shape, steps, count));
    }

    private static int[] Integers(PickleValue[] values, string where)
    {
        if (values.Length > MaxDimensions)
            throw Damaged(where, $"{values.Length} dimensions are more than any network has");
        int[] integers = new int[values.Length];
        for (int i = 0; i < integers.Length; i++)
            integers[i] = values[i] is { Kind: PickleKind.Int, AsInt: >= 0 and <= int.MaxValue } value
                ? (int)value.AsInt
                : throw Damaged(where, $"{values[i]} as a side or a stride");
        return integers;
    }

    // The last element's place says whether all lie in the storage.
    private static int Count(int[] shape, int[] steps, long offset, int available, string where)
    {
        Int128 count = 1, last = offset;
        for (int i = 0; i < shape.Length; i++)
        {
            count *= shape[i];
            last += (Int128)Math.Max(shape[i] - 1, 0) * steps[i];
        }
        if (count == 0 ? offset < 0 || offset > available : offset < 0 || last >= available || count > available)
            throw Damaged(where, $"sides [{string.Join(", ", shape)}] and strides [{string.Join(", ", steps)}] from {offset} on lie outside a storage of {available}");
        return (int)count;
    }

    private static T[] Gather<T>(in TorchStorage storage, int first, int[] shape, int[] steps, int count) where T : unmanaged
    {
        ReadOnlySpan<T> numbers = MemoryMarshal.Cast<byte, T>(storage.Stream.AsSpan(storage.Start));
        if (count == 0 || IsRowMajor(shape, steps))
            return numbers.Slice(count == 0 ? 0 : first, count).ToArray();
        T[] values = new T[count];
        int[] place = new int[shape.Length];
        for (int i = 0, from = first; i < count; i++)
        {
            values[i] = numbers[from];
            // Counts up like the digits of a clock: the last side first.
            for (int d = shape.Length - 1; d >= 0; d--)
            {
                from += steps[d];
                if (++place[d] < shape[d])
                    break;
                from -= steps[d] * place[d];
                place[d] = 0;
            }
        }
        return values;
    }

    private static bool IsRowMajor(int[] shape, int[] steps)
    {
        long expected = 1;
        for (int d = shape.Length - 1; d >= 0; d--)
        {
            if (shape[d] != 1 && steps[d] != expected)
                return false;
            expected *= shape[d];
        }
        return true;
    }

    private static DamagedFileException Damaged(string where, string fault) => new($"{where}: not a whole tensor: {fault}; download the record again");
}
