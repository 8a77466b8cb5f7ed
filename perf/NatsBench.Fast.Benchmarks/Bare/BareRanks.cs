namespace NatsBench.Fast.Benchmarks.Bare;

/// <summary>Rows of digits in ascending order of their losses, of equals the earlier first.</summary>
internal sealed unsafe class BareRanks(int most)
{
    private const int Slack = 8;

    private readonly double* _losses = BareMemory.Of<double>(new double[most]);

    public ulong* Rows { get; } = BareMemory.Of<ulong>(new ulong[most + Slack]);

    public int Count { get; set; }

    // From the end: whoever is moved is looked at anyway.
    public void Insert(ulong row, double loss)
    {
        int place = Count++;
        for (; place > 0 && _losses[place - 1] > loss; place--)
            (_losses[place], Rows[place]) = (_losses[place - 1], Rows[place - 1]);
        (_losses[place], Rows[place]) = (loss, row);
    }
}
