using NatsBench.Fast.Model;
using NatsBench.Fast.Queries;

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
        : throw Unknown(architecture);

    /// <summary>Index of a cell of the topology space, without its text: two array reads.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="index">The index, or -1: this is the size space, or the archive does not list the cell.</param>
    public bool TryIndexOf(TopologyCell cell, out int index)
    {
        index = _architectureIndex.Value.Find(cell);
        return index >= 0;
    }

    /// <summary>Index of a cell of the topology space, without its text: two array reads.</summary>
    /// <param name="cell">The cell.</param>
    /// <exception cref="RefusedException">This is the size space, or the archive does not list the cell.</exception>
    public int IndexOf(TopologyCell cell) => TryIndexOf(cell, out int index) ? index : throw Unknown(cell.ToString());

    /// <summary>Index of a network of the size space, without its text: two array reads.</summary>
    /// <param name="network">The network.</param>
    /// <param name="index">The index, or -1: this is the topology space, or the archive does not list the network.</param>
    public bool TryIndexOf(SizeNetwork network, out int index)
    {
        index = _architectureIndex.Value.Find(network);
        return index >= 0;
    }

    /// <summary>Index of a network of the size space, without its text: two array reads.</summary>
    /// <param name="network">The network.</param>
    /// <exception cref="RefusedException">This is the topology space, or the archive does not list the network.</exception>
    public int IndexOf(SizeNetwork network) => TryIndexOf(network, out int index) ? index : throw Unknown(network.ToString());

    /// <summary>Indices of many architectures by their texts; allocates nothing.</summary>
    /// <param name="architectures">The texts, each character for character as the archive has it; a null is no architecture.</param>
    /// <param name="indices">Receives the index of each text, -1 where it is not one of this space; all of them are written.</param>
    /// <returns>True when every text is an architecture of this space.</returns>
    /// <exception cref="ArgumentException">The two are not of one length.</exception>
    public bool TryIndicesOf(ReadOnlySpan<string> architectures, Span<int> indices) => FirstUnknown(architectures, indices) < 0;

    /// <summary>Indices of many architectures by their texts, all of which are of this space; allocates nothing.</summary>
    /// <param name="architectures">The texts, each character for character as the archive has it.</param>
    /// <param name="indices">Receives the index of each text.</param>
    /// <exception cref="RefusedException">A text is not an architecture of this space; the message names the first such, and its place.</exception>
    /// <exception cref="ArgumentException">The two are not of one length.</exception>
    public void IndicesOf(ReadOnlySpan<string> architectures, Span<int> indices)
    {
        if (FirstUnknown(architectures, indices) is >= 0 and var place)
            throw Unknown(architectures[place], $", text {place} of {architectures.Length},");
    }

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

    private int FirstUnknown(ReadOnlySpan<string> architectures, Span<int> indices)
    {
        if (indices.Length != architectures.Length)
            throw new ArgumentException($"{architectures.Length} texts have as many indices, not {indices.Length}", nameof(indices));
        ArchitectureIndex known = _architectureIndex.Value;
        int first = -1;
        for (int i = 0; i < architectures.Length; i++)
        {
            int index = known.Find(architectures[i]);
            indices[i] = index;
            if (index < 0 && first < 0)
                first = i;
        }
        return first;
    }

    private RefusedException Unknown(ReadOnlySpan<char> architecture, string place = "") => new(
        Refusal.ValueError,
        $"'{architecture}'{place} is not an architecture of {Path} ({Space.OfficialName()} space, such as '{Architecture(0)}')");
}
