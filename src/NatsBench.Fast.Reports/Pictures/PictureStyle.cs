using System.Text;
using NatsBench.Fast.Reports.Pictures.Rendering;

namespace NatsBench.Fast.Reports.Pictures;

/// <summary>What a page says of the pictures that stand in it.</summary>
public static class PictureStyle
{
    /// <summary>The colours by name, as custom properties: <c>--ink</c>, <c>--muted</c>, <c>--faint</c>, <c>--page</c>, <c>--stamp</c>, <c>--s0</c> and so on.</summary>
    /// <param name="isDark">Those of a dark page.</param>
    /// <returns>Declarations of CSS.</returns>
    public static string Properties(bool isDark) =>
        string.Join(' ', InkColors.All.Select(ink => $"--{ink.Name}: {(isDark ? ink.Dark : ink.Light)};"));

    /// <summary>The rules that give the classes of a picture these colours.</summary>
    /// <returns>Rules of CSS.</returns>
    public static string Rules()
    {
        StringBuilder rules = new();
        foreach ((string name, _, _) in InkColors.All)
            rules.Append($".f-{name} {{ fill: var(--{name}); }} .s-{name} {{ stroke: var(--{name}); }}\n");
        return rules.ToString();
    }
}
