namespace NatsBench.Fast.Search.Algorithms;

/// <summary>
/// Digits of architectures in ascending order of their losses, of equals the earlier first; one column a digit. Used by one thread.
/// </summary>
/// <param name="positions">Number of digits.</param>
internal sealed class RankedObservations(int positions)
{
    // Columns can be read in whole vectors.
    private const int Slack = 64;

    private readonly byte[][] _columns = [.. Enumerable.Range(0, positions).Select(_ => new byte[Slack + 64])];
    private double[] _losses = new double[64];

    /// <summary>Number of observations.</summary>
    public int Count { get; private set; }

    /// <summary>Number of digits.</summary>
    public int Positions => positions;

    /// <summary>A digit of all observations, best first, and at least 64 bytes more.</summary>
    public ReadOnlySpan<byte> Column(int position) => _columns[position];

    /// <summary>Puts an observation in its place.</summary>
    public void Insert(ReadOnlySpan<byte> digits, double loss)
    {
        if (Count == _losses.Length)
            Grow();
        int rank = RankOf(loss);
        Insert(_losses, rank, loss);
        for (int position = 0; position < positions; position++)
            Insert(_columns[position], rank, digits[position]);
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
        for (int position = 0; position < positions; position++)
            Array.Resize(ref _columns[position], 2 * Count + Slack);
    }
}
