using System.Globalization;

namespace NatsBench.Fast.Schema;

/// <summary>The official text of a seed.</summary>
internal static class SeedTexts
{
    /// <summary>Four digits, such as <c>0777</c>: what every official trial holds.</summary>
    public static string Usual(long seed) => seed.ToString("D4", CultureInfo.InvariantCulture);
}
