using System.Globalization;
using System.Text.Json;
using NatsBench.Fast.Models.Weights;
using NatsBench.Fast.OneShot.Engine;
using Tensor = TorchSharp.torch.Tensor;

namespace NatsBench.Fast.OneShot.Replay;

/// <summary>Collects differences from a trace, part by part.</summary>
internal sealed class Comparison
{
    private readonly List<ReplayPart> _parts = [];
    private string _place = "";
    private int _compared;
    private int _beyond;
    private double _largest;
    private string _largestName = "";
    private string? _firstBeyond;

    public IReadOnlyList<ReplayPart> Parts => _parts;

    /// <summary>Ends the part before, and begins another.</summary>
    public void Begin(string place)
    {
        End();
        (_place, _compared, _beyond, _largest, _largestName, _firstBeyond) = (place, 0, 0, 0, "", null);
    }

    /// <summary>Ends the last part.</summary>
    public void End()
    {
        if (_compared > 0)
            _parts.Add(new ReplayPart(_place, _compared, _largest, _largestName, _beyond, _firstBeyond));
        _compared = 0;
    }

    public void Scalar(string name, double actual, double expected, double tolerance) =>
        Add(name, actual.Equals(expected) ? 0 : Math.Abs(actual - expected) / Math.Max(1, Math.Abs(expected)), tolerance);

    /// <summary>Texts, counts and whatever else has no tolerance.</summary>
    public void Same<T>(string name, T actual, T expected)
    {
        if (EqualityComparer<T>.Default.Equals(actual, expected))
            _compared++;
        else
            Fault(name, string.Create(CultureInfo.InvariantCulture, $"is {actual}, not {expected}"));
    }

    /// <summary>Norms; null where there is no gradient yet, in both or in neither.</summary>
    public void Norms(string name, IReadOnlyList<string> names, double?[] actual, TraceJson[] expected, double tolerance)
    {
        if (actual.Length != expected.Length || names.Count != expected.Length)
        {
            Fault(name, $"{actual.Length} of them, not {expected.Length}");
            return;
        }
        for (int i = 0; i < actual.Length; i++)
        {
            bool isAbsent = expected[i].Kind == JsonValueKind.Null;
            if (isAbsent || actual[i] is not { } norm)
                Same($"{name} {names[i]} absent", actual[i] is null, isAbsent);
            else
                Scalar($"{name} {names[i]}", norm, expected[i].Number(), tolerance);
        }
    }

    /// <summary>A tensor by its largest difference, in proportion to its largest element.</summary>
    /// <param name="name">Which.</param>
    /// <param name="actual">Ours.</param>
    /// <param name="expected">The recorded one.</param>
    /// <param name="tolerance">How large the difference may be.</param>
    /// <param name="isAbsolute">In proportion to nothing.</param>
    /// <param name="least">In proportion to this where the largest element is smaller.</param>
    public void Tensors(string name, Tensor actual, Models.Weights.Tensor expected, double tolerance, bool isAbsolute = false, double least = 0)
    {
        Models.Weights.Tensor plain = TensorFiles.Plain(name, actual);
        if (!plain.Shape.SequenceEqual(expected.Shape))
        {
            Fault(name, $"is [{string.Join(", ", plain.Shape.ToArray())}], not [{string.Join(", ", expected.Shape.ToArray())}]");
            return;
        }
        double[] mine = Numbers(plain), recorded = Numbers(expected);
        double difference = 0, size = 0;
        for (int i = 0; i < mine.Length; i++)
        {
            double one = mine[i].Equals(recorded[i]) ? 0 : Math.Abs(mine[i] - recorded[i]);
            difference = double.IsNaN(one) ? double.NaN : Math.Max(difference, one);
            size = Math.Max(size, Math.Abs(recorded[i]));
        }
        Add(name, difference == 0 ? 0 : isAbsolute ? difference : difference / Math.Max(least, size), tolerance);
    }

    private static double[] Numbers(Models.Weights.Tensor tensor) => tensor.Type switch
    {
        ElementType.F32 => [.. tensor.Floats.ToArray().Select(value => (double)value)],
        ElementType.F64 => tensor.Doubles.ToArray(),
        _ => [.. tensor.Integers.ToArray().Select(value => (double)value)],
    };

    private void Add(string name, double difference, double tolerance)
    {
        _compared++;
        if (!(difference <= _largest))
            (_largest, _largestName) = (difference, name);
        if (difference <= tolerance)
            return;
        _beyond++;
        _firstBeyond ??= string.Create(CultureInfo.InvariantCulture, $"{name} differs by {difference:0.00e+0}, more than {tolerance:0e+0}");
    }

    private void Fault(string name, string fault)
    {
        _compared++;
        _beyond++;
        _firstBeyond ??= $"{name} {fault}";
    }
}
