using System.Globalization;

namespace NatsBench.Fast.Conversion.Archives;

/// <summary>The names of an archive's files.</summary>
internal static class RecordName
{
    public const string Meta = "meta.pickle.pbz2";
    public const string Suffix = ".pickle.pbz2";

    /// <summary>Whether a file of the name is opened: the meta file or a record.</summary>
    public static bool IsOne(string name) => name == Meta || TryParse(name, out _, out _);

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
