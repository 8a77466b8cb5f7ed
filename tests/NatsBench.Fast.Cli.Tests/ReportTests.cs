using System.Text.Json;
using NatsBench.Fast.Cli.Tests.Support;
using NatsBench.Fast.Model;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Cli.Tests;

/// <summary><c>natsbench report</c> from end to end.</summary>
public sealed class ReportTests
{
    private static readonly string Table = WholeTable.Of(SearchSpace.Topology);

    [Fact]
    public void A_study_gets_a_report_in_its_folder_and_goes_on_afterwards()
    {
        using TemporaryFolder folder = new();
        Search(folder["results"]);
        Outcome outcome = Natsbench.Run("report", folder["results"], "--file", Table, "--resamples", "200");
        Assert.Contains("[SYNTHETIC]", outcome.Succeeded(), StringComparison.Ordinal);
        string report = Path.Combine(folder["results"], "report");
        string html = File.ReadAllText(Path.Combine(report, "report.html"));
        Assert.Contains("SYNTHETIC numbers", html, StringComparison.Ordinal);
        Assert.Contains("<svg", html, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(report, "pictures", "anytime-cifar10.png")));
        Assert.True(File.Exists(Path.Combine(report, "tables", "summary-cifar10.parquet")));
        Search(folder["results"]);
    }

    [Fact]
    public void Json_names_the_files()
    {
        using TemporaryFolder folder = new();
        Search(folder["results"]);
        JsonElement json = Natsbench.Run("report", folder["results"], "--out", folder["mine"], "--resamples", "200", "--json").Json();
        Assert.Equal(Path.Combine(folder["mine"], "report.html"), json.GetProperty("page").GetString());
        Assert.All(json.GetProperty("files").EnumerateArray(), file => Assert.True(File.Exists(Path.Combine(folder["mine"], file.GetString()!))));
        Assert.False(Directory.Exists(Path.Combine(folder["results"], "report")));
    }

    [Fact]
    public void What_is_no_run_or_no_place_is_refused_in_one_line()
    {
        using TemporaryFolder folder = new();
        Assert.Contains("no such file", Natsbench.Run("report", folder["nowhere"]).Failed(1), StringComparison.Ordinal);
        Search(folder["results"]);
        File.WriteAllText(folder["thesis.tex"], "mine");
        Assert.Contains("holds 'outcomes.parquet' already", Natsbench.Run("report", folder["results"], "--out", folder["results"], "--resamples", "200").Failed(1), StringComparison.Ordinal);
        Assert.Contains("is a file; name a folder", Natsbench.Run("report", folder["results"], "--out", folder["thesis.tex"], "--resamples", "200").Failed(1), StringComparison.Ordinal);
        Assert.Equal(["results", "thesis.tex"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName).Order());
    }

    private static void Search(string folder) => Natsbench.Run(
        "search", Table, "--algorithm", "random,rea", "--dataset", "cifar10", "--budget", "50e", "--trials", "7", "--out", folder).Succeeded();
}
