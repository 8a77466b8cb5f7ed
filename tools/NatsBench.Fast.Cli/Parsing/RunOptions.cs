using System.CommandLine;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Model;
using NatsBench.Fast.Reports.Comparing;
using NatsBench.Fast.Reports.Runs;
using NatsBench.Fast.Search.Trials;
using NatsBench.Fast.Studies.Definition;

namespace NatsBench.Fast.Cli.Parsing;

/// <summary>The arguments of commands that take runs of anyone: the sources, and what they do not say themselves.</summary>
internal sealed class RunOptions
{
    private readonly Argument<string[]> _sources = new("SOURCE")
    {
        Description = "Runs: a folder of 'search --out', a CSV or Parquet file, results.pth of the official scripts, results of Syne Tune, or a list of final architectures; "
            + "NAME=SOURCE names the algorithm.",
        Arity = ArgumentArity.ZeroOrMore,
    };
    private readonly Option<string> _file = CommonArguments.NotEmpty(new Option<string>("--file")
    {
        Description = "The column file that was searched: it tells accuracies, the exact best, normalised scores and random search's line.",
        HelpName = "FILE.natsb",
    });
    private readonly Option<string> _dataset = CommonArguments.Dataset("The dataset searched on, of files that do not say.");
    private readonly Option<string[]> _report = new("--report") { Description = "The datasets reported, of files that do not say; needs --file. Default: the one searched on.", HelpName = "NAMES" };
    private readonly Option<string> _budget = CommonArguments.NotEmpty(new Option<string>("--budget")
    {
        Description = "When trials are looked at, of files that do not say: paper, seconds such as 20000, or evaluations such as 100e. Default: at their end.",
        HelpName = "BUDGET",
    });
    private readonly Option<bool> _paired = new("--paired") { Description = "You say that trials of one number share their random numbers in files that do not say." };
    private readonly Option<bool> _baselines = new("--baselines")
    {
        Description = "With --file: the paper's algorithms at the paper's budgets on it as well; run once and kept in the cache folder ('natsbench baselines').",
    };
    private readonly Option<string> _metric = new("--metric")
    {
        Description = $"What trials are compared by: {string.Join(", ", RunMetrics.All.Select(metric => metric.Word))}. Default: test.",
        HelpName = "NAME",
    };

    /// <summary>Gives a command the arguments.</summary>
    /// <param name="command">The command.</param>
    /// <param name="withMetric">Whether it asks what trials are compared by.</param>
    public void AddTo(Command command, bool withMetric = true)
    {
        CommonArguments.OneOf(_metric, [.. RunMetrics.All.Select(metric => metric.Word)]);
        command.Arguments.Add(_sources);
        foreach (Option option in (Option[])[_file, .. withMetric ? (Option[])[_metric] : [], _dataset, _report, _budget, _paired, _baselines])
            command.Options.Add(option);
        command.Validators.Add(result =>
        {
            bool hasBaselines = result.GetResult(_baselines) is not null;
            if (!hasBaselines && result.GetResult(_sources) is not { Tokens.Count: > 0 })
                result.AddError("Name runs, or --baselines.");
            if (hasBaselines && result.GetResult(_file) is null)
                result.AddError("--baselines are run on a table; name it with --file.");
            if (result.GetResult(_report) is not null && result.GetResult(_file) is null)
                result.AddError("--report looks accuracies up; name the table with --file.");
        });
    }

    /// <summary>What trials are compared by.</summary>
    public RunMetric Metric(ParseResult parsed) => parsed.GetValue(_metric) is { } word ? RunMetrics.All.First(metric => metric.Word == word).Metric : RunMetric.Test;

    /// <summary>The sources, without names of algorithms.</summary>
    public IReadOnlyList<string> Sources(ParseResult parsed) => [.. Texts(parsed).Select(source => Named(source).Path)];

    /// <summary>Opens the table; null where none is named.</summary>
    public NatsBenchmark? Open(ParseResult parsed) => parsed.GetValue(_file) is { } file ? NatsBenchmark.Open(file) : null;

    /// <summary>Reads all runs.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="table">The table at hand.</param>
    /// <param name="withTraces">Whether log points are wanted.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="NatsBenchException">A source cannot be read.</exception>
    public RunSet Read(ParseResult parsed, BenchmarkTable? table, bool withTraces, CancellationToken cancellation)
    {
        RunImport import = new()
        {
            Table = table,
            Dataset = parsed.GetValue(_dataset) is { } dataset ? DatasetOf(table, dataset) : null,
            Report = [.. (parsed.GetValue(_report) ?? []).SelectMany(names => names.Split(',', StringSplitOptions.TrimEntries)).Select(name => DatasetOf(table, name))],
            IsPaired = parsed.GetValue(_paired),
            WithTraces = withTraces,
        };
        List<RunSet> sets = [];
        foreach (string source in Texts(parsed))
        {
            (string? name, string path) = Named(source);
            sets.Add(RunReader.Read(path, import with { Algorithm = name, Budget = Budget(parsed, import.Dataset, table, path) }));
        }
        if (parsed.GetValue(_baselines))
            sets.Add(ReadBaselines(table!, BaselinesFolder(table!), withTraces, threads: null, cancellation));
        return RunSet.Of(sets);
    }

    /// <summary>Where a table's baselines are kept.</summary>
    public static string BaselinesFolder(BenchmarkTable table) => Baselines.FolderOf(table, CacheFolder.Place("baselines"));

    /// <summary>The baselines of a table, run where they are not there.</summary>
    public static RunSet ReadBaselines(BenchmarkTable table, string folder, bool withTraces, int? threads, CancellationToken cancellation) => ProgressDisplay.Run(
        "baselines", "trials", (long)Baselines.Study.Trials * Baselines.Study.Datasets.Count * Baselines.Study.Algorithms.Count,
        (progress, finishing) => Baselines.Of(table, folder, withTraces, threads, progress, finishing, cancellation));

    private string[] Texts(ParseResult parsed) => parsed.GetValue(_sources) ?? [];

    // A path may have an equals sign; whatever is there is meant.
    private static (string? Name, string Path) Named(string source) =>
        !Path.Exists(source) && source.IndexOf('=', StringComparison.Ordinal) is > 0 and var place && place < source.Length - 1 ? (source[..place], source[(place + 1)..]) : (null, source);

    // What the table does not report is told before runs are read.
    private static Dataset DatasetOf(BenchmarkTable? table, string name)
    {
        if (name.Length == 0)
            throw new NatsBenchException("a dataset's name is empty");
        Dataset dataset = new(name);
        return table?.Report(dataset).Dataset ?? dataset;
    }

    private Budget? Budget(ParseResult parsed, Dataset? dataset, BenchmarkTable? table, string source)
    {
        if (parsed.GetValue(_budget) is not { } text)
            return null;
        if (text != StudyBudget.Paper.ToString())
            return StudyBudget.Parse(text).For(SearchSpace.Topology, Dataset.Cifar10);
        if (dataset is null || table is null)
            throw new NatsBenchException($"{source}: the paper's budget depends on space and dataset; name --file and --dataset");
        return StudyBudget.Paper.For(table.Benchmark.Space, dataset.Value);
    }
}
