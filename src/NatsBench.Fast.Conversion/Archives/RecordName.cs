using System.Globalization;

namespace NatsBench.Fast.Conversion.Archives;

/// <summary>The names of an archive's files.</summary>
internal static class RecordName
{
    public const string Meta = "meta.pickle.pbz2";
    public const string Suffix = ".pickle.pbz2";

    private static readonly string[] CellSuffixes = ["-FULL.pth", "-SIMPLE.pth"];

    /// <summary>Whether a file of the name is opened: the meta file or a record.</summary>
    public static bool IsOne(string name) => name == Meta || TryParse(name, out _, out _) || TryParseCell(name, out _, out _);

    /// <summary>
    /// Reads the names of NAS-Bench-201's archive of cells, <c>000011-FULL.pth</c>, which its library opens, and <c>000011-SIMPLE.pth</c>, the same
    /// without weights.
    /// </summary>
    public static bool TryParseCell(string name, out int index, out bool isFull)
    {
        (index, isFull) = (-1, false);
        foreach (string suffix in CellSuffixes)
            if (name.EndsWith(suffix, StringComparison.Ordinal) && name.Length == 6 + suffix.Length)
            {
                isFull = suffix == CellSuffixes[0];
                return int.TryParse(name.AsSpan(0, 6), NumberStyles.None, CultureInfo.InvariantCulture, out index);
            }
        return false;
    }

    /// <summary>
    /// Reads <c>000011.pickle.pbz2</c> or <c>11.pickle.pbz2</c>, the two spellings that the official library looks for, in
    /// this order; any other is false.
    /// </summary>
    public static bool TryParse(string name, out int index, out bool isPadded)
    {
        (index, isPadded) = (-1, false);
        if (!name.EndsWith(Suffix, StringComparison.Ordinal))
            return false;
        ReadOnlySpan<char> digits = name.AsSpan(0, name.Length - Suffix.Length);
        if (digits.Length > 9 || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out index))
            return false;
        isPadded = digits.SequenceEqual(index.ToString("D6", CultureInfo.InvariantCulture));
        return isPadded || digits.SequenceEqual(index.ToString(CultureInfo.InvariantCulture));
    }
}
