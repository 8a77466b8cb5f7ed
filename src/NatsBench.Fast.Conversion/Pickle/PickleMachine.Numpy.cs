using System.Text;

namespace NatsBench.Fast.Conversion.Pickle;

// NumPy: scalars become numbers, vectors become lists of numbers; of images, arrays stay what they are.
internal sealed partial class PickleMachine
{
    private PickleValue? TryCallNumpy(PickleGlobal.Kind does, PickleValue[] arguments) => (does, arguments) switch
    {
        (PickleGlobal.Kind.NumpyType, [{ Kind: PickleKind.String } name, ..]) =>
            PickleValue.NumpyType(NumpyType.Parse(name.AsString) ?? throw _input.Error($"numpy.dtype {name} is no number")),
        (PickleGlobal.Kind.NumpyScalar, [{ Kind: PickleKind.NumpyType } type, var data]) when RawBytes(data) is { } bytes =>
            bytes.Length == type.AsNumpyType.Size
                ? type.AsNumpyType.Read(bytes)
                : throw _input.Error($"a NumPy number of {type.AsNumpyType.Size} bytes out of {bytes.Length}"),
        (PickleGlobal.Kind.NumpyArray, [{ Kind: PickleKind.Global } type, ..]) when type.AsGlobal.Does == PickleGlobal.Kind.NumpyArrayType =>
            scope == PickleScope.Images ? PickleValue.Array(new()) : PickleValue.List(new([]) { IsArrayWithoutData = true }),
        (PickleGlobal.Kind.NumpyBuffer, [var data, { Kind: PickleKind.NumpyType } type, { Kind: PickleKind.Tuple } shape, { Kind: PickleKind.String } order])
            when scope == PickleScope.Images => PickleValue.Array(KeepArray(new(), type.AsNumpyType, shape.AsTuple, order.AsString == "C", data)),
        (PickleGlobal.Kind.NumpyBuffer, [var data, { Kind: PickleKind.NumpyType } type, { Kind: PickleKind.Tuple } shape, ..]) =>
            PickleValue.List(new(ReadArray(type.AsNumpyType, shape.AsTuple, data))),
        _ => null,
    };

    private void FillArray(PickleList array, PickleValue state)
    {
        (PickleValue[] shape, NumpyType type, _, PickleValue data) = ArrayState(state);
        array.Add(ReadArray(type, shape, data));
        array.IsArrayWithoutData = false;
    }

    private void FillArray(NumpyArray array, PickleValue state)
    {
        (PickleValue[] shape, NumpyType type, PickleValue isFortran, PickleValue data) = ArrayState(state);
        KeepArray(array, type, shape, isFortran is { Kind: PickleKind.Bool or PickleKind.Int, Bits: 0 }, data);
    }

    private (PickleValue[] Shape, NumpyType Type, PickleValue IsFortran, PickleValue Data) ArrayState(PickleValue state) =>
        state is { Kind: PickleKind.Tuple }
        && state.AsTuple is [_, { Kind: PickleKind.Tuple } shape, { Kind: PickleKind.NumpyType } type, var isFortran, var data]
            ? (shape.AsTuple, type.AsNumpyType, isFortran, data)
            : throw _input.Error("a NumPy array in an unknown form");

    private NumpyArray KeepArray(NumpyArray array, NumpyType type, PickleValue[] shape, bool isRowMajor, PickleValue data)
    {
        if (!isRowMajor)
            throw _input.Error("a NumPy array whose columns come first");
        long size = type.Size;
        int[] sides = new int[shape.Length <= NumpyArray.MaxDimensions ? shape.Length : throw _input.Error($"a NumPy array of {shape.Length} dimensions")];
        for (int i = 0; i < sides.Length; i++)
        {
            sides[i] = shape[i] is { Kind: PickleKind.Int, AsInt: >= 0 and <= int.MaxValue } side
                ? (int)side.AsInt
                : throw _input.Error($"{shape[i]} as a side of a NumPy array");
            size = size <= int.MaxValue ? size * sides[i] : throw _input.Error("a NumPy array whose data do not fit its shape");
        }
        if (RawBytes(data) is not { } bytes || bytes.Length != size)
            throw _input.Error("a NumPy array whose data do not fit its shape");
        array.Fill(type, sides, bytes);
        return array;
    }

    private PickleValue[] ReadArray(NumpyType type, PickleValue[] shape, PickleValue data)
    {
        if (shape is not [{ Kind: PickleKind.Int } count])
            throw _input.Error($"a NumPy array of {shape.Length} dimensions; only vectors are data of the benchmark");
        if (RawBytes(data) is not { } bytes || bytes.Length % type.Size != 0 || bytes.Length / type.Size != count.AsInt)
            throw _input.Error("a NumPy array whose data do not fit its shape");
        Spend((int)count.AsInt);
        var values = new PickleValue[count.AsInt];
        for (int i = 0; i < values.Length; i++)
            values[i] = type.Read(bytes.AsSpan(i * type.Size));
        return values;
    }

    // In a pickle of Python 2 the bytes of a number may happen to be text.
    private static byte[]? RawBytes(PickleValue data) => data.Kind switch
    {
        PickleKind.Bytes => data.AsBytes,
        PickleKind.String => Encoding.UTF8.GetBytes(data.AsString),
        _ => null,
    };
}
