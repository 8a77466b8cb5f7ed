using System.Text;
using NatsBench.Fast.Reports.Pictures;
using NatsBench.Fast.Reports.Pictures.Rendering;
using NatsBench.Fast.Reports.Tables;

namespace NatsBench.Fast.Reports.Pages;

/// <summary>A page as a folder: <c>report.html</c>, <c>report.md</c>, <c>report.json</c>, each table in <c>tables/</c> and each picture in <c>pictures/</c>.</summary>
public static class ReportFolder
{
    /// <summary>The name of the page in it.</summary>
    public const string PageName = "report.html";

    /// <summary>The folder of the tables in it.</summary>
    internal const string Tables = "tables";

    private const string MarkdownName = "report.md", JsonName = "report.json", Pictures = "pictures";

    /// <summary>Writes a page beside its final place, and gives it its name when all is there: nobody sees half a report.</summary>
    /// <param name="folder">The folder: a new one, an empty one, or one with an older report, which is replaced.</param>
    /// <param name="page">The page.</param>
    /// <param name="threads">How many threads draw; null for one a processor. The bytes are the same for any.</param>
    /// <param name="progress">Told the share that is done, 0 to 1, from any thread.</param>
    /// <param name="cancellation">Ends the work early and leaves nothing behind.</param>
    /// <returns>The files, relative to the folder, in their order.</returns>
    /// <exception cref="NatsBenchException">The folder holds something else, or cannot be written.</exception>
    /// <exception cref="ArgumentException">Two tables or two pictures have one name.</exception>
    public static IReadOnlyList<string> Write(
        string folder, Page page, int? threads = null, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(page);
        PageBlock[] blocks = [.. page.Sections.SelectMany(section => section.Blocks)];
        Picture[] pictures = [.. blocks.OfType<PictureBlock>().Select(block => block.Picture)];
        ResultTable[] tables = [.. blocks.OfType<TableBlock>().Select(block => block.Table)], data = [.. blocks.OfType<DataBlock>().Select(block => block.Table)];
        if (pictures.Select(picture => picture.Name).Concat(tables.Concat(data).Select(table => $"{table.Name} ")).GroupBy(name => name).FirstOrDefault(names => names.Count() > 1) is { } twice)
            throw new ArgumentException($"two of a page are called '{twice.Key.TrimEnd()}'", nameof(page));

        using AsideFolder aside = new(folder, IsOwn);
        List<string> files = [PageName, MarkdownName, JsonName];
        string[] svg = new string[pictures.Length];
        List<Action> work = [];
        for (int i = 0; i < pictures.Length; i++)
        {
            (int place, Picture picture) = (i, pictures[i]);
            string name = $"{Pictures}/{picture.Name}";
            files.AddRange([$"{name}.svg", $"{name}.png"]);
            work.Add(() =>
            {
                (svg[place], string document) = SvgDrawing.Both(picture);
                aside.Write($"{name}.svg", Encoding.UTF8.GetBytes(document));
            });
            work.Add(() => aside.Write($"{name}.png", picture.ToPng()));
        }
        foreach (ResultTable table in tables)
        {
            string name = $"{Tables}/{table.Name}";
            files.AddRange([$"{name}.csv", $"{name}.parquet", $"{name}.tex"]);
            work.Add(() =>
            {
                aside.Write($"{name}.csv", Encoding.UTF8.GetBytes(table.ToCsv()));
                aside.Write($"{name}.parquet", table.ToParquet());
                aside.Write($"{name}.tex", Encoding.UTF8.GetBytes(table.ToLatex()));
            });
        }
        foreach (ResultTable table in data)
        {
            string name = $"{Tables}/{table.Name}";
            files.AddRange([$"{name}.csv", $"{name}.parquet"]);
            work.Add(() =>
            {
                aside.Write($"{name}.csv", Encoding.UTF8.GetBytes(table.ToCsv()));
                aside.Write($"{name}.parquet", table.ToParquet());
            });
        }
        Run(work, threads, progress, cancellation);
        aside.Write(JsonName, Encoding.UTF8.GetBytes(page.ToJson()));
        aside.Write(MarkdownName, Encoding.UTF8.GetBytes(page.ToMarkdown(Pictures)));
        aside.Write(PageName, Encoding.UTF8.GetBytes(page.ToHtml(pictures.Select((picture, i) => (picture.Name, svg[i])).ToDictionary(one => one.Name, one => one.Item2))));
        aside.Commit();
        return files;
    }

    private static void Run(List<Action> work, int? threads, IProgress<double>? progress, CancellationToken cancellation)
    {
        int done = 0;
        ParallelOptions options = new() { MaxDegreeOfParallelism = threads ?? Environment.ProcessorCount, CancellationToken = cancellation };
        try
        {
            Parallel.ForEach(work, options, one =>
            {
                one();
                progress?.Report((double)Interlocked.Increment(ref done) / work.Count);
            });
        }
        catch (AggregateException e) when (e.InnerExceptions[0] is NatsBenchException or ArgumentException)
        {
            throw e.InnerExceptions[0];
        }
    }

    // What a report before this one may have left.
    private static bool IsOwn(string file) => file.Split('/') is [PageName or MarkdownName or JsonName] || (file.Split('/') is [var folder, var name] && Path.GetExtension(name) is var kind
        && ((folder == Tables && kind is ".csv" or ".parquet" or ".tex") || (folder == Pictures && kind is ".svg" or ".png")));
}
