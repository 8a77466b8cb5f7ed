using NatsBench.Fast.Reports.Pictures;
using NatsBench.Fast.Reports.Pictures.Kinds;

namespace NatsBench.Fast.House.Tests;

/// <summary>The example of docs/reports.md.</summary>
internal static class PicturesExample
{
    public static (string Svg, byte[] Png) Draw()
    {
        // picture: begin
        double[] time = [100, 1_000, 10_000];
        Picture picture = new(
            "anytime", "Accuracy over time", "Two curves that rise; rea ends at 94.1 %, random at 93.9 %.",
            new PictureAxis("time (s), logarithmic") { IsLogarithmic = true }, new PictureAxis("test accuracy (%)"),
            Curve.Layers([new Curve("rea", time, [92.1, 93.8, 94.1]), new Curve("random", time, [92.3, 93.4, 93.9])]));
        string svg = picture.ToSvg();
        byte[] png = picture.ToPng();
        // picture: end
        return (svg, png);
    }
}
