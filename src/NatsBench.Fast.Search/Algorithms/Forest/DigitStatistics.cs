using NatsBench.Fast.Model;

namespace NatsBench.Fast.Search.Algorithms.Forest;

/// <summary>
/// What a node of a tree knows of its samples: how many have each value of each digit, and the sum of their rewards. Finds the split that
/// explains most of the variance. Used by one thread.
/// </summary>
/// <param name="positions">Number of digits.</param>
/// <param name="leastLeaf">Samples that each side of a split has at least.</param>
internal sealed class DigitStatistics(int positions, int leastLeaf)
{
    private readonly Cell[] _cells = new Cell[positions * PackedDigits.Most];
    private readonly int[] _positions = [.. Enumerable.Range(0, positions)];
    private Cell _all;

    /// <summary>The mean reward.</summary>
    public double Mean => _all.Sum / _all.Count;

    /// <summary>Takes the samples of a node.</summary>
    /// <returns>True when they are enough for two leaves; else there is only the mean.</returns>
    public bool Gather(ReadOnlySpan<Sample> samples)
    {
        _all = default;
        foreach (Sample sample in samples)
            _all.Add(sample.Reward);
        if (samples.Length < 2 * leastLeaf)
            return false;
        Span<Cell> cells = _cells;
        cells.Clear();
        foreach (Sample sample in samples)
            for (int position = 0; position < positions; position++)
                cells[position * PackedDigits.Most + sample.Digits.At(position)].Add(sample.Reward);
        return true;
    }

    /// <summary>The best split on two thirds of the digits, drawn anew, or on further ones where those cannot be split.</summary>
    /// <returns>False where no split explains anything.</returns>
    public bool TryFindSplit(ref SplitMix64 random, out DigitSplit split)
    {
        int tried = (2 * positions + 2) / 3;
        // What rounding alone can amount to.
        double best = 1e-24 * _all.Sum * _all.Sum * _all.Count;
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
            for (; at > 0 && Cell.Difference(cells[byMean[at - 1]], cells[value]) > 0; at--)
                byMean[at] = byMean[at - 1];
            byMean[at] = value;
        }

        bool improved = false;
        Cell left = default;
        int values = 0;
        for (int i = 0; i < count - 1; i++)
        {
            left = left.Plus(cells[byMean[i]]);
            values |= 1 << byMean[i];
            Cell right = _all.Minus(left);
            double explained = Cell.Explained(left, right);
            if (explained <= best || left.Count < leastLeaf || right.Count < leastLeaf)
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

    private struct Cell
    {
        public double Sum;
        public double Count;

        // The difference of two means, times both counts: spares divisions.
        public static double Difference(in Cell a, in Cell b) => a.Sum * b.Count - b.Sum * a.Count;

        // How much of the variance two parts explain, times the count of both.
        public static double Explained(in Cell a, in Cell b)
        {
            double difference = Difference(a, b);
            return difference * difference / (a.Count * b.Count);
        }

        public void Add(double reward)
        {
            Sum += reward;
            Count++;
        }

        public readonly Cell Plus(Cell other) => new() { Sum = Sum + other.Sum, Count = Count + other.Count };

        public readonly Cell Minus(Cell other) => new() { Sum = Sum - other.Sum, Count = Count - other.Count };
    }
}
