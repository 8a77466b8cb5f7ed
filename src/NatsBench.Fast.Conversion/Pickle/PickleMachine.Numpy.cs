using System.Text;

namespace NatsBench.Fast.Conversion.Pickle;

// NumPy: scalars become numbers, vectors become lists of numbers.
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
            PickleValue.List(new([]) { IsArrayWithoutData = true }),
        (PickleGlobal.Kind.NumpyBuffer, [var data, { Kind: PickleKind.NumpyType } type, { Kind: PickleKind.Tuple } shape, ..]) =>
            PickleValue.List(new(ReadArray(type.AsNumpyType, shape.AsTuple, data))),
        _ => null,
    };

    private void FillArray(PickleList array, PickleValue state)
    {
        if (state is not { Kind: PickleKind.Tuple }
            || state.AsTuple is not [_, { Kind: PickleKind.Tuple } shape, { Kind: PickleKind.NumpyType } type, _, var data])
            throw _input.Error("a NumPy array in an unknown form");
        array.Add(ReadArray(type.AsNumpyType, shape.AsTuple, data));
        array.IsArrayWithoutData = false;
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
