using NatsBench.Fast.Model;
using NatsBench.Fast.Tables.Keys;

namespace NatsBench.Fast.Tables.Importing;

/// <summary>The cells of the topology space in the order of the archive, which partial sources do not bring.</summary>
internal static class Cells
{
    private static readonly TopologyCell[] All = [.. TopologyOrder.Codes().Select(TopologyCell.FromCode)];
    private static readonly string[] TextsOfAll = [.. All.Select(cell => cell.ToString())];
    private static readonly Dictionary<int, int> Indices = All.Select((cell, index) => (cell.Code, index)).ToDictionary(pair => pair.Code, pair => pair.index);

    /// <summary>Texts by index.</summary>
    public static IReadOnlyList<string> Texts => TextsOfAll;

    public static string Text(int index) => TextsOfAll[index];

    /// <summary>The index of a cell.</summary>
    public static int IndexOf(TopologyCell cell) => Indices[cell.Code];

    /// <summary>The index of a cell by its text, six codes or NASLib's tuple.</summary>
    public static bool TryFind(ReadOnlySpan<char> key, out int index)
    {
        Span<int> codes = stackalloc int[TopologyCell.EdgeCount];
        bool found = TopologyCell.TryParse(key, out TopologyCell cell) || CellCodes.TryParseOfficial(key, out cell)
            || (CellCodes.TryParseTuple(key, codes) && CellCodes.TryFromNaslib(codes, out cell));
        index = found ? Indices[cell.Code] : -1;
        return found;
    }

    /// <exception cref="NatsBenchException">The key is no cell.</exception>
    public static int Find(string key, string where) =>
        TryFind(key, out int index) ? index : throw new NatsBenchException($"{where}: '{Internals.Printable.Of(key)}' is no cell of the topology space");
}
