using System.CommandLine;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Reports.Pages;
using NatsBench.Fast.Reports.Pages.Contents;
using NatsBench.Fast.Reports.Runs;

namespace NatsBench.Fast.Cli.Commands;

/// <summary><c>natsbench report</c>.</summary>
internal sealed class ReportCommand : ExampleCommand
{
    private const string DefaultName = "report";
    private const int MostResamples = 10_000_000;

    // About how much of the time goes by before anything is drawn.
    private const double Compared = 0.6;

    private readonly RunOptions _runs = new();
    private readonly Option<string> _out = CommonArguments.NotEmpty(new Option<string>("--out", "-o")
    {
        Description = "The folder for the report: a new one, an empty one, or an older report, which is replaced. Default: 'report' in the folder of the first source.",
        HelpName = "DIR",
    });
    private readonly Option<int?> _resamples = CommonArguments.Number<int>("--resamples", "Resamples of each bootstrap. Default: 10000.", least: 100, most: MostResamples);
    private readonly Option<ulong?> _seed = CommonArguments.Number<ulong>("--seed", "The seed of the bootstraps. Default: 1.", "S");
    private readonly Option<string> _title = CommonArguments.NotEmpty(new Option<string>("--title") { Description = "The title. Default: what is compared.", HelpName = "TEXT" });
    private readonly Option<string> _hardware = CommonArguments.NotEmpty(new Option<string>("--hardware")
    {
        Description = "What the searches ran on, such as '2 cores of an AMD EPYC'; runs do not record it.",
        HelpName = "TEXT",
    });
    private readonly Option<int?> _threads = CommonArguments.Threads();
    private readonly Option<bool> _json = CommonArguments.Json("Print one line of JSON that names the files, instead of text.");

    public ReportCommand() : base(
        "report", "Make a report of runs: one page with tables and pictures, each also as a file, ready to be cited.",
        "natsbench report results --file NATS-tss.natsb",
        "natsbench report ours=mine.csv --file NATS-tss.natsb --dataset cifar10 --budget paper --baselines --out report",
        "natsbench report a/results b/results --file NATS-tss.natsb --resamples 50000 --hardware '2 cores of an AMD EPYC' --json")
    {
        _runs.AddTo(this, withMetric: false);
        foreach (Option option in (Option[])[_out, _resamples, _seed, _title, _hardware, _threads, _json])
            Options.Add(option);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        using Interruption interruption = new();
        using NatsBenchmark? bench = _runs.Open(parsed);
        BenchmarkTable? table = bench is null ? null : new BenchmarkTable(bench);
        string folder = parsed.GetValue(_out) ?? Default(_runs.Sources(parsed));
        int? threads = parsed.GetValue(_threads);
        RunSet runs = _runs.Read(parsed, table, withTraces: true, interruption.Token);
        (Page page, IReadOnlyList<string> files) = ProgressDisplay.Run("reporting", progress =>
        {
            Page made = RunReport.Of(
                runs,
                new RunReportOptions
                {
                    Table = table,
                    Resamples = parsed.GetValue(_resamples) ?? 10_000,
                    Seed = parsed.GetValue(_seed) ?? 1,
                    Title = parsed.GetValue(_title),
                    Hardware = parsed.GetValue(_hardware),
                },
                new Relay<double>(share => progress.Report(Compared * share)), interruption.Token);
            return (made, ReportFolder.Write(folder, made, threads, new Relay<double>(share => progress.Report(Compared + ((1 - Compared) * share))), interruption.Token));
        });
        return new Answer(
            json =>
            {
                json.WriteString("folder", folder);
                json.WriteString("page", Path.Combine(folder, ReportFolder.PageName));
                json.WriteStartArray("files");
                foreach (string name in files)
                    json.WriteStringValue(name);
                json.WriteEndArray();
            },
            text =>
            {
                text.Title($"{Path.Combine(folder, ReportFolder.PageName)}: {page.Title}");
                text.Line($"{Display.Count(page.Sections.SelectMany(section => section.Blocks).OfType<PictureBlock>().Count())} pictures in pictures/ as SVG and PNG; "
                    + $"{Display.Count(files.Count(name => name.EndsWith(".csv", StringComparison.Ordinal)))} tables in tables/ as CSV, Parquet and LaTeX; the page in Markdown is report.md");
            }).Write(parsed.GetValue(_json), page.Synthetic);
    }

    // Within a folder, beside a file; baselines alone have no place of their own.
    private static string Default(IReadOnlyList<string> sources) => sources is not [var first, ..] ? DefaultName
        : Path.Combine(Directory.Exists(first) ? first : Path.GetDirectoryName(Path.GetFullPath(first))!, DefaultName);
}
