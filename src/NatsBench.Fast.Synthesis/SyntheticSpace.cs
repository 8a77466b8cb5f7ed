using NatsBench.Fast.Model;
using NatsBench.Fast.Records;
using NatsBench.Fast.Synthesis.Spaces;

namespace NatsBench.Fast.Synthesis;

/// <summary>
/// A source of made-up records in the form of the official ones: as many architectures, settings, datasets, seeds and epochs, absent where
/// those are absent. A record depends on the space, the seed and its index alone, to the last bit, on every platform; records may be made in any
/// order and on any thread.
/// </summary>
/// <remarks>The values are a model's, never measurements: for demonstrations, tests and benchmarks of speed, not for research.</remarks>
public abstract class SyntheticSpace
{
    private protected SyntheticSpace() { }

    /// <summary>The topology space: accuracies by a regression fitted to the published table.</summary>
    public static SyntheticSpace Topology { get; } = new TopologySpace();

    /// <summary>The size space: accuracies by a power law of the widths.</summary>
    public static SyntheticSpace Size { get; } = new SizeSpace();

    /// <summary>The source for a search space.</summary>
    /// <param name="space">The space.</param>
    public static SyntheticSpace Of(SearchSpace space) => space switch
    {
        SearchSpace.Topology => Topology,
        SearchSpace.Size => Size,
        _ => throw new ArgumentOutOfRangeException(nameof(space), space, "not a search space"),
    };

    /// <summary>The search space.</summary>
    public abstract SearchSpace Space { get; }

    /// <summary>Name for a table's provenance: <c>synthetic-tss</c> or <c>synthetic-sss</c>.</summary>
    public string Name => $"synthetic-{Space.ShortName()}";

    /// <summary>The model behind the values and its version, which changes whenever any value does.</summary>
    public abstract string ModelId { get; }

    /// <summary>Every architecture in the official order of indices.</summary>
    public abstract IReadOnlyList<string> Architectures { get; }

    /// <summary>Makes a record, in about a millisecond.</summary>
    /// <param name="index">The architecture's index, 0-based.</param>
    /// <param name="seed">Any number: another seed gives another table from the same model.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is outside the space.</exception>
    public ArchitectureRecord CreateRecord(int index, long seed) => CreateRecord(index, seed, TableContents.Whole);

    /// <summary>As the other form, for a file that leaves curves out: of those only the last epoch is made, and the record is not whole.</summary>
    internal ArchitectureRecord CreateRecord(int index, long seed, TableContents contents)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Architectures.Count);
        return Create(index, seed, contents);
    }

    /// <summary>What marks everything made from the model with a seed: <c>tss-surrogate 1, seed 0</c>.</summary>
    internal string MarkOf(long seed) => FormattableString.Invariant($"{ModelId}, seed {seed}");

    private protected abstract ArchitectureRecord Create(int index, long seed, TableContents contents);
}
