using System.Xml.Linq;
using NatsBench.Fast.Reports.Pictures;
using NatsBench.Fast.Reports.Pictures.Layers;
using SkiaSharp;

namespace NatsBench.Fast.Reports.Tests.Pictures;

/// <summary>Pictures say what they show, and are the same bytes each time.</summary>
public sealed class PictureTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static TheoryData<string> Names => [.. SamplePictures.All.Select(picture => picture.Name)];

    [Fact]
    public void Bytes_are_the_same_on_one_thread_and_on_many()
    {
        IReadOnlyList<Picture> pictures = SamplePictures.All;
        string[] svg = [.. pictures.Select(picture => picture.ToSvg())];
        byte[][] png = [.. pictures.Select(picture => picture.ToPng())];
        Parallel.For(0, 3 * pictures.Count, i =>
        {
            Assert.Equal(svg[i % pictures.Count], pictures[i % pictures.Count].ToSvg());
            Assert.Equal(png[i % pictures.Count], pictures[i % pictures.Count].ToPng());
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_SVG_is_a_picture_with_title_and_description(string name)
    {
        Picture picture = Of(name);
        XElement root = XElement.Parse(picture.ToInlineSvg());
        Assert.Equal("img", root.Attribute("role")?.Value);
        Assert.Equal($"{name}-title {name}-alt", root.Attribute("aria-labelledby")?.Value);
        Assert.Equal(picture.Title, root.Element(Svg + "title")?.Value);
        Assert.StartsWith(picture.Alt, root.Element(Svg + "desc")?.Value, StringComparison.Ordinal);
        string[] ids = [.. root.DescendantsAndSelf().Attributes("id").Select(id => id.Value)];
        Assert.Equal(ids.Distinct(), ids);
        Assert.All(ids, id => Assert.StartsWith($"{name}-", id, StringComparison.Ordinal));
        Assert.DoesNotContain(root.Descendants().Attributes(), attribute => attribute.Name.LocalName != "href" && attribute.Value.Contains("NaN", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_mark_of_an_ink_is_left_in_an_SVG(string name)
    {
        Assert.DoesNotContain("#FE0", Of(name).ToSvg(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("class=", Of(name).ToSvg(), StringComparison.Ordinal);
        Assert.Contains("class=\"f-page\"", Of(name).ToInlineSvg(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_PNG_has_two_pixels_to_each_of_the_SVG(string name)
    {
        XElement svg = XElement.Parse(Of(name).ToSvg());
        using SKBitmap png = SKBitmap.Decode(Of(name).ToPng());
        Assert.Equal((2 * (int)svg.Attribute("width")!, 2 * (int)svg.Attribute("height")!), (png.Width, png.Height));
        Assert.True(png.Pixels.Distinct().Skip(2).Any());
    }

    [Fact]
    public void Texts_are_whole_and_findable()
    {
        string[] texts = [.. XElement.Parse(SamplePictures.Curves().ToSvg()).Descendants(Svg + "text").Select(text => text.Value)];
        foreach (string text in new[] { "Test accuracy over simulated time", "reinforce", "exact best", "simulated time (s)", "test accuracy (%)", "10,000", "94.0" })
            Assert.Contains(text, texts);
        Assert.Contains(texts, text => text.StartsWith("SYNTHETIC", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_layer_is_drawn_once()
    {
        XElement root = XElement.Parse(SamplePictures.Curves().ToInlineSvg());
        Assert.Equal(4, root.Descendants(Svg + "path").Count(path => path.Attribute("fill-opacity") is not null));
        Assert.Equal(40 + 4, root.Descendants().Count(mark => mark.Attribute("class")?.Value is ['f', '-', 's', >= '0' and <= '7', ..] && mark.Attribute("fill-opacity") is null));
    }

    [Fact]
    public void A_whole_space_is_one_small_image()
    {
        foreach (string name in new[] { "topology", "size" })
        {
            string svg = Of(name).ToSvg();
            int images = XElement.Parse(svg).Descendants(Svg + "image").Count();
            Assert.Equal(1, images);
            Assert.True(svg.Length < 300_000, $"{name}: {svg.Length} bytes of SVG");
            Assert.True(Of(name).ToPng().Length < 300_000);
        }
    }

    [Fact]
    public void Series_differ_by_dashes_beside_colours()
    {
        XElement root = XElement.Parse(SamplePictures.Curves().ToSvg());
        string?[] dashes = [.. root.Descendants(Svg + "path").Where(path => path.Attribute("stroke-width")?.Value == "2").Select(path => path.Attribute("stroke-dasharray")?.Value).Distinct()];
        Assert.Equal(5, dashes.Length);
    }

    [Fact]
    public void Values_that_cannot_be_drawn_are_gaps()
    {
        double[] x = [0, 1, 2, 3, 4, 5], y = [1, double.NaN, 3, double.PositiveInfinity, 5, 6];
        Picture picture = new(
            "gaps", "Gaps", "A line with gaps.", new PictureAxis("x") { IsLogarithmic = true }, new PictureAxis("y"),
            [new LineLayer(Ink.Series(0), x, y) { HasMarks = true }, new PointLayer(Ink.Series(1), [double.NaN], [1]), new LineLayer(Ink.Series(2), [], [])]);
        Assert.DoesNotContain("NaN", picture.ToSvg(), StringComparison.Ordinal);
        Assert.NotEmpty(picture.ToPng());
    }

    [Fact]
    public void A_picture_without_values_has_axes_still() => Assert.NotEmpty(
        new Picture("empty", "Nothing", "Nothing is known.", new PictureAxis("x") { IsLogarithmic = true }, new PictureAxis("y"), []).ToSvg());

    [Fact]
    public void Names_from_files_are_texts_and_nothing_else()
    {
        const string name = "<script>alert(1)</script>\u0001\u001b[2J & \"rea\"";
        Picture picture = new(
            "hostile", name, name, new PictureAxis(name), new PictureAxis(name) { Names = [name] },
            [new PointLayer(Ink.Series(0), [1], [0]) { Name = name, Texts = [name] }, new NoteLayer(Ink.Text, (1, 0), name)])
        {
            Footnote = name,
            Synthetic = name,
        };
        foreach (string svg in new[] { picture.ToSvg(), picture.ToInlineSvg() })
            Assert.DoesNotContain(XDocument.Parse(svg).Descendants(), element => element.Name.LocalName == "script");
    }

    [Theory]
    [InlineData("")]
    [InlineData("../up")]
    [InlineData("Anytime")]
    public void A_name_that_is_no_file_name_is_refused(string name) =>
        Assert.Throws<ArgumentException>(() => (SamplePictures.Bars() with { Name = name }).ToSvg());

    [Fact]
    public void Columns_of_different_length_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new LineLayer(Ink.Series(0), [1, 2], [1]));
        Assert.Throws<ArgumentException>(() => new Picture(
            "bands", "Bands", "Bands.", new PictureAxis("x"), new PictureAxis("y"), [new LineLayer(Ink.Series(0), [1, 2], [1, 2]) { Band = ([1], [2, 3]) }]).ToPng());
    }

    private static Picture Of(string name) => SamplePictures.All.Single(picture => picture.Name == name);
}
