using NatsBench.Fast.Model;

namespace NatsBench.Fast;

public sealed partial class NatsBenchmark
{
    /// <summary>The text of an architecture (the official <c>arch</c>).</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="RefusedException">The index is outside the space.</exception>
    public string Architecture(int index)
    {
        _records.CheckIndex(index);
        return _file.Architectures[index];
    }

    /// <summary>Index of an architecture by its text; allocates nothing.</summary>
    /// <param name="architecture">The text, character for character as the archive has it.</param>
    /// <param name="index">The index, or -1.</param>
    public bool TryIndexOf(ReadOnlySpan<char> architecture, out int index)
    {
        index = _architectureIndex.Value.Find(architecture);
        return index >= 0;
    }

    /// <summary>
    /// Index of an architecture by its text (the official <c>query_index_by_arch</c>). The official library answers -1
    /// for a text it does not know; here that is an error, for -1 has led many to a wrong row.
    /// </summary>
    /// <param name="architecture">The text, character for character as the archive has it.</param>
    /// <exception cref="RefusedException">The text is not an architecture of this space.</exception>
    public int IndexOf(ReadOnlySpan<char> architecture) => TryIndexOf(architecture, out int index)
        ? index
        : throw new RefusedException(Refusal.ValueError, $"'{architecture}' is not an architecture of {Path} ({Space.OfficialName()} space, such as '{Architecture(0)}')");

    /// <summary>An index drawn uniformly from the whole space (the official <c>random</c>).</summary>
    /// <param name="random">The caller's generator; the draw takes one number from it.</param>
    public int RandomIndex(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return random.Next(Count);
    }

    /// <summary>True when the file holds records of an architecture.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="RefusedException">The index is outside the space.</exception>
    public bool HasRecord(int index)
    {
        _records.CheckIndex(index);
        return _file.RowOfArchitecture[index] >= 0;
    }

    /// <summary>The architectures that the file holds records of, ascending.</summary>
    public IEnumerable<int> RecordedArchitectures => Enumerable.Range(0, Count).Where(index => _file.RowOfArchitecture[index] >= 0);

    /// <summary>
    /// A text that isomorphic cells share (the official <c>get_unique_str</c>, zeros considered): the topology space's
    /// 15,625 cells have 6,466 of them.
    /// </summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="RefusedException">The index is outside the space, or this is the size space.</exception>
    public string UniqueString(int index)
    {
        string text = Architecture(index);
        return Space == SearchSpace.Topology
            ? CellText.ToUniqueString(CellText.Str2Lists(text), ZeroHandling.SkipAndZero)
            : throw new RefusedException(Refusal.AttributeError, "the size space has no isomorphic cells and no get_unique_str");
    }
}
