using System.Globalization;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Cli.Output;

/// <summary>Numbers for people, with their units; a missing one is a dash.</summary>
internal static class Display
{
    private const string Missing = "–";
    private const int MostIndices = 10;

    public static string Accuracy(double? percent) => Format(percent, "0.00", " %");

    public static string Loss(double? loss) => Format(loss, "0.0000", "");

    public static string Seconds(double? seconds) => Format(seconds, "0.00", " s");

    public static string Hours(double? seconds) => Format(seconds / 3600, "0.00", " h");

    public static string Milliseconds(double? seconds) => Format(seconds * 1000, "0.00", " ms");

    public static string Millions(double? millions) => Format(millions is { } value && double.IsNaN(value) ? null : millions, "0.000000", " M");

    /// <summary>A number of any quantity, to six digits; a dash for NaN.</summary>
    public static string Number(double value) => Format(double.IsNaN(value) ? null : value, "G6", "");

    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Some architectures by their indices, the first few of many.</summary>
    public static string Indices(IReadOnlyList<int> indices) =>
        $"index {string.Join(", ", indices.Take(MostIndices))}{(indices.Count > MostIndices ? $" and {Count(indices.Count - MostIndices)} more" : "")}";

    /// <summary>How much a file holds, in the word of its metadata.</summary>
    public static string Contents(TableContents contents) => contents switch
    {
        TableContents.SearchOnly => "search-only",
        TableContents.FinalOnly => "final-only",
        _ => "whole",
    };

    public static string Bytes(long bytes) => bytes switch
    {
        < 1 << 10 => $"{bytes} B",
        < 1 << 20 => Format(bytes / 1024.0, "0.0", " KiB"),
        _ => Format(bytes / 1024.0 / 1024.0, "0.0", " MiB"),
    };

    private static string Format(double? value, string format, string unit) =>
        value is { } number ? number.ToString(format, CultureInfo.InvariantCulture) + unit : Missing;
}
