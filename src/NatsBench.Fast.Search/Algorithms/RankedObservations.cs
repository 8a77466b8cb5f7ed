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

    /// <summary>Puts an observation in its place.</summary>
    public void Insert(ReadOnlySpan<byte> digits, double loss)
    {
        if (Count == _losses.Length)
            Grow();
        int rank = RankOf(loss);
        Insert(_losses, rank, loss);
        Insert(_rows, rank, Row(digits));
        Count++;
    }

    private int RankOf(double loss)
    {
        (int low, int high) = (0, Count);
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_losses[middle] <= loss)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    private void Insert<T>(T[] values, int rank, T value)
    {
        Array.Copy(values, rank, values, rank + 1, Count - rank);
        values[rank] = value;
    }

    private void Grow()
    {
        Array.Resize(ref _losses, 2 * Count);
        Array.Resize(ref _rows, 2 * Count + Slack);
    }
}
