using System.Xml.Linq;
using NatsBench.Fast.Reports.Pages;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Reports.Tests.Pages;

/// <summary>A report is a folder that is there whole or not at all.</summary>
public sealed class ReportFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_byte_is_the_same_for_any_number_of_threads()
    {
        string[][] files = [.. Enumerable.Range(1, 3).Select(threads => Write($"on-{threads}", SamplePages.All, threads).ToArray())];
        Assert.Equal(files[0], files[1]);
        Assert.Equal(files[0], files[2]);
        Assert.Equal(
            files[0].Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(_folder["on-1"], "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_folder["on-1"], file)).Order(StringComparer.Ordinal));
        foreach (string file in files[0])
        {
            byte[] bytes = File.ReadAllBytes(Path.Combine(_folder["on-1"], file));
            Assert.Equal(bytes, File.ReadAllBytes(Path.Combine(_folder["on-2"], file)));
            Assert.Equal(bytes, File.ReadAllBytes(Path.Combine(_folder["on-3"], file)));
        }
    }

    [Fact]
    public void The_page_is_well_formed_and_needs_no_other_file()
    {
        Write("report", SamplePages.All);
        XElement page = XElement.Parse(File.ReadAllText(Path.Combine(_folder["report"], "report.html")));
        Assert.Equal("en", page.Attribute("lang")?.Value);
        Assert.DoesNotContain(page.Descendants(), element => element.Name.LocalName is "script" or "link" or "iframe" or "object");
        Assert.All(
            page.Descendants().Attributes().Where(attribute => attribute.Name.LocalName is "href" or "src"),
            link => Assert.True(link.Value.StartsWith('#') || link.Value.StartsWith("data:", StringComparison.Ordinal), link.Value));
        Assert.DoesNotContain("@import", page.ToString(), StringComparison.Ordinal);
        string[] ids = [.. page.Descendants().Attributes("id").Select(id => id.Value)];
        Assert.Equal(ids.Distinct(), ids);
        Assert.All(page.Descendants("a"), link => Assert.Contains(link.Attribute("href")!.Value[1..], ids));
        Assert.Equal("Two algorithms <compared>", page.Descendants("h1").Single().Value);
    }

    [Fact]
    public void Markdown_shows_the_pictures_that_are_beside_it()
    {
        Write("report", SamplePages.All);
        string markdown = File.ReadAllText(Path.Combine(_folder["report"], "report.md"));
        Assert.Contains("](pictures/anytime.svg)", markdown, StringComparison.Ordinal);
        Assert.Contains("**SYNTHETIC numbers, made by a model (model 1); never cite them.**", markdown, StringComparison.Ordinal);
        Assert.Contains("# Two algorithms &lt;compared&gt;", markdown, StringComparison.Ordinal);
        Assert.Contains("- two \\| three", markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void An_older_report_is_replaced_whole()
    {
        Write("report", SamplePages.All);
        Page other = SamplePages.All with { Sections = [SamplePages.All.Sections[0]] };
        Write("report", other);
        Assert.False(Directory.Exists(Path.Combine(_folder["report"], "pictures")));
        Assert.Equal(["report"], Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void A_folder_with_other_files_is_refused_and_left_alone()
    {
        Directory.CreateDirectory(_folder["mine"]);
        File.WriteAllText(Path.Combine(_folder["mine"], "thesis.tex"), "mine");
        NatsBenchException refusal = Assert.Throws<NatsBenchException>(() => Write("mine", SamplePages.All));
        Assert.Contains("holds 'thesis.tex' already", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(["thesis.tex"], Directory.EnumerateFileSystemEntries(_folder["mine"]).Select(Path.GetFileName));
        Assert.Throws<NatsBenchException>(() => Write("mine/thesis.tex", SamplePages.All));
    }

    [Fact]
    public void A_report_that_is_stopped_leaves_nothing()
    {
        using CancellationTokenSource stop = new();
        Assert.ThrowsAny<OperationCanceledException>(() => ReportFolder.Write(
            _folder["report"], SamplePages.All, threads: 1, new Stop(stop), stop.Token));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Two_pictures_of_one_name_are_refused()
    {
        PageSection pictures = SamplePages.All.Sections[1];
        Assert.Throws<ArgumentException>(() => Write("report", SamplePages.All with { Sections = [pictures, pictures with { Name = "again" }] }));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    private IReadOnlyList<string> Write(string name, Page page, int? threads = null) =>
        ReportFolder.Write(_folder[name], page, threads, cancellation: TestContext.Current.CancellationToken);

    private sealed class Stop(CancellationTokenSource source) : IProgress<double>
    {
        public void Report(double value) => source.Cancel();
    }
}
