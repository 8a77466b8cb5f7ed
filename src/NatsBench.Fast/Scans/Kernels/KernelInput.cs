namespace NatsBench.Fast.Scans.Kernels;

/// <summary>What any kernel can be asked about: columns, equally long, and a few numbers that are not NaN.</summary>
/// <param name="First">The column that is scanned, or the first of several.</param>
/// <param name="Second">The first limited column, or the second of several.</param>
/// <param name="Third">The second limited column, or the third of several.</param>
/// <param name="Low">A lower bound; the value whose rank is asked; finite.</param>
/// <param name="High">An upper bound, not below the lower one, finite.</param>
/// <param name="Count">How many are wanted, how many bins, and, modulo 4, how many limits or further objectives; 1 or more.</param>
internal sealed record KernelInput(double[] First, double[] Second, double[] Third, double Low, double High, int Count)
{
    public Limits LimitsOfCount() => (Count % 4) switch
    {
        0 => Limits.None,
        1 => Limits.AtMost(Second, High),
        2 => Limits.AtMost(Second, High).And(Third, High),
        _ => Limits.AtMost(Second, High).And(Third, High).And(First, High),
    };

    /// <summary>The columns, and the first from its end, as many of them as count says, side by side.</summary>
    public Points Points()
    {
        int dimensions = 1 + Count % 4;
        double[] losses = new double[First.Length * dimensions];
        for (int i = 0; i < losses.Length; i++)
            losses[i] = (i % dimensions) switch
            {
                0 => First[i / dimensions],
                1 => Second[i / dimensions],
                2 => Third[i / dimensions],
                _ => First[^(i / dimensions + 1)],
            };
        return new Points(losses, dimensions);
    }
}
