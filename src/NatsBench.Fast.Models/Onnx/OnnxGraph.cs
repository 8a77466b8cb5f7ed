using System.Runtime.InteropServices;
using Google.Protobuf;
using NatsBench.Fast.Model;
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
internal sealed class OnnxGraph
{
    /// <summary>A side that is as long as the batch.</summary>
    public const int Batch = 0;

    private const string BatchName = "N";

    // What the network computes in; inputs and outputs are float32 all the same.
    private readonly DataType _type;
    private string? _zeroPixel;
    private string? _zeros;
    private Half[] _halves = [];

    /// <summary>Creates a graph with its input.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="options">What it is given and what it computes in.</param>
    public OnnxGraph(string name, OnnxOptions options)
    {
        _type = options.Half ? DataType.Float16 : DataType.Float;
        Proto = new GraphProto { Name = name };
        DataType given = options.Preprocessing is null ? DataType.Float : DataType.Uint8;
        Proto.Input.Add(Declare(OnnxExport.Images, given, Batch, Models.Graph.Images.Channels, options.ImageSide, options.ImageSide));
        Images = OnnxExport.Images;
        if (options.Preprocessing is { } images)
            Images = Normalised(images);
        if (options.Half)
            Images = Cast(Images, "images.half", DataType.Float16);
    }

    /// <summary>What has been put together.</summary>
    public GraphProto Proto { get; }

    /// <summary>The name of the value that the network is given: images, normalised, in the network's type.</summary>
    public string Images { get; }

    /// <summary>The name of a step's value: an output's if it is one and of its type, else the step's path.</summary>
    public string NameOf(int step, NetworkGraph network)
    {
        string path = network.Nodes[step].Path;
        return _type != DataType.Float ? path : step == network.Features ? OnnxExport.Features : step == network.Logits ? OnnxExport.Logits : path;
    }

    /// <summary>Declares an output, float32.</summary>
    /// <param name="output">Its name.</param>
    /// <param name="value">The value that it shows.</param>
    /// <param name="sides">Its sides; <see cref="Batch"/> for one as long as the batch.</param>
    public void AddOutput(string output, string value, params ReadOnlySpan<int> sides)
    {
        if (value != output)
            AddCast(value, output);
        Proto.Output.Add(Declare(output, DataType.Float, sides));
    }

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

    /// <summary>Adds a batch normalisation by the statistics of the batch.</summary>
    /// <param name="output">The value's name.</param>
    /// <param name="inputs">What is normalised, then scale, shift, and running mean and variance, which the operator wants and only hands on.</param>
    /// <returns>The value's name.</returns>
    public string AddBatchNorm(string output, ReadOnlySpan<string> inputs)
    {
        Add("BatchNormalization", output, inputs, Float("epsilon", (float)NormTensors.Epsilon), Int("training_mode", 1));
        // What a training would keep.
        Proto.Node[^1].Output.Add([$"{output}.kept_mean", $"{output}.kept_var"]);
        return output;
    }

    /// <summary>Adds numbers of the network.</summary>
    /// <returns>Their name.</returns>
    /// <exception cref="NatsBenchException">One is beyond the model's precision.</exception>
    public string AddInitializer(string tensor, ReadOnlySpan<int> shape, ReadOnlySpan<float> values)
    {
        Proto.Initializer.Add(Numbers(tensor, shape, values));
        return tensor;
    }

    /// <summary>Adds a tensor of the network as it is.</summary>
    /// <inheritdoc cref="AddInitializer(string, ReadOnlySpan{int}, ReadOnlySpan{float})"/>
    public string AddInitializer(Tensor tensor) => AddInitializer(tensor.Name, tensor.Shape, tensor.Floats);

    /// <summary>Adds a constant in the network's type that is none of its numbers.</summary>
    /// <returns>Its name.</returns>
    /// <inheritdoc cref="AddInitializer(string, ReadOnlySpan{int}, ReadOnlySpan{float})"/>
    public string AddConstant(string value, ReadOnlySpan<int> shape, ReadOnlySpan<float> values) => AddConstant(value, Numbers(value, shape, values));

    /// <summary>Adds a float32 constant, whatever the network's type.</summary>
    /// <returns>Its name.</returns>
    public string AddFloats(string value, ReadOnlySpan<int> shape, ReadOnlySpan<float> values) =>
        AddConstant(value, Tensor(value, DataType.Float, shape, MemoryMarshal.AsBytes(values)));

    /// <summary>Adds a value that is the same for every image and pixel, as large as the batch.</summary>
    /// <param name="output">Its name.</param>
    /// <param name="channels">Its channels.</param>
    /// <param name="sides">Rows and columns of an image, or nothing for a vector.</param>
    /// <returns>Its name.</returns>
    public string AddUniform(string output, ReadOnlySpan<float> channels, params ReadOnlySpan<int> sides)
    {
        if (sides.Length == 0)
            return Add("Add", output, [AddZeros(), AddConstant($"{output}.channels", [1, channels.Length], channels)]);
        string pixel = Add("Add", $"{output}.pixel", [PixelOfZeros(), AddConstant($"{output}.channels", [1, channels.Length, 1, 1], channels)]);
        long[] whole = [1, channels.Length, .. sides.ToArray()];
        string shape = AddConstant($"{output}.shape", Tensor($"{output}.shape", DataType.Int64, [whole.Length], MemoryMarshal.AsBytes(whole)));
        return Add("Expand", output, [pixel, shape]);
    }

    /// <summary>Adds a zero for each image, [N, 1].</summary>
    /// <returns>Its name.</returns>
    public string AddZeros() => _zeros ??= Add("Flatten", "zeros", [PixelOfZeros()], Int("axis", 1));

    /// <summary>Adds a value in float32.</summary>
    /// <returns>Its name.</returns>
    public string AddCast(string value, string output) => Cast(value, output, DataType.Float);

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

    // Computed from the images, not from the batch's size: processors that compute images do not compute shapes. Nothing is less than itself.
    private string PixelOfZeros()
    {
        if (_zeroPixel is null)
        {
            string mean = Add("ReduceMean", "zeros.mean", [Images], Ints("axes", 1, 2, 3), Int("keepdims", 1));
            _zeroPixel = Cast(Add("Less", "zeros.less", [mean, mean]), "zeros.pixel", _type);
        }
        return _zeroPixel;
    }

    // Three operations, each rounded as in training: one product and one sum would end in other bits.
    private string Normalised(ImageStatistics images)
    {
        int[] channels = [1, Models.Graph.Images.Channels, 1, 1];
        string pixels = Cast(OnnxExport.Images, "images.pixels", DataType.Float);
        string shares = Add("Div", "images.shares", [pixels, AddFloats("images.full", [], [byte.MaxValue])]);
        string centred = Add("Sub", "images.centred", [shares, AddFloats("images.means", channels, images.Means)]);
        return Add("Div", "images.normalised", [centred, AddFloats("images.deviations", channels, images.Deviations)]);
    }

    private string Cast(string value, string output, DataType type) => Add("Cast", output, [value], Int("to", (int)type));

    private string AddConstant(string value, TensorProto tensor) =>
        Add("Constant", value, [], new AttributeProto { Name = "value", Type = AttributeType.Tensor, T = tensor });

    private TensorProto Numbers(string tensor, ReadOnlySpan<int> shape, ReadOnlySpan<float> values)
    {
        if (_type == DataType.Float)
        {
            if (Precision.FirstNotFinite(values) is int place && place < values.Length)
                throw Beyond(tensor, place, values[place]);
            return Tensor(tensor, _type, shape, MemoryMarshal.AsBytes(values));
        }
        if (_halves.Length < values.Length)
            _halves = new Half[values.Length];
        if (Precision.ToHalf(values, _halves) is int beyond && beyond < values.Length)
            throw Beyond(tensor, beyond, values[beyond]);
        return Tensor(tensor, _type, shape, MemoryMarshal.AsBytes(_halves.AsSpan(0, values.Length)));
    }

    private NatsBenchException Beyond(string tensor, int element, float value) => new(_type == DataType.Float
        ? $"{tensor}: element {element} with its batch normalisation is {value}, beyond float32; keep the normalisation (--no-fold), or take the weights of another seed or setting"
        : $"{tensor}: element {element} is {value}, beyond float16; export in float32");

    private static TensorProto Tensor(string tensor, DataType type, ReadOnlySpan<int> shape, ReadOnlySpan<byte> values)
    {
        TensorProto proto = new() { Name = tensor, DataType = (int)type, RawData = ByteString.CopyFrom(values) };
        foreach (int side in shape)
            proto.Dims.Add(side);
        return proto;
    }

    private static ValueInfoProto Declare(string value, DataType type, params ReadOnlySpan<int> sides)
    {
        TensorShapeProto shape = new();
        foreach (int side in sides)
            shape.Dim.Add(side == Batch ? new TensorShapeProto.Types.Dimension { DimParam = BatchName } : new TensorShapeProto.Types.Dimension { DimValue = side });
        return new ValueInfoProto { Name = value, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)type, Shape = shape } } };
    }
}
