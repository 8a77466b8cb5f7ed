using System.Runtime.InteropServices;
using NatsBench.Fast.Models.Graph;
using NatsBench.Fast.Models.Onnx.Schema;

namespace NatsBench.Fast.Models.Tests.Onnx;

/// <summary>
/// Computes a model in double precision, operator by operator as the ONNX standard has them, from its bytes alone. Knows
/// the operators and attributes that a network needs, and fails at any other.
/// </summary>
internal sealed class OnnxArithmetic
{
    private readonly Dictionary<string, Value> _values = [];

    private OnnxArithmetic()
    {
    }

    /// <summary>A tensor: sides and numbers, row-major.</summary>
    public sealed record Value(int[] Sides, double[] Numbers)
    {
        public TensorShape Shape => new(Sides[1], Sides[2], Sides[3]);

        /// <summary>A value computed image by image.</summary>
        public Value ByImage(int[] rest, Func<double[], IEnumerable<double>> image) => new(
            [Sides[0], .. rest], [.. Numbers.Chunk(Numbers.Length / Sides[0]).SelectMany(image)]);
    }

    /// <summary>All values of a model by name.</summary>
    public static IReadOnlyDictionary<string, Value> Compute(ModelProto model, params double[][] images)
    {
        OnnxArithmetic arithmetic = new();
        int[] sides = [images.Length, .. model.Graph.Input.Single().Type.TensorType.Shape.Dim.Skip(1).Select(side => (int)side.DimValue)];
        arithmetic._values.Add(model.Graph.Input.Single().Name, new Value(sides, [.. images.SelectMany(image => image)]));
        foreach (TensorProto tensor in model.Graph.Initializer)
            arithmetic._values.Add(tensor.Name, Read(tensor));
        foreach (NodeProto node in model.Graph.Node)
            // A name that is given twice, or that is used before it is there, fails here.
            arithmetic._values.Add(node.Output.Single(), arithmetic.Of(node));
        return arithmetic._values;
    }

    public static Value Read(TensorProto tensor)
    {
        byte[] bytes = tensor.RawData.ToByteArray();
        double[] numbers = (TensorProto.Types.DataType)tensor.DataType switch
        {
            TensorProto.Types.DataType.Float => [.. MemoryMarshal.Cast<byte, float>(bytes).ToArray().Select(x => (double)x)],
            TensorProto.Types.DataType.Float16 => [.. MemoryMarshal.Cast<byte, Half>(bytes).ToArray().Select(x => (double)x)],
            TensorProto.Types.DataType.Int64 => [.. MemoryMarshal.Cast<byte, long>(bytes).ToArray().Select(x => (double)x)],
            _ => throw new NotSupportedException($"{tensor.Name}: type {tensor.DataType}"),
        };
        Assert.Equal(tensor.Dims.Aggregate(1L, (count, side) => count * side), numbers.Length);
        return new Value([.. tensor.Dims.Select(side => (int)side)], numbers);
    }

    private Value Of(NodeProto node)
    {
        Value[] inputs = [.. node.Input.Select(name => _values[name])];
        Dictionary<string, AttributeProto> attributes = node.Attribute.ToDictionary(attribute => attribute.Name);
        Value result = (node.OpType, inputs) switch
        {
            ("Constant", []) => Read(attributes["value"].T),
            ("Conv", [var x, var w]) => Convolution(x, w, null),
            ("Conv", [var x, var w, var b]) => Convolution(x, w, b),
            ("BatchNormalization", [var x, var scale, var b, var mean, var variance]) => Norm(x, scale, b, mean, variance, attributes["epsilon"].F),
            ("Relu", [var x]) => x with { Numbers = Array.ConvertAll(x.Numbers, number => Math.Max(number, 0)) },
            ("Identity", [var x]) => x,
            ("AveragePool", [var x]) => Pool(x),
            ("GlobalAveragePool", [var x]) => x.ByImage([x.Sides[1], 1, 1], image => image.Chunk(x.Sides[2] * x.Sides[3]).Select(channel => channel.Average())),
            ("Flatten", [var x]) when attributes["axis"].I == 1 => new Value([x.Sides[0], x.Numbers.Length / x.Sides[0]], x.Numbers),
            ("Gemm", [var a, var b, var c]) when attributes["transB"].I == 1 => Broadcast(Product(a, b, attributes.TryGetValue("alpha", out var alpha) ? alpha.F : 1), c, (p, q) => p + q),
            ("Sum", _) => inputs.Aggregate((a, b) => Broadcast(a, b, (p, q) => p + q)),
            ("Add", [var a, var b]) => Broadcast(a, b, (p, q) => p + q),
            ("Mul", [var a, var b]) => Broadcast(a, b, (p, q) => p * q),
            // Rounded to float32 once more, as only images are subtracted from and divided: what is double in between does not show.
            ("Sub", [var a, var b]) => Broadcast(a, b, (p, q) => (float)(p - q)),
            ("Div", [var a, var b]) => Broadcast(a, b, (p, q) => (float)(p / q)),
            ("Cast", [var x]) => x with { Numbers = Array.ConvertAll(x.Numbers, number => attributes["to"].I == (long)TensorProto.Types.DataType.Float16 ? (double)(Half)number : (float)number) },
            ("Greater", [var a, var b]) => Broadcast(a, b, (p, q) => p > q ? 1 : 0),
            ("Where", [var choice, var a, var b]) => Broadcast(Broadcast(choice, a, (p, q) => p * q), Broadcast(choice, b, (p, q) => (1 - p) * q), (p, q) => p + q),
            ("Less", [var a, var b]) => Broadcast(a, b, (p, q) => p < q ? 1 : 0),
            ("ReduceMean", [var x]) when attributes["axes"].Ints is [1, 2, 3] && attributes["keepdims"].I == 1 => x.ByImage([1, 1, 1], image => [image.Average()]),
            ("Expand", [var x, var sides]) => Broadcast(x, Zeros(sides), (p, q) => p + q),
            _ => throw new NotSupportedException($"{node.OpType} with {inputs.Length} inputs"),
        };
        return result;

        Window Moves()
        {
            int[] size = Ints("kernel_shape"), strides = Ints("strides"), pads = Ints("pads");
            Assert.Equal([size[0], size[0]], size);
            Assert.Equal([strides[0], strides[0]], strides);
            Assert.Equal([pads[0], pads[0], pads[0], pads[0]], pads);
            return new Window(size[0], strides[0], pads[0]);
        }

        int[] Ints(string name) => [.. attributes[name].Ints.Select(number => (int)number)];

        Value Convolution(Value x, Value w, Value? b)
        {
            Assert.Equal((int[])[w.Sides[0], x.Sides[1], Moves().Size, Moves().Size], w.Sides);
            TensorShape to = Moves().Over(x.Shape, w.Sides[0])!.Value;
            return x.ByImage(
                [to.Channels, to.Height, to.Width],
                image => Windows.Convolve(image, x.Shape, w.Numbers, to.Channels, Moves(), to).Select((number, i) => number + (b?.Numbers[i / (to.Height * to.Width)] ?? 0)));
        }

        Value Pool(Value x)
        {
            Assert.Equal(0, attributes["count_include_pad"].I);
            TensorShape to = Moves().Over(x.Shape, x.Sides[1])!.Value;
            return x.ByImage([to.Channels, to.Height, to.Width], image => Windows.Average(image, x.Shape, Moves(), to));
        }
    }

    private static Value Norm(Value x, Value scale, Value b, Value mean, Value variance, double epsilon)
    {
        int pixels = x.Sides[2] * x.Sides[3];
        return x.ByImage(x.Sides[1..], image => image.Select((number, i) =>
            (number - mean.Numbers[i / pixels]) / Math.Sqrt(variance.Numbers[i / pixels] + epsilon) * scale.Numbers[i / pixels] + b.Numbers[i / pixels]));
    }

    private static Value Product(Value a, Value b, double alpha)
    {
        double[][] rows = [.. b.Numbers.Chunk(b.Sides[1])];
        return a.ByImage([b.Sides[0]], image => rows.Select(row => alpha * row.Zip(image, (p, q) => p * q).Sum()));
    }

    private static Value Zeros(Value sides) => new([.. sides.Numbers.Select(side => (int)side)], new double[(int)sides.Numbers.Aggregate(1.0, (count, side) => count * side)]);

    // By the rules of NumPy, which are those of ONNX: a side of 1 is repeated.
    private static Value Broadcast(Value a, Value b, Func<double, double, double> operation)
    {
        int rank = Math.Max(a.Sides.Length, b.Sides.Length);
        int[] left = Padded(a.Sides), right = Padded(b.Sides), sides = [.. left.Zip(right, Math.Max)];
        Assert.All(left.Zip(sides).Concat(right.Zip(sides)), pair => Assert.True(pair.First == 1 || pair.First == pair.Second));
        double[] numbers = new double[sides.Aggregate(1, (count, side) => count * side)];
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = operation(a.Numbers[Place(left, i)], b.Numbers[Place(right, i)]);
        return new Value(sides, numbers);

        int[] Padded(int[] own) => [.. Enumerable.Repeat(1, rank - own.Length), .. own];

        int Place(int[] own, int i)
        {
            int place = 0, stride = 1;
            for (int d = rank - 1; d >= 0; i /= sides[d], d--)
            {
                place += own[d] == 1 ? 0 : i % sides[d] * stride;
                stride *= own[d];
            }
            return place;
        }
    }
}
