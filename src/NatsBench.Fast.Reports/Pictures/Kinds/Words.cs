using System.Globalization;

namespace NatsBench.Fast.Reports.Pictures.Kinds;

/// <summary>Numbers within the texts of pictures.</summary>
internal static class Words
{
    /// <summary>A number with four significant digits; a dash where there is none.</summary>
    public static string Number(double value) => !double.IsFinite(value)
        ? "—"
        : Math.Abs(value) >= 1000 ? value.ToString("N0", CultureInfo.InvariantCulture) : value.ToString("G4", CultureInfo.InvariantCulture);
}
