using ScottPlot;

namespace NatsBench.Fast.Reports.Pictures.Rendering;

/// <summary>Which colour an ink is: the light ones, or marks by which an SVG knows the ink again.</summary>
/// <param name="isMarked">Whether colours are marks.</param>
internal sealed class InkColors(bool isMarked)
{
    /// <summary>Colours and pairs of colour and dashes that differ.</summary>
    public const int Hues = 8, Looks = 40;

    // Red of a mark; green tells kind and dashes, blue the number.
    private const byte MarkRed = 0xFE;

    // Told apart with each deficiency of colour vision, and at least 3 to 1 against the page.
    private static readonly string[] LightSeries = ["#0072B2", "#C44E00", "#007A5A", "#A3437E", "#8A6D00", "#444444", "#00798C", "#8B1A1A"];
    private static readonly string[] DarkSeries = ["#5CB8F0", "#FF9447", "#2FC79C", "#E59CCB", "#E8D24A", "#C8C8C8", "#74DCE6", "#FF9D9D"];
    private static readonly (string Name, string Light, string Dark)[] Special =
    [
        ("ink", "#1A1A1A", "#ECECEC"), ("muted", "#595959", "#B4B4B4"), ("faint", "#DADADA", "#3A3A3A"), ("page", "#FFFFFF", "#141414"), ("stamp", "#B00020", "#FF8A8A"),
    ];

    /// <summary>Every colour by the name that a page knows it by.</summary>
    public static IEnumerable<(string Name, string Light, string Dark)> All =>
        Special.Concat(Enumerable.Range(0, Hues).Select(i => ($"s{i}", LightSeries[i], DarkSeries[i])));

    /// <summary>Whether lines are drawn whole, to be dashed by whoever knows the marks.</summary>
    public bool IsMarked => isMarked;

    /// <summary>The colour of areas, marks and texts, and of lines that are to be dashed.</summary>
    public Color Of(Ink ink, bool isLine = false) => isMarked
        ? new Color(MarkRed, (byte)((ink.Code < 0 ? 0 : 1) + (isLine ? 2 : 0)), (byte)(ink.Code < 0 ? -1 - ink.Code : ink.Code % Looks))
        : Color.FromHex(ink.Code < 0 ? Special[-1 - ink.Code].Light : LightSeries[ink.Code % Hues]);

    /// <summary>The ink that a colour of an SVG marks; null where it marks none.</summary>
    public static (string Name, string Light, float[] Dashes)? Find(string color)
    {
        if (color.Length != 7 || !color.StartsWith("#FE", StringComparison.OrdinalIgnoreCase))
            return null;
        int kind = Convert.ToInt32(color[3..5], 16), number = Convert.ToInt32(color[5..7], 16);
        (bool isSeries, bool isLine) = (kind % 2 == 1, kind >= 2);
        (string name, string light) = isSeries ? ($"s{number % Hues}", LightSeries[number % Hues]) : (Special[number].Name, Special[number].Light);
        return (name, light, isLine ? Strokes.Dashes(isSeries ? Ink.Series(number) : Ink.Muted) : []);
    }
}
