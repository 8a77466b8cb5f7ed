using NatsBench.Fast.Reports.Pictures.Layers;
using NatsBench.Fast.Reports.Pictures.Rendering;

namespace NatsBench.Fast.Reports.Pictures;

/// <summary>
/// A picture as it is described: what is drawn over which axes, and what it says of itself. The same description gives the same bytes, on any
/// thread, whatever fonts and culture the machine has. A description does not change; it may be drawn by many threads at once.
/// </summary>
/// <param name="Name">The name of its files and, on a page, of its parts: small letters, digits and hyphens.</param>
/// <param name="Title">What it shows, in a line.</param>
/// <param name="Alt">What there is to see, for those who do not see it: the kind of picture, its axes and what it comes to.</param>
/// <param name="X">The horizontal axis.</param>
/// <param name="Y">The vertical axis.</param>
/// <param name="Layers">What is drawn, from the back to the front.</param>
public sealed record Picture(string Name, string Title, string Alt, PictureAxis X, PictureAxis Y, IReadOnlyList<Layer> Layers)
{
    /// <summary>The name of the model that made the numbers, stamped onto the picture; empty for measured ones.</summary>
    public string Synthetic { get; init; } = "";

    /// <summary>Where the numbers are from, in small letters beneath; empty for nothing.</summary>
    public string Footnote { get; init; } = "";

    /// <summary>Width in pixels of CSS; a PNG has twice as many.</summary>
    public int Width { get; init; } = 640;

    /// <summary>Height in pixels of axes and what lies between them; title, legend and footnote come on top.</summary>
    public int PlotHeight { get; init; } = 360;

    /// <summary>As SVG by itself: a document with fixed, light colours, for papers and other programs.</summary>
    /// <returns>XML.</returns>
    /// <exception cref="ArgumentException">The description contradicts itself.</exception>
    public string ToSvg() => SvgDrawing.Document(this);

    /// <summary>As an SVG element to stand in an HTML page, which says what its classes look like (<see cref="PictureStyle"/>).</summary>
    /// <returns>An element.</returns>
    /// <exception cref="ArgumentException">The description contradicts itself.</exception>
    public string ToInlineSvg() => SvgDrawing.Element(this);

    /// <summary>As PNG, two pixels to each of CSS, on white.</summary>
    /// <returns>The file.</returns>
    /// <exception cref="ArgumentException">The description contradicts itself.</exception>
    public byte[] ToPng() => PngDrawing.Of(this);
}
