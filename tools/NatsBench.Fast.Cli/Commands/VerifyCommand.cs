using System.CommandLine;
using System.Text.Json;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Conversion;
using NatsBench.Fast.Queries;

namespace NatsBench.Fast.Cli.Commands;

/// <summary><c>natsbench verify</c>.</summary>
internal sealed class VerifyCommand : BenchmarkCommand
{
    private readonly Option<string> _against = CommonArguments.Against();
    private readonly Option<int?> _threads = CommonArguments.Threads();

    public VerifyCommand() : base(
        "verify", "Check a whole column file: every checksum, every block, every reference.",
        "natsbench verify tss.natsb",
        "natsbench verify tss.natsb --against NATS-tss-v1_0-3ffb9-simple.tar --json")
    {
        Options.Add(_against);
        Options.Add(_threads);
    }

    protected override Answer Ask(NatsBenchmark bench, ParseResult parsed)
    {
        using Interruption interruption = new();
        FileCheck check = ProgressDisplay.Run("checking", progress => bench.Check(progress, interruption.Token));
        string? archive = parsed.GetValue(_against);
        VerificationReport? report = archive is null ? null : Compare(bench, archive, parsed.GetValue(_threads), interruption.Token);
        return new Answer(json => WriteJson(json, check, report), text => WriteText(text, bench.Path, archive, check, report))
        {
            Fault = report?.Differences.Count > 0 ? $"{bench.Path} differs from {archive}" : null,
        };
    }

    private static VerificationReport Compare(NatsBenchmark bench, string archive, int? threads, CancellationToken cancellation) =>
        ProgressDisplay.Run("comparing", progress => ArchiveVerifier.Verify(bench, archive, new ConversionOptions
        {
            Threads = threads ?? Environment.ProcessorCount,
            Cancellation = cancellation,
            Progress = new Relay<ConversionProgress>(done => progress.Report((double)done.Bytes / done.TotalBytes)),
        }));

    private static void WriteJson(Utf8JsonWriter json, FileCheck check, VerificationReport? report)
    {
        json.WriteNumber("columns", check.Columns);
        json.WriteNumber("blocks", check.Blocks);
        json.WriteNumber("stored_bytes", check.StoredBytes);
        json.WriteNumber("numbers", check.Numbers);
        if (report is null)
            return;
        json.WriteStartObject("against");
        json.WriteNumber("records", report.Records);
        json.WriteNumber("numbers", report.Numbers);
        json.WriteBoolean("same_source", report.IsSameSource);
        Findings.Write(json, "differences", report.Differences);
        json.WriteEndObject();
    }

    private static void WriteText(TextOutput text, string path, string? archive, FileCheck check, VerificationReport? report)
    {
        text.Title($"{path} is sound: {Display.Count(check.Columns)} columns, {Display.Count(check.Blocks)} blocks, {Display.Bytes(check.StoredBytes)}, {Display.Count(check.Numbers)} numbers");
        if (report is null)
            return;
        text.Line(
            $"compared with {archive}{(report.IsSameSource ? ", the source it names" : ", which is not the source it names (another SHA-256)")}: "
            + $"{Display.Count(report.Records)} records, {Display.Count(report.Numbers)} numbers, "
            + (report.Differences.Count == 0 ? "equal bit for bit" : "not equal"));
        Findings.Write(text, "differs", report.Differences);
    }
}
