using System.Runtime.InteropServices;
using NatsBench.Fast.Models.Graph;
using NatsBench.Fast.Models.Onnx.Schema;

namespace NatsBench.Fast.Models.Tests.Onnx;

/// <summary>
/// Computes a model for one image in double precision, operator by operator as the ONNX standard has them, from its bytes alone. Knows
/// the operators and attributes that a network needs, and fails at any other.
/// </summary>
internal sealed class OnnxArithmetic
{
    private readonly Dictionary<string, Value> _values = [];

    private OnnxArithmetic()
    {
    }

    /// <summary>A tensor: sides and numbers, row-major. The batch has one image.</summary>
    public sealed record Value(int[] Sides, double[] Numbers)
    {
        public TensorShape Shape => new(Sides[1], Sides[2], Sides[3]);
    }

    /// <summary>All values of a model by name, for one image.</summary>
    public static IReadOnlyDictionary<string, Value> Compute(ModelProto model, double[] image)
    {
        OnnxArithmetic arithmetic = new();
        int[] sides = [1, .. model.Graph.Input.Single().Type.TensorType.Shape.Dim.Skip(1).Select(side => (int)side.DimValue)];
        arithmetic._values.Add(model.Graph.Input.Single().Name, new Value(sides, image));
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
            ("GlobalAveragePool", [var x]) => new Value([1, x.Sides[1], 1, 1], [.. x.Numbers.Chunk(x.Sides[2] * x.Sides[3]).Select(channel => channel.Average())]),
            ("Flatten", [var x]) when attributes["axis"].I == 1 => new Value([1, x.Numbers.Length], x.Numbers),
            ("Gemm", [var x, var w, var b]) when attributes["transB"].I == 1 => Product(x, w, b),
            ("Sum", _) => inputs.Aggregate((a, b) => Broadcast(a, b, (p, q) => p + q)),
            ("Add", [var a, var b]) => Broadcast(a, b, (p, q) => p + q),
            ("Mul", [var a, var b]) => Broadcast(a, b, (p, q) => p * q),
            ("Shape", [var x]) => Shape(x, (int)attributes["start"].I, (int)attributes["end"].I),
            ("Concat", _) when attributes["axis"].I == 0 => new Value([inputs.Sum(input => input.Sides[0])], [.. inputs.SelectMany(input => input.Numbers)]),
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
            double[] numbers = Windows.Convolve(x.Numbers, x.Shape, w.Numbers, to.Channels, Moves(), to);
            for (int i = 0; b is not null && i < numbers.Length; i++)
                numbers[i] += b.Numbers[i / (to.Height * to.Width)];
            return new Value([1, to.Channels, to.Height, to.Width], numbers);
        }

        Value Pool(Value x)
        {
            Assert.Equal(0, attributes["count_include_pad"].I);
            TensorShape to = Moves().Over(x.Shape, x.Sides[1])!.Value;
            return new Value([1, to.Channels, to.Height, to.Width], Windows.Average(x.Numbers, x.Shape, Moves(), to));
        }
    }

    private static Value Norm(Value x, Value scale, Value b, Value mean, Value variance, double epsilon)
    {
        int pixels = x.Sides[2] * x.Sides[3];
        return x with
        {
            Numbers = [.. x.Numbers.Select((number, i) =>
                (number - mean.Numbers[i / pixels]) / Math.Sqrt(variance.Numbers[i / pixels] + epsilon) * scale.Numbers[i / pixels] + b.Numbers[i / pixels])],
        };
    }

    private static Value Product(Value x, Value w, Value b) => new(
        [1, w.Sides[0]], [.. w.Numbers.Chunk(w.Sides[1]).Zip(b.Numbers, (row, bias) => row.Zip(x.Numbers, (p, q) => p * q).Sum() + bias)]);

    private static Value Shape(Value x, int start, int end) => new([end - start], [.. x.Sides[start..end].Select(side => (double)side)]);

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
