using System.Globalization;

namespace NatsBench.Fast.Tables.Joining;

/// <summary>What a column's note says of numbers that were left out or made more.</summary>
internal static class Notes
{
    public static string Of(
        string layout, int notFinite, int sentinels, IReadOnlyList<double> known, int masked, int conflicting, DuplicateKeys duplicates, int spread)
    {
        List<string> parts = [];
        if (layout.Length > 0)
            parts.Add(layout);
        if (spread > 0)
            parts.Add($"{Cells(spread)} have the number of the cell they are isomorphic to");
        if (masked > 0)
            parts.Add($"{Cells(masked)} without a path from input to output left out");
        if (notFinite > 0)
            parts.Add($"{notFinite} empty, NaN or infinite");
        if (sentinels > 0)
            parts.Add($"{sentinels} of {(known.Count > 0 ? string.Join(" or ", known.Select(value => value.ToString("R", CultureInfo.InvariantCulture))) : "a named value")}, which stands for none, left out");
        if (conflicting > 0)
            parts.Add($"{Cells(conflicting)} come more than once with different numbers, {Fate(duplicates)}");
        return string.Join("; ", parts);
    }

    private static string Cells(int count) => count == 1 ? "1 architecture" : $"{count} architectures";

    private static string Fate(DuplicateKeys duplicates) => duplicates switch
    {
        DuplicateKeys.First => "of which the first stands",
        DuplicateKeys.Last => "of which the last stands",
        _ => "left out",
    };
}
