using NatsBench.Fast.Inference.Latency;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Evaluations.Scores;

/// <summary>
/// Which architectures compute the same by symmetry: of the topology space 6,466 classes of cells (the official <c>get_unique_str</c>, zeros considered),
/// each of which its member of the lowest index stands for; of the size space every network for itself. Immutable.
/// </summary>
public sealed class CellClasses
{
    private readonly int[] _representatives;

    /// <summary>Finds the classes of a space.</summary>
    /// <param name="space">The space.</param>
    public CellClasses(SpaceArchitectures space)
    {
        ArgumentNullException.ThrowIfNull(space);
        _representatives = [.. Enumerable.Range(0, space.Count)];
        if (space.Space == SearchSpace.Topology)
        {
            Dictionary<string, int> lowest = new(StringComparer.Ordinal);
            foreach (ref int index in _representatives.AsSpan())
            {
                string text = TopologyCell.Parse(space[index]).UniqueString(ZeroHandling.SkipAndZero);
                if (!lowest.TryAdd(text, index))
                    index = lowest[text];
            }
        }
        Representatives = [.. _representatives.Distinct()];
    }

    /// <summary>The architecture that stands for another of its class.</summary>
    /// <param name="architecture">Any architecture of the space.</param>
    public int this[int architecture] => _representatives[architecture];

    /// <summary>All that stand for a class, ascending.</summary>
    public IReadOnlyList<int> Representatives { get; }
}
