namespace NatsBench.Fast.Models.Blocks;

/// <summary>How large a network may be. Generous: they keep a configuration from elsewhere from taking all memory.</summary>
internal static class Limits
{
    /// <summary>The largest width of a layer.</summary>
    public const int MaxChannels = 1 << 16;

    /// <summary>The largest number of cells in a stage.</summary>
    public const int MaxCells = 1_000;

    /// <summary>The largest number of classes.</summary>
    public const int MaxClasses = 1 << 20;

    private const int MaxEdges = 1 << 17;

    /// <summary>Refuses what is beyond.</summary>
    /// <exception cref="NatsBenchException">A number is not positive or beyond its limit.</exception>
    public static void Check(Genotype genotype, ReadOnlySpan<int> channels, int classes)
    {
        // Three stages of as many cells, a reduction before the second and the third.
        if (channels.Length % 3 != 2)
            throw new NatsBenchException($"{channels.Length} widths make no network: three stages of N cells and two reductions have 3N + 2");
        Check("the number of cells in a stage", channels.Length / 3, 0, MaxCells);
        foreach (int width in channels)
            Check("a width", width, 1, MaxChannels);
        Check("the number of classes", classes, 1, MaxClasses);
        Check("the number of edges in all cells", genotype.Nodes.Sum(edges => (long)edges.Length) * (channels.Length - 2), 0, MaxEdges);
    }

    /// <summary>Refuses a number outside its range.</summary>
    public static void Check(string what, long value, long least, long most)
    {
        if (value < least || value > most)
            throw new NatsBenchException($"{what} is {value}; it must be {least} to {most}");
    }
}
