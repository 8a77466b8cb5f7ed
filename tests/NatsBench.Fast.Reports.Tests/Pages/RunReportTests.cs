using NatsBench.Fast.Model;
using NatsBench.Fast.Reports.Comparing;
using NatsBench.Fast.Reports.Pages;
using NatsBench.Fast.Reports.Pages.Contents;
using NatsBench.Fast.Reports.Pictures;
using NatsBench.Fast.Reports.Pictures.Layers;
using NatsBench.Fast.Reports.Runs;
using NatsBench.Fast.Reports.Tables;
using NatsBench.Fast.Reports.Tests.Support;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Studies.Definition;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Reports.Tests.Pages;

/// <summary>What reports on runs hold, and what they say where something is not known.</summary>
public sealed class RunReportTests : IDisposable
{
    private static readonly string[] Always = ["summary", "finals", "anytime", "pairs", "ranks", "provenance", "checklist"];

    private readonly TemporaryFolder _folder = new();
    private readonly NatsBenchmark _bench = NatsBenchmark.Open(WholeTable.Of(SearchSpace.Topology));

    public void Dispose()
    {
        _bench.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_study_with_its_table_has_every_section()
    {
        Page page = OfStudy(StudyRuns.Small with { Report = [] });
        Assert.Equal(["summary", "finals", "anytime", "pairs", "ranks", "overall", "exact", "provenance", "checklist"], page.Sections.Select(section => section.Name));
        string[] pictures = [.. Blocks<PictureBlock>(page).Select(block => block.Picture.Name)];
        foreach (string dataset in new[] { "cifar10", "cifar100" })
            foreach (string kind in new[] { "finals", "anytime", "anytime-paper", "anytime-evaluations", "regret", "improvement" })
                Assert.Contains($"{kind}-{dataset}", pictures);
        Assert.Contains("profile", pictures);
        Assert.All(Blocks<PictureBlock>(page), block => Assert.NotEmpty(block.Picture.Synthetic));
        Assert.All(Blocks<TableBlock>(page), block => Assert.NotEmpty(block.Table.Synthetic));
    }

    [Fact]
    public void The_summary_has_the_numbers_of_the_study()
    {
        Page page = OfStudy(StudyRuns.Small with { Report = [] });
        RunSet runs = StudyFolderRuns.Read(_folder["study"]);
        ResultTable table = Blocks<TableBlock>(page).First(block => block.Table.Name == "summary-cifar10").Table;
        int test = table.Columns.TakeWhile(column => column.Key != "test").Count();
        RunEntry random = runs.Entries.First(entry => entry.Algorithm == "random" && entry.ReportDataset == Dataset.Cifar10);
        Assert.Equal("random", table.Rows[0][0].Text);
        Assert.Equal(random.Trials.Average(trial => trial.Test), table.Rows[0][test].Value!.Value, 1e-12);
        Assert.True(table.Rows[0][test].Interval is var (low, high) && low < table.Rows[0][test].Value && table.Rows[0][test].Value < high);
        Assert.True(table.Rows[0][test].Error > 0);
    }

    [Fact]
    public void Three_datasets_are_too_few_blocks_and_the_page_says_so()
    {
        Page page = OfStudy(StudyRuns.Small with
        {
            Algorithms = [.. StudyRuns.Small.Algorithms, new AlgorithmGrid(AlgorithmCatalog.Get("local-search"))],
            Datasets = [Dataset.Cifar10, Dataset.Cifar100, Dataset.ImageNet16120],
            Report = [],
        });
        Assert.Contains(Blocks<TextBlock>(page), block => block.Text.StartsWith("No critical-difference diagram: 3 blocks are too few", StringComparison.Ordinal));
        // Eight trials that pair are enough.
        Assert.Contains(Blocks<PictureBlock>(page), block => block.Picture.Name == "ranks-cifar10");
        Assert.DoesNotContain(Blocks<PictureBlock>(page), block => block.Picture.Name == "ranks-overall");
    }

    [Fact]
    public void Without_the_table_there_are_no_curves_and_the_reason_is_told()
    {
        StudyRuns.Into(_folder["study"], StudyRuns.Small);
        Page page = RunReport.Of(StudyFolderRuns.Read(_folder["study"]), Options(null), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(Always, page.Sections.Select(section => section.Name));
        Assert.Contains(Blocks<TextBlock>(page), block => block.Text.StartsWith("No curves:", StringComparison.Ordinal));
        // The study says whose numbers they are.
        Assert.NotEmpty(page.Synthetic);
    }

    [Fact]
    public void One_trial_has_dashes_with_reasons_and_no_p_value()
    {
        RunSet runs = new([MadeRuns.Entry("one", [90.5]), MadeRuns.Entry("other", [90.25])]);
        Page page = RunReport.Of(runs, Options(null), cancellation: TestContext.Current.CancellationToken);
        ResultTable pairs = Blocks<TableBlock>(page).First(block => block.Table.Name.StartsWith("pairs-", StringComparison.Ordinal)).Table;
        int p = pairs.Columns.TakeWhile(column => column.Key != "p").Count();
        Assert.Null(pairs.Rows[0][p].Value);
        Assert.NotEmpty(pairs.Rows[0][p].Reason!);
        Assert.Contains(Blocks<TextBlock>(page), block => block.Text.StartsWith("one has no intervals: ", StringComparison.Ordinal));
        ReportFolder.Write(_folder["report"], page, cancellation: TestContext.Current.CancellationToken);
    }

    [Fact]
    public void A_study_with_objectives_has_fronts()
    {
        Page page = OfStudy(StudyRuns.Small with { Objectives = [Quantity.Flops], Report = [] });
        ResultTable table = Blocks<TableBlock>(page).First(block => block.Table.Name == "fronts-cifar10").Table;
        Assert.Equal(["random", "rea", "exact"], table.Rows.Select(row => row[0].Text));
        Assert.InRange(table.Rows[0][^1].Value!.Value, 0, 100);
        string[] pictures = [.. Blocks<PictureBlock>(page).Select(block => block.Picture.Name)];
        foreach (string picture in new[] { "hypervolume-cifar10", "hypervolume-over-time-cifar10", "front-flops-cifar10" })
            Assert.Contains(picture, pictures);
    }

    [Fact]
    public void Hypervolume_over_time_ends_at_what_the_rewards_of_the_trials_come_to()
    {
        StudyRuns.Into(_folder["study"], StudyRuns.Small with { Objectives = [Quantity.Flops, Quantity.Latency], Report = [], Traces = TraceKeeping.Curve });
        RunSet runs = StudyFolderRuns.Read(_folder["study"]);
        Comparison comparison = Comparison.Of(runs, new CompareOptions { Resamples = 100 }, TestContext.Current.CancellationToken);
        foreach (TaskComparison task in comparison.Tasks)
        {
            FrontCurves curves = FrontCurves.Of(task)!;
            for (int i = 0; i < task.Algorithms.Count; i++)
            {
                RunFronts fronts = task.Algorithms[i].Entry.Fronts!;
                double share = fronts.Trials.Average(front => 100 * front.Reward / fronts.Exact.Reward.Hypervolume);
                Assert.Equal(share, curves.Algorithms[i].Mean[^1], 1e-9);
                Assert.True(curves.Algorithms[i].Mean.Zip(curves.Algorithms[i].Mean.Skip(1)).All(pair => pair.Second >= pair.First));
            }
        }
    }

    [Fact]
    public void Points_of_a_drawn_front_lie_on_or_below_the_exact_one()
    {
        Page page = OfStudy(StudyRuns.Small with { Objectives = [Quantity.Flops], Report = [] });
        Picture picture = Blocks<PictureBlock>(page).First(block => block.Picture.Name == "front-flops-cifar10").Picture;
        LineLayer exact = picture.Layers.OfType<LineLayer>().Single();
        PointLayer[] trials = [.. picture.Layers.OfType<PointLayer>()];
        Assert.Equal(["random", "rea"], trials.Select(layer => layer.Name));
        Assert.All(trials, layer => Assert.NotEmpty(layer.X));
        foreach (PointLayer layer in trials)
            for (int i = 0; i < layer.X.Count; i++)
                Assert.True(layer.Y[i] <= exact.Y[Enumerable.Range(0, exact.X.Count).Last(place => exact.X[place] <= layer.X[i])]);
    }

    [Fact]
    public void A_sweep_shows_each_parameter_and_the_winner()
    {
        Page page = OfStudy(StudyRuns.Small with
        {
            Algorithms = [new AlgorithmGrid(AlgorithmCatalog.Get("rea"), new Dictionary<string, IReadOnlyList<string>> { ["population"] = ["4", "100"], ["sample"] = ["2", "4"] })],
            Report = [],
        });
        string[] pictures = [.. Blocks<PictureBlock>(page).Select(block => block.Picture.Name)];
        Assert.Contains("sweep-rea-cifar10-population", pictures);
        Assert.Contains("sweep-rea-cifar100-sample", pictures);
        Assert.Contains(Blocks<TextBlock>(page), block => block.Text.StartsWith("The best is population=", StringComparison.Ordinal));
        Assert.Equal(4, Blocks<TableBlock>(page).First(block => block.Table.Name == "settings-rea-cifar10").Table.Rows.Count);
        ReportFolder.Write(_folder["report"], page, cancellation: TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Names_from_a_file_are_texts_and_nothing_else()
    {
        const string name = "<b>rea</b>|\\textbf{x}\u001b[2J";
        RunSet runs = new([MadeRuns.Entry(name, MadeRuns.Accuracies(1, 12)), MadeRuns.Entry("random", MadeRuns.Accuracies(2, 12))]);
        ReportFolder.Write(
            _folder["report"], RunReport.Of(runs, Options(null) with { Hardware = name }, cancellation: TestContext.Current.CancellationToken), cancellation: TestContext.Current.CancellationToken);
        string html = File.ReadAllText(Path.Combine(_folder["report"], "report.html"));
        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', html);
        Assert.DoesNotContain("\\textbf{x}", File.ReadAllText(Path.Combine(_folder["report"], "tables", "summary-cifar10.tex")), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_byte_of_a_report_is_the_same_for_any_number_of_threads()
    {
        Page page = OfStudy(StudyRuns.Small), again = RunReport.Of(
            StudyFolderRuns.Read(_folder["study"]), Options(_bench), cancellation: TestContext.Current.CancellationToken);
        IReadOnlyList<string> files = ReportFolder.Write(_folder["one"], page, threads: 1, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(files, ReportFolder.Write(_folder["many"], again, threads: 5, cancellation: TestContext.Current.CancellationToken));
        Assert.All(files, file => Assert.Equal(File.ReadAllBytes(Path.Combine(_folder["one"], file)), File.ReadAllBytes(Path.Combine(_folder["many"], file))));
    }

    private Page OfStudy(Study study)
    {
        StudyRuns.Into(_folder["study"], study);
        return RunReport.Of(StudyFolderRuns.Read(_folder["study"]), Options(_bench), cancellation: TestContext.Current.CancellationToken);
    }

    private static RunReportOptions Options(NatsBenchmark? bench) => new() { Table = bench is null ? null : new BenchmarkTable(bench), Resamples = 200 };

    private static IEnumerable<T> Blocks<T>(Page page) => page.Sections.SelectMany(section => section.Blocks).OfType<T>();
}
