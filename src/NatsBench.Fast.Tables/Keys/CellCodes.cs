using System.Globalization;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Tables.Keys;

/// <summary>Cells as operation codes: in the order of the official text, and in that of NASLib and JAHS-Bench-201.</summary>
internal static class CellCodes
{
    /// <summary>What JAHS-Bench-201 calls its columns.</summary>
    public static readonly string[] JahsColumns = ["Op1", "Op2", "Op3", "Op4", "Op5", "Op6"];

    // NASLib's code of an operation; it numbers edges by their source first: 0-1, 0-2, 0-3, 1-2, 1-3, 2-3.
    private static readonly CellOperation[] NaslibOperations =
        [CellOperation.SkipConnect, CellOperation.None, CellOperation.NorConv3x3, CellOperation.NorConv1x1, CellOperation.AvgPool3x3];

    private static ReadOnlySpan<byte> NaslibEdges => [0, 1, 3, 2, 4, 5];

    public static string Official(TopologyCell cell) =>
        string.Create(TopologyCell.EdgeCount, cell, static (text, cell) =>
        {
            for (int edge = 0; edge < text.Length; edge++)
                text[edge] = (char)('0' + (int)cell[edge]);
        });

    public static int[] Naslib(TopologyCell cell)
    {
        int[] codes = new int[TopologyCell.EdgeCount];
        for (int i = 0; i < codes.Length; i++)
            codes[i] = Array.IndexOf(NaslibOperations, cell[NaslibEdges[i]]);
        return codes;
    }

    public static string Tuple(IEnumerable<int> numbers) => $"({string.Join(", ", numbers)})";

    /// <summary>Six digits, 0 to 4.</summary>
    public static bool TryParseOfficial(ReadOnlySpan<char> text, out TopologyCell cell)
    {
        Span<CellOperation> operations = stackalloc CellOperation[TopologyCell.EdgeCount];
        cell = default;
        if (text.Length != operations.Length)
            return false;
        for (int edge = 0; edge < operations.Length; edge++)
        {
            if ((uint)(text[edge] - '0') >= CellOperations.Count)
                return false;
            operations[edge] = (CellOperation)(text[edge] - '0');
        }
        cell = new TopologyCell(operations);
        return true;
    }

    public static bool TryFromNaslib(ReadOnlySpan<int> codes, out TopologyCell cell)
    {
        Span<CellOperation> operations = stackalloc CellOperation[TopologyCell.EdgeCount];
        cell = default;
        if (codes.Length != operations.Length)
            return false;
        for (int i = 0; i < codes.Length; i++)
        {
            if ((uint)codes[i] >= NaslibOperations.Length)
                return false;
            operations[NaslibEdges[i]] = NaslibOperations[codes[i]];
        }
        cell = new TopologyCell(operations);
        return true;
    }

    /// <summary>A tuple or list of whole numbers as Python writes it; false for anything else, and for more numbers than wanted.</summary>
    public static bool TryParseTuple(ReadOnlySpan<char> text, Span<int> numbers)
    {
        text = text.Trim();
        if (text is not (['(', .., ')'] or ['[', .., ']']))
            return false;
        ReadOnlySpan<char> rest = text[1..^1];
        for (int i = 0; i < numbers.Length; i++)
        {
            int comma = i + 1 < numbers.Length ? rest.IndexOf(',') : rest.Length;
            if (comma < 0 || !int.TryParse(rest[..comma].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
                return false;
            rest = comma < rest.Length ? rest[(comma + 1)..] : [];
        }
        return true;
    }

    /// <summary><c>Op1=4,Op2=0,…</c>, in this order.</summary>
    public static bool TryParseJahs(ReadOnlySpan<char> text, Span<int> codes)
    {
        Span<Range> parts = stackalloc Range[JahsColumns.Length + 1];
        if (text.Split(parts, ',') != JahsColumns.Length)
            return false;
        for (int i = 0; i < codes.Length; i++)
        {
            ReadOnlySpan<char> part = text[parts[i]].Trim();
            if (!part.StartsWith(JahsColumns[i], StringComparison.Ordinal) || part.Length < 5 || part[3] != '='
                || !int.TryParse(part[4..], NumberStyles.None, CultureInfo.InvariantCulture, out codes[i]))
                return false;
        }
        return true;
    }
}
