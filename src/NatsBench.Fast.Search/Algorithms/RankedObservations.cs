using System.Runtime.CompilerServices;

namespace NatsBench.Fast.Search.Algorithms;

/// <summary>
/// Digits of architectures in ascending order of their losses, of equals the earlier first; a byte a digit, the first the lowest. Used by
/// one thread.
/// </summary>
/// <param name="positions">Number of digits, up to 8.</param>
internal sealed class RankedObservations(int positions)
{
    // Rows can be read in whole vectors.
    private const int Slack = 8;

    private ulong[] _rows = new ulong[64 + Slack];
    private double[] _losses = new double[64];

    /// <summary>Number of observations.</summary>
    public int Count { get; private set; }

    /// <summary>Number of digits.</summary>
    public int Positions => positions;

    /// <summary>All observations, best first, and some rows more.</summary>
    public ReadOnlySpan<ulong> Rows => _rows;

    /// <summary>A digit of the observation of some rank.</summary>
    public byte Digit(int rank, int position) => (byte)(_rows[rank] >> (8 * position));

    /// <summary>Digits as a row; what lies beyond them is no digit.</summary>
    public static ulong Row(ReadOnlySpan<byte> digits)
    {
        ulong row = ulong.MaxValue;
        for (int position = digits.Length - 1; position >= 0; position--)
            row = (row << 8) | digits[position];
        return row;
    }

    /// <summary>Forgets all.</summary>
    public void Clear() => Count = 0;

    /// <summary>Puts an observation in its place.</summary>
    /// <param name="row">Its digits (<see cref="Row"/>).</param>
    /// <param name="loss">To be minimised; never NaN.</param>
    public void Insert(ulong row, double loss)
    {
        if (Count == _losses.Length)
            Grow();
        int rank = RankOf(loss);
        Insert(_losses, rank, loss);
        Insert(_rows, rank, row);
        Count++;
    }

    // Without a jump that depends on losses: nobody can foretell those.
    private int RankOf(double loss)
    {
        ReadOnlySpan<double> losses = _losses;
        int rank = 0;
        for (int left = Count; left > 0;)
        {
            int half = (left + 1) / 2;
            rank += half & -Unsafe.BitCast<bool, byte>(losses[rank + half - 1] <= loss);
            left -= half;
        }
        return rank;
    }

    private void Insert<T>(T[] values, int rank, T value)
    {
        values.AsSpan(rank, Count - rank).CopyTo(values.AsSpan(rank + 1));
        values[rank] = value;
    }

    private void Grow()
    {
        Array.Resize(ref _losses, 2 * Count);
        Array.Resize(ref _rows, 2 * Count + Slack);
    }
}
