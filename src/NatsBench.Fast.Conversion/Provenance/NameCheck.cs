using System.Text.RegularExpressions;

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
internal static partial class OfficialName
{
    public static NameCheck Check(string fileName, ReadOnlySpan<byte> md5)
    {
        Match match = Pattern().Match(fileName);
        if (!match.Success)
            return NameCheck.NotApplicable;
        return Convert.ToHexStringLower(md5).StartsWith(match.Groups[1].Value, StringComparison.Ordinal) ? NameCheck.Match : NameCheck.Mismatch;
    }

    [GeneratedRegex("^NATS-[ts]ss-v1_0-([0-9a-f]{5})\\.pickle\\.pbz2$")]
    private static partial Regex Pattern();
}
