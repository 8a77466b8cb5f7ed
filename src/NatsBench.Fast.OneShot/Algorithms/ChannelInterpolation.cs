using NatsBench.Fast.OneShot.Engine;
using NatsBench.Fast.OneShot.Randomness;
using NatsBench.Fast.OneShot.Supernets;
using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Algorithms;

/// <summary>
/// Channel-wise interpolation (TAS, Dong and Yang, NeurIPS 2019): behind each module two sampled widths, each stretched over the channels
/// of the larger, added by the softmax of their relaxed log-probabilities.
/// </summary>
internal sealed class ChannelInterpolation(SearchScene scene) : SizeAlgorithm(scene)
{
    private const double LeastWeight = 1e-7;

    private readonly Dictionary<(long From, long To), Tensor> _stretches = [];

    public override void Dispose()
    {
        base.Dispose();
        foreach (Tensor stretch in _stretches.Values)
            stretch.Dispose();
    }

    protected override INarrowing DrawOwn(Tensor alpha)
    {
        Tensor relaxed = Gumbel.Sample(Scene, PerModule(alpha));
        // One look at 48 probabilities is all that the processor waits for.
        using Tensor probabilities = relaxed.detach().softmax(1).to(ScalarType.Float64).cpu();
        double[] weights = probabilities.data<double>().ToArray();
        long[] places = new long[2 * SizeSupernet.Modules];
        Span<double> row = stackalloc double[SizeSupernet.Candidates];
        for (int module = 0; module < SizeSupernet.Modules; module++)
        {
            for (int candidate = 0; candidate < row.Length; candidate++)
                row[candidate] = weights[module * row.Length + candidate] + LeastWeight;
            (int first, int second) = Scene.Draws.DistinctPair(DrawPurpose.Pair, row);
            (places[2 * module], places[2 * module + 1]) = (first, second);
        }
        Tensor shares = relaxed.gather(1, tensor(places, [SizeSupernet.Modules, 2]).to(Scene.Device)).softmax(1);
        return new Interpolation(this, places, shares);
    }

    /// <summary>
    /// Adaptive average pooling over channels as a matrix: output o is the mean of inputs ⌊o·from/to⌋ to ⌈(o+1)·from/to⌉-1. [to, to], whose further
    /// columns are zero; kept.
    /// </summary>
    internal Tensor Stretch(long from, long to)
    {
        if (_stretches.TryGetValue((from, to), out Tensor? known))
            return known;
        double[] matrix = new double[to * to];
        for (long o = 0; o < to; o++)
        {
            long first = o * from / to, end = ((o + 1) * from + to - 1) / to;
            matrix.AsSpan((int)(o * to + first), (int)(end - first)).Fill(1.0 / (end - first));
        }
        Tensor stretch = tensor(matrix, [to, to], Scene.Type, Scene.Device).DetachFromDisposeScope();
        _stretches.Add((from, to), stretch);
        return stretch;
    }

    private sealed class Interpolation(ChannelInterpolation owner, long[] places, Tensor shares) : INarrowing
    {
        public long Channels(int module) => Math.Max(Width(module, 0), Width(module, 1));

        // Both widths begin with the same channels, so that one matrix over them does for both.
        public Tensor Narrow(int module, Tensor output)
        {
            long channels = Channels(module);
            Tensor matrix = (shares[module, 0] * owner.Stretch(Width(module, 0), channels)).Plus(shares[module, 1] * owner.Stretch(Width(module, 1), channels));
            return nn.functional.conv2d(output, matrix.view(channels, channels, 1, 1));
        }

        private long Width(int module, int which) => SizeSupernet.Channels((int)places[2 * module + which]);
    }
}
