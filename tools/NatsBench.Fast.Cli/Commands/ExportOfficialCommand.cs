using System.CommandLine;
using System.Diagnostics;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Conversion.Export;

namespace NatsBench.Fast.Cli.Commands;

/// <summary><c>natsbench export-official</c>.</summary>
internal sealed class ExportOfficialCommand : ExampleCommand
{
    private readonly Argument<string> _file = CommonArguments.File();
    private readonly Option<string> _out = new("--out", "-o") { Description = "The folder for the archive: a new one, an empty one, or one where the same export was stopped.", HelpName = "DIR", Required = true };
    private readonly Option<int?> _threads = CommonArguments.Threads();
    private readonly Option<bool> _json = CommonArguments.Json();

    public ExportOfficialCommand() : base(
        "export-official", "Write the official -simple archive of a column file again: the official library loads it and answers the same.",
        "natsbench export-official NATS-tss.natsb --out NATS-tss-v1_0-3ffb9-simple",
        "natsbench export-official NATS-sss.natsb --out sss-simple --threads 2 --json")
    {
        Arguments.Add(_file);
        foreach (Option option in (Option[])[_out, _threads, _json])
            Options.Add(option);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        using Interruption interruption = new();
        using NatsBenchmark bench = NatsBenchmark.Open(parsed.GetRequiredValue(_file));
        string folder = parsed.GetRequiredValue(_out);
        var clock = Stopwatch.StartNew();
        (int written, int kept) = ProgressDisplay.Run("exporting", progress => ArchiveExport.Write(
            bench, folder, parsed.GetValue(_threads), new Relay<int>(done => progress.Report((double)done / int.Max(1, bench.RecordCount))), interruption.Token));
        double seconds = clock.Elapsed.TotalSeconds;
        Answer answer = new(
            json =>
            {
                json.WriteString("folder", folder);
                json.WriteNumber("records", written + kept);
                json.WriteNumber("written", written);
                json.WriteDouble("seconds", seconds);
            },
            text =>
            {
                text.Title($"{folder}: {Display.Count(written + kept)} records of {Display.Count(bench.Count)} architectures, in {Display.Seconds(seconds)}");
                if (kept > 0)
                    text.Line($"{Display.Count(kept)} were there from an export that was stopped");
                if (bench.Extras.Count > 0)
                    text.Line($"{Display.Count(bench.Extras.Count)} extra columns have no place in an archive and stay in {bench.Path}");
            });
        return answer.Write(parsed.GetValue(_json), bench.Provenance.Synthetic);
    }
}
