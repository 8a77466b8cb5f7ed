using System.CommandLine;
using System.Text;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Reports.Pictures;

namespace NatsBench.Fast.Cli.Parsing;

/// <summary>The option of commands that also draw a picture.</summary>
internal sealed class PlotOption
{
    private const string Svg = ".svg", Png = ".png";

    /// <summary>The option.</summary>
    public Option<string> Option { get; } = CommonArguments.NotEmpty(new Option<string>("--plot")
    {
        Description = "Also draw a picture into this file, SVG or PNG by its name.",
        HelpName = "FILE.svg|FILE.png",
    });

    /// <summary>Draws the picture where one is asked for; written aside and renamed.</summary>
    /// <param name="bench">Whose numbers are drawn.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="picture">Describes it.</param>
    /// <returns>The file; null where none was asked for.</returns>
    /// <exception cref="NatsBenchException">The name is of neither kind, or the place cannot be written.</exception>
    public string? Draw(NatsBenchmark bench, ParseResult parsed, Func<Picture> picture)
    {
        if (parsed.GetValue(Option) is not { } path)
            return null;
        string kind = Path.GetExtension(path).ToLowerInvariant();
        if (kind is not (Svg or Png))
            throw new NatsBenchException($"{Option.Name}: '{path}' ends with neither {Svg} nor {Png}");
        PathKind.RefuseToReplace(path, bench.Path);
        Picture drawn = picture() with { Synthetic = bench.Provenance.Synthetic, Footnote = Printable.Of(Path.GetFileName(bench.Path)) };
        using AsideFile file = new(path);
        file.Write(kind == Png ? drawn.ToPng() : Encoding.UTF8.GetBytes(drawn.ToSvg()));
        file.Commit([]);
        return path;
    }
}
