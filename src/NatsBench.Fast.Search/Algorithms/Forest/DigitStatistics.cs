using System.Runtime.InteropServices;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Search.Algorithms.Forest;

/// <summary>
/// What a node of a tree knows of its samples: how many have each value of each digit, and the sum of their rewards. Finds the split that
/// explains most of the variance. Used by one thread.
/// </summary>
internal sealed class DigitStatistics(int positions)
{
    private readonly Cell[] _cells = new Cell[positions * PackedDigits.Most];
    private readonly int[] _positions = [.. Enumerable.Range(0, positions)];
    private Cell _all;

    public double Mean => _all.Mean;

    public void Gather(ReadOnlySpan<Sample> samples)
    {
        Span<Cell> cells = _cells;
        cells.Clear();
        _all = default;
        foreach (Sample sample in samples)
        {
            _all.Add(sample.Reward);
            for (int position = 0; position < positions; position++)
                cells[position * PackedDigits.Most + sample.Digits.At(position)].Add(sample.Reward);
        }
    }

    /// <summary>The best split on two thirds of the digits, drawn anew, or on further ones where those cannot be split.</summary>
    /// <returns>False where no split explains anything.</returns>
    public bool TryFindSplit(ref SplitMix64 random, out DigitSplit split)
    {
        int tried = (2 * positions + 2) / 3;
        double best = _all.Explained + 1e-12 * Math.Abs(_all.Explained);
        (split, bool found) = (default, false);
        for (int i = 0; i < positions && (i < tried || !found); i++)
        {
            int other = i + random.NextIndex(positions - i);
            (_positions[i], _positions[other]) = (_positions[other], _positions[i]);
            found |= TryImprove(_positions[i], ref best, ref split);
        }
        // Values that no sample has go either way.
        if (found)
            split = split with { Left = (byte)(split.Left | (random.NextUInt32() & ~Values(split.Position))) };
        return found;
    }

    // In the order of their means, a split between two neighbours is the best of all splits of the values (Fisher 1958).
    private bool TryImprove(int position, ref double best, ref DigitSplit split)
    {
        ReadOnlySpan<Cell> cells = Cells(position);
        Span<int> byMean = stackalloc int[PackedDigits.Most];
        int count = 0;
        for (int value = 0; value < cells.Length; value++)
        {
            if (cells[value].Count == 0)
                continue;
            int at = count++;
            for (; at > 0 && cells[byMean[at - 1]].Mean > cells[value].Mean; at--)
                byMean[at] = byMean[at - 1];
            byMean[at] = value;
        }

        bool improved = false;
        Cell left = default;
        int values = 0;
        foreach (int value in byMean[..int.Max(count - 1, 0)])
        {
            left = left.Plus(cells[value]);
            values |= 1 << value;
            double explained = left.Explained + _all.Minus(left).Explained;
            if (explained <= best)
                continue;
            (best, improved) = (explained, true);
            split = new DigitSplit((byte)position, (byte)values);
        }
        return improved;
    }

    private uint Values(int position)
    {
        ReadOnlySpan<Cell> cells = Cells(position);
        uint values = 0;
        for (int value = 0; value < cells.Length; value++)
            values |= cells[value].Count > 0 ? 1u << value : 0;
        return values;
    }

    private ReadOnlySpan<Cell> Cells(int position) => _cells.AsSpan(position * PackedDigits.Most, PackedDigits.Most);

    [StructLayout(LayoutKind.Auto)]
    private struct Cell
    {
        public double Sum;
        public int Count;

        public readonly double Mean => Sum / Count;

        // The part of the sum of squares that the mean accounts for.
        public readonly double Explained => Sum * Sum / Count;

        public void Add(double reward)
        {
            Sum += reward;
            Count++;
        }

        public readonly Cell Plus(Cell other) => new() { Sum = Sum + other.Sum, Count = Count + other.Count };

        public readonly Cell Minus(Cell other) => new() { Sum = Sum - other.Sum, Count = Count - other.Count };
    }
}
