namespace NatsBench.Fast.Reports.Pictures.Layers;

/// <summary>Something drawn into a picture. Values that are not finite are gaps.</summary>
/// <param name="Ink">What it is drawn with.</param>
public abstract record Layer(Ink Ink)
{
    /// <summary>What the legend calls it; empty where it needs no entry. Layers of one name and ink share one.</summary>
    public string Name { get; init; } = "";

    /// <summary>The values along the horizontal axis that have to be seen.</summary>
    internal abstract IEnumerable<double> Across { get; }

    /// <summary>The values along the vertical axis that have to be seen.</summary>
    internal abstract IEnumerable<double> Along { get; }

    /// <summary>Refuses columns of different length.</summary>
    private protected static void RequireSame(int count, int other, string name)
    {
        if (count != other)
            throw new ArgumentException($"there are {count} places and {other} values", name);
    }
}
