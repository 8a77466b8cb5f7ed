using System.Buffers;

namespace NatsBench.Fast.Conversion.Provenance;

/// <summary>Whether the five characters in an official name, such as <c>3ffb9</c>, begin the MD5 of the file.</summary>
public enum NameCheck
{
    /// <summary>The source is no single file with an official name.</summary>
    NotApplicable,

    /// <summary>They do: the file is whole.</summary>
    Match,

    /// <summary>They do not: the file is damaged, changed, or was renamed.</summary>
    Mismatch,
}

/// <summary>Makes the check.</summary>
internal static class OfficialName
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    public static NameCheck Check(string fileName, ReadOnlySpan<byte> md5)
    {
        // NATS-tss-v1_0-3ffb9.pickle.pbz2
        if (fileName is not ['N', 'A', 'T', 'S', '-', 't' or 's', 's', 's', '-', 'v', '1', '_', '0', '-', .. { Length: 17 } rest]
            || !rest.EndsWith(".pickle.pbz2", StringComparison.Ordinal))
            return NameCheck.NotApplicable;
        ReadOnlySpan<char> start = rest.AsSpan(0, 5);
        if (start.ContainsAnyExcept(HexDigits))
            return NameCheck.NotApplicable;
        return Convert.ToHexStringLower(md5).AsSpan().StartsWith(start) ? NameCheck.Match : NameCheck.Mismatch;
    }
}
