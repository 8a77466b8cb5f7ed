namespace NatsBench.Fast.Search.Oracle;

/// <summary>What a run gave, as a search needs it that does nothing with accuracies but compare them.</summary>
/// <param name="cost">In simulated seconds.</param>
/// <param name="key">As <see cref="Key"/>.</param>
internal readonly struct RankedRun(double cost, ulong key)
{
    /// <summary>The bits of <see cref="Key"/> that no comparison looks at.</summary>
    public const ulong Architecture = uint.MaxValue;

    /// <summary>In simulated seconds.</summary>
    public readonly double Cost = cost;

    /// <summary>
    /// The rank of its accuracy, equal for equal ones, in the upper half, below 2^31; its architecture as <see cref="Spaces.ArchitectureSpace.Packed"/>
    /// in the lower. A run is better than another where its key is greater than the other's with all bits of the architecture set.
    /// </summary>
    public readonly ulong Key = key;
}
