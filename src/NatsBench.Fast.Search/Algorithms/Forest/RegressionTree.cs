using System.Runtime.InteropServices;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Search.Algorithms.Forest;

/// <summary>
/// A randomised regression tree over categorical digits, grown until nothing more is explained; a leaf answers with its mean. Keeps its
/// memory from fit to fit. Used by one thread.
/// </summary>
internal sealed class RegressionTree(DigitStatistics statistics)
{
    private readonly Stack<(int Node, int Begin, int End)> _growing = new();
    private Node[] _nodes = new Node[64];
    private int _count;

    /// <summary>Learns anew.</summary>
    /// <param name="samples">At least one; they come back in another order.</param>
    /// <param name="random">Chooses the digits that a node may ask about.</param>
    public void Fit(Span<Sample> samples, ref SplitMix64 random)
    {
        // A leaf has a sample at least, and every split adds one leaf.
        if (_nodes.Length < 2 * samples.Length)
            _nodes = new Node[4 * samples.Length];
        _count = 1;
        _growing.Push((0, 0, samples.Length));
        while (_growing.TryPop(out (int Node, int Begin, int End) at))
        {
            Span<Sample> own = samples[at.Begin..at.End];
            bool isEnough = statistics.Gather(own);
            ref Node node = ref _nodes[at.Node];
            node = new Node(statistics.Mean);
            if (!isEnough || !statistics.TryFindSplit(ref random, out DigitSplit split))
                continue;
            int middle = at.Begin + Partition(own, split);
            (node.Split, node.LeftChild) = (split, _count);
            _growing.Push((_count, at.Begin, middle));
            _growing.Push((_count + 1, middle, at.End));
            _count += 2;
        }
    }

    /// <summary>The reward to expect.</summary>
    public double Predict(PackedDigits digits)
    {
        Node[] nodes = _nodes;
        ref readonly Node node = ref nodes[0];
        while (node.LeftChild != 0)
            node = ref nodes[node.Split.GoesLeft(digits) ? node.LeftChild : node.LeftChild + 1];
        return node.Mean;
    }

    private static int Partition(Span<Sample> samples, DigitSplit split)
    {
        (int left, int right) = (0, samples.Length);
        while (left < right)
        {
            if (split.GoesLeft(samples[left].Digits))
            {
                left++;
                continue;
            }
            right--;
            (samples[left], samples[right]) = (samples[right], samples[left]);
        }
        return left;
    }

    [StructLayout(LayoutKind.Auto)]
    private struct Node(double mean)
    {
        public readonly double Mean = mean;

        // 0 for a leaf; the right child comes after the left one.
        public int LeftChild;
        public DigitSplit Split;
    }
}
