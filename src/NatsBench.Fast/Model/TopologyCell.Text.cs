namespace NatsBench.Fast.Model;

public readonly partial record struct TopologyCell
{
    /// <summary>Length of the longest text: a buffer of this size holds every cell.</summary>
    public const int MaxTextLength = EdgeCount * (CellOperations.MaxNameLength + 3) + 3 + 2;

    // The source node of each edge; an edge from node 0 is the first of its target node.
    private static ReadOnlySpan<byte> Sources => [0, 0, 1, 0, 1, 2];

    /// <summary>Reads a cell's canonical text, <c>|op~0|+|op~0|op~1|+|op~0|op~1|op~2|</c>.</summary>
    /// <exception cref="NatsBenchException">The text is anything else.</exception>
    public static TopologyCell Parse(ReadOnlySpan<char> text) => TryParse(text, out TopologyCell cell)
        ? cell
        : throw new NatsBenchException($"'{text}' is not a cell of the topology space: |op~0|+|op~0|op~1|+|op~0|op~1|op~2|");

    /// <summary>Reads a cell's canonical text, <c>|op~0|+|op~0|op~1|+|op~0|op~1|op~2|</c>; false for anything else. Allocates nothing.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TopologyCell cell)
    {
        // One line an edge, so that each is compiled for its own source.
        EdgeReader reader = new(text);
        reader.Read("|", source: 0);
        reader.Read("+|", source: 0);
        reader.Read("", source: 1);
        reader.Read("+|", source: 0);
        reader.Read("", source: 1);
        reader.Read("", source: 2);
        cell = new TopologyCell((ushort)reader.Code);
        if (reader.IsWhole)
            return true;
        cell = default;
        return false;
    }

    /// <summary>Writes the canonical text; false if the destination is too short. Allocates nothing.</summary>
    public bool TryFormat(Span<char> destination, out int charsWritten)
    {
        Span<char> buffer = stackalloc char[MaxTextLength];
        int length = Format(buffer);
        bool fits = buffer[..length].TryCopyTo(destination);
        charsWritten = fits ? length : 0;
        return fits;
    }

    /// <summary>The canonical text.</summary>
    public override string ToString()
    {
        Span<char> buffer = stackalloc char[MaxTextLength];
        return new string(buffer[..Format(buffer)]);
    }

    private int Format(Span<char> buffer)
    {
        int length = 0;
        for (int edge = 0; edge < EdgeCount; edge++)
        {
            byte source = Sources[edge];
            if (source == 0)
                Append(buffer, ref length, edge == 0 ? "|" : "+|");
            Append(buffer, ref length, this[edge].OfficialName());
            Append(buffer, ref length, ['~', (char)('0' + source), '|']);
        }
        return length;
    }

    private static void Append(Span<char> buffer, ref int length, ReadOnlySpan<char> piece)
    {
        piece.CopyTo(buffer[length..]);
        length += piece.Length;
    }
}
