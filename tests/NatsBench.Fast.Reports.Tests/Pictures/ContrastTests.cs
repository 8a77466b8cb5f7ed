using NatsBench.Fast.Reports.Pictures;
using NatsBench.Fast.Reports.Pictures.Rendering;

namespace NatsBench.Fast.Reports.Tests.Pictures;

/// <summary>Every ink can be seen on its page, light and dark (WCAG: 4.5 to 1 for texts, 3 to 1 for lines).</summary>
public sealed class ContrastTests
{
    private static readonly (string Name, string Light, string Dark)[] Inks = [.. InkColors.All];

    [Theory]
    [InlineData("ink", 7)]
    [InlineData("muted", 4.5)]
    [InlineData("stamp", 4.5)]
    [InlineData("s0", 4.5)]
    [InlineData("s1", 4.5)]
    [InlineData("s2", 4.5)]
    [InlineData("s3", 4.5)]
    [InlineData("s4", 4.5)]
    [InlineData("s5", 4.5)]
    [InlineData("s6", 4.5)]
    [InlineData("s7", 4.5)]
    public void An_ink_stands_out(string name, double least)
    {
        (_, string light, string dark) = Inks.Single(ink => ink.Name == name);
        (_, string lightPage, string darkPage) = Inks.Single(ink => ink.Name == "page");
        Assert.True(Contrast(light, lightPage) >= least, $"{Contrast(light, lightPage):0.00} to 1 on a light page");
        Assert.True(Contrast(dark, darkPage) >= least, $"{Contrast(dark, darkPage):0.00} to 1 on a dark page");
    }

    [Fact]
    public void The_marks_of_inks_are_told_apart()
    {
        InkColors marks = new(isMarked: true);
        Ink[] inks = [Ink.Text, Ink.Muted, Ink.Faint, Ink.Page, Ink.Stamp, .. Enumerable.Range(0, InkColors.Looks).Select(Ink.Series)];
        string[] colors = [.. inks.SelectMany(ink => (string[])[marks.Of(ink).ToHex(), marks.Of(ink, isLine: true).ToHex()])];
        Assert.Equal(colors.Distinct(), colors);
    }

    private static double Contrast(string first, string second)
    {
        (double one, double other) = (Luminance(first), Luminance(second));
        return (double.Max(one, other) + 0.05) / (double.Min(one, other) + 0.05);
    }

    private static double Luminance(string color)
    {
        double[] parts = [.. Enumerable.Range(0, 3).Select(i => Convert.ToInt32(color.Substring(1 + (2 * i), 2), 16) / 255.0)
            .Select(part => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4))];
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }
}
