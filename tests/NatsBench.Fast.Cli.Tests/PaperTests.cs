using System.Text.Json;
using NatsBench.Fast.Cli.Tests.Support;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Cli.Tests;

/// <summary><c>natsbench paper</c> from end to end.</summary>
public sealed class PaperTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_holds_page_tables_and_pictures_the_same_for_any_number_of_threads()
    {
        SampleFile.Write(_folder["sample.natsb"], synthetic: "made-up 1");
        Outcome outcome = Natsbench.Run("paper", _folder["sample.natsb"], "--out", _folder["one"], "--threads", "1", "--json");
        string[] files = [.. outcome.Json().GetProperty("files").EnumerateArray().Select(file => file.GetString()!)];
        Assert.Contains("SYNTHETIC", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(
            files.Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(_folder["one"], "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_folder["one"], file).Replace('\\', '/')).Order(StringComparer.Ordinal));
        foreach (string file in new[]
        {
            "report.html", "report.md", "report.json", "tables/sss-landmarks.csv", "tables/sss-landmarks.tex", "tables/sss-fig4-cifar10-points.parquet",
            "pictures/sss-fig4-cifar10.svg", "pictures/sss-fig4-cifar10.png",
        })
            Assert.Contains(file, files);
        Natsbench.Run("paper", _folder["sample.natsb"], "--out", _folder["three"], "--threads", "3").Succeeded();
        Assert.All(files, file => Assert.Equal(File.ReadAllBytes(Path.Combine(_folder["one"], file)), File.ReadAllBytes(Path.Combine(_folder["three"], file))));
        foreach (string page in new[] { "report.html", "report.md" })
            Assert.Contains("SYNTHETIC numbers, made by a model (made-up 1)", File.ReadAllText(Path.Combine(_folder["one"], page)), StringComparison.Ordinal);
        JsonElement report = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder["one"], "report.json"))).RootElement;
        // What three records cannot give is said, and where.
        Assert.Contains(
            report.GetProperty("sections").EnumerateArray().Single(section => section.GetProperty("name").GetString() == "sss-fig2").GetProperty("texts").EnumerateArray(),
            text => text.GetString()!.StartsWith("the ranks: not computed, for this table lacks what it needs (no record has 'cifar100' under setting '90'", StringComparison.Ordinal));
        Natsbench.Run("paper", _folder["sample.natsb"], "--out", _folder["one"]).Succeeded();
    }

    [Fact]
    public void What_cannot_be_is_refused_and_nothing_is_left()
    {
        SampleFile.Write(_folder["a.natsb"]);
        SampleFile.Write(_folder["b.natsb"]);
        Assert.Contains("both are of the size space", Natsbench.Run("paper", _folder["a.natsb"], _folder["b.natsb"], "--out", _folder["out"]).Failed(1), StringComparison.Ordinal);
        Assert.Contains("b.natsb", Natsbench.Run("paper", _folder["a.natsb"], "--out", _folder["b.natsb"]).Failed(1), StringComparison.Ordinal);
        Directory.CreateDirectory(_folder["full"]);
        File.WriteAllText(Path.Combine(_folder["full"], "thesis.tex"), "years of work");
        Assert.Contains("holds 'thesis.tex' already", Natsbench.Run("paper", _folder["a.natsb"], "--out", _folder["full"]).Failed(1), StringComparison.Ordinal);
        Assert.Contains("--out", Natsbench.Run("paper", _folder["a.natsb"]).Failed(2), StringComparison.Ordinal);
        Natsbench.Run("paper", _folder["none.natsb"], "--out", _folder["out"]).Failed(1);
        Assert.Equal(["a.natsb", "b.natsb", "full"], Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(_folder["a.natsb"])!).Select(Path.GetFileName).Order());
    }
}
