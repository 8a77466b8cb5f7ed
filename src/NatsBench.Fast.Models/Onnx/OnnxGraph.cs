using System.Runtime.InteropServices;
using Google.Protobuf;
using NatsBench.Fast.Models.Graph;
using NatsBench.Fast.Models.Onnx.Schema;
using NatsBench.Fast.Models.Weights;
using static NatsBench.Fast.Models.Onnx.Schema.AttributeProto.Types;
using static NatsBench.Fast.Models.Onnx.Schema.TensorProto.Types;

namespace NatsBench.Fast.Models.Onnx;

/// <summary>
/// A model's graph while it grows: operators in the order in which they are computed. A value has the name of the step that gives it.
/// Initialisers hold the network's numbers alone; every other constant is an operator of its own.
/// </summary>
internal sealed class OnnxGraph(string name)
{
    /// <summary>The name of the batch's size, the one side that is open.</summary>
    private const string Batch = "N";

    private string? _batchSize;

    /// <summary>What has been put together.</summary>
    public GraphProto Proto { get; } = new() { Name = name };

    /// <summary>Declares the images.</summary>
    public void AddInput(string input, int channels, int side) =>
        Proto.Input.Add(Declare(input, DataType.Float, channels, side, side));

    /// <summary>Declares an output, a vector for each image.</summary>
    public void AddOutput(string output, int length) => Proto.Output.Add(Declare(output, DataType.Float, length));

    /// <summary>Adds an operator that gives one value.</summary>
    /// <returns>The value's name.</returns>
    public string Add(string operation, string output, ReadOnlySpan<string> inputs, params ReadOnlySpan<AttributeProto> attributes)
    {
        NodeProto node = new() { Name = output, OpType = operation, Output = { output } };
        foreach (string input in inputs)
            node.Input.Add(input);
        foreach (AttributeProto attribute in attributes)
            node.Attribute.Add(attribute);
        Proto.Node.Add(node);
        return output;
    }

    /// <summary>Adds numbers of the network.</summary>
    /// <returns>Their name.</returns>
    /// <exception cref="NatsBenchException">One is not finite: it is beyond the model's precision.</exception>
    public string AddInitializer(string tensor, ReadOnlySpan<int> shape, ReadOnlySpan<float> values)
    {
        for (int i = 0; i < values.Length; i++)
            if (!float.IsFinite(values[i]))
                throw new NatsBenchException($"{tensor}: element {i} is {values[i]} in the model, beyond float32; take the weights of another seed or setting");
        Proto.Initializer.Add(Tensor(tensor, DataType.Float, shape, MemoryMarshal.AsBytes(values)));
        return tensor;
    }

    /// <summary>Adds a tensor of the network as it is.</summary>
    /// <inheritdoc cref="AddInitializer(string, ReadOnlySpan{int}, ReadOnlySpan{float})"/>
    public string AddInitializer(Tensor tensor) => AddInitializer(tensor.Name, tensor.Shape, tensor.Floats);

    /// <summary>Adds a constant that is none of the network's numbers.</summary>
    /// <returns>Its name.</returns>
    public string AddConstant(string value, ReadOnlySpan<int> shape, ReadOnlySpan<float> values) =>
        AddConstant(value, Tensor(value, DataType.Float, shape, MemoryMarshal.AsBytes(values)));

    /// <inheritdoc cref="AddConstant(string, ReadOnlySpan{int}, ReadOnlySpan{float})"/>
    public string AddConstant(string value, ReadOnlySpan<int> shape, ReadOnlySpan<long> values) =>
        AddConstant(value, Tensor(value, DataType.Int64, shape, MemoryMarshal.AsBytes(values)));

    /// <summary>Adds a value that is the same for every image and pixel, as large as the batch.</summary>
    /// <param name="output">Its name.</param>
    /// <param name="channels">Its channels.</param>
    /// <param name="sides">Rows and columns of an image, or nothing for a vector.</param>
    /// <returns>Its name.</returns>
    public string AddUniform(string output, ReadOnlySpan<float> channels, params ReadOnlySpan<int> sides)
    {
        _batchSize ??= Add("Shape", "batch", [Proto.Input[0].Name], Int("start", 0), Int("end", 1));
        ReadOnlySpan<int> shape = sides.Length == 0 ? [1, channels.Length] : [1, channels.Length, 1, 1];
        long[] rest = [channels.Length, .. sides.ToArray()];
        string one = AddConstant($"{output}.channels", shape, channels), sizes = AddConstant($"{output}.sides", [rest.Length], rest);
        return Add("Expand", output, [one, Add("Concat", $"{output}.shape", [_batchSize, sizes], Int("axis", 0))]);
    }

    /// <summary>A whole number.</summary>
    public static AttributeProto Int(string attribute, long value) => new() { Name = attribute, Type = AttributeType.Int, I = value };

    /// <summary>Whole numbers.</summary>
    public static AttributeProto Ints(string attribute, params ReadOnlySpan<long> values)
    {
        AttributeProto ints = new() { Name = attribute, Type = AttributeType.Ints };
        foreach (long value in values)
            ints.Ints.Add(value);
        return ints;
    }

    /// <summary>A number.</summary>
    public static AttributeProto Float(string attribute, float value) => new() { Name = attribute, Type = AttributeType.Float, F = value };

    /// <summary>How a convolution or a pooling moves.</summary>
    public static AttributeProto[] Moves(Window window) =>
    [
        Ints("kernel_shape", window.Size, window.Size),
        Ints("strides", window.Stride, window.Stride),
        Ints("pads", window.Padding, window.Padding, window.Padding, window.Padding),
    ];

    private string AddConstant(string value, TensorProto tensor) =>
        Add("Constant", value, [], new AttributeProto { Name = "value", Type = AttributeType.Tensor, T = tensor });

    private static TensorProto Tensor(string tensor, DataType type, ReadOnlySpan<int> shape, ReadOnlySpan<byte> values)
    {
        TensorProto proto = new() { Name = tensor, DataType = (int)type, RawData = ByteString.CopyFrom(values) };
        foreach (int side in shape)
            proto.Dims.Add(side);
        return proto;
    }

    private static ValueInfoProto Declare(string value, DataType type, params ReadOnlySpan<int> sides)
    {
        TensorShapeProto shape = new() { Dim = { new TensorShapeProto.Types.Dimension { DimParam = Batch } } };
        foreach (int side in sides)
            shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = side });
        return new ValueInfoProto { Name = value, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)type, Shape = shape } } };
    }
}
