using System.CommandLine;
using System.Text.Json;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Conversion;
using NatsBench.Fast.Conversion.Provenance;

namespace NatsBench.Fast.Cli.Commands;

/// <summary><c>natsbench convert</c>.</summary>
internal sealed class ConvertCommand : ExampleCommand
{
    private readonly Argument<string> _archive = CommonArguments.Archive();
    private readonly Option<string> _output = CommonArguments.Output();
    private readonly Option<int?> _threads = CommonArguments.Threads();
    private readonly Option<bool> _json = CommonArguments.Json();

    public ConvertCommand() : base(
        "convert", "Convert an official archive to a column file.",
        "natsbench convert NATS-tss-v1_0-3ffb9-simple.tar -o tss.natsb",
        "natsbench convert NATS-sss-v1_0-50262-simple -o sss.natsb --threads 4 --json",
        "natsbench convert NAS-Bench-201-v1_1-096897.pth -o nb201.natsb",
        "natsbench convert nasbench_full.tfrecord -o nasbench101.natsb")
    {
        _output.Required = true;
        Arguments.Add(_archive);
        foreach (Option option in (Option[])[_output, _threads, _json])
            Options.Add(option);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        using Interruption interruption = new();
        string output = parsed.GetRequiredValue(_output);
        ConversionReport report = ProgressDisplay.Run("converting", progress => ArchiveConverter.Convert(
            parsed.GetRequiredValue(_archive), output, new ConversionOptions
            {
                Threads = parsed.GetValue(_threads) ?? Environment.ProcessorCount,
                Cancellation = interruption.Token,
                Progress = new Relay<ConversionProgress>(done => progress.Report((double)done.Bytes / done.TotalBytes)),
            }));
        if (report.NameCheck == NameCheck.Mismatch)
            Failure.Say($"{report.Provenance.SourceName} is not the file that its name promises: the name's five characters do not begin its MD5");

        long bytes = new FileInfo(output).Length;
        Answer answer = new(json => WriteJson(json, output, bytes, report), text => WriteText(text, output, bytes, report));
        return answer.Write(parsed.GetValue(_json), report.Provenance.Synthetic);
    }

    private static void WriteJson(Utf8JsonWriter json, string output, long bytes, ConversionReport report)
    {
        json.WriteString("file", output);
        json.WriteNumber("bytes", bytes);
        json.WriteString("source", report.Provenance.SourceName);
        json.WriteString("kind", report.Provenance.SourceKind);
        json.WriteNumber("source_bytes", report.Provenance.SourceBytes);
        json.WriteString("source_sha256", report.Provenance.SourceSha256);
        json.WriteString("name_check", report.NameCheck.ToString());
        json.WriteString("decompressor", report.Decompressor);
        json.WriteNumber("architectures", report.Architectures);
        json.WriteNumber("records", report.Records);
        json.WriteNumber("runs", report.Trials);
        json.WriteNumber("curves", report.Curves);
        json.WriteNumber("numbers", report.Numbers);
        Findings.Write(json, "absent", report.Absent);
        Findings.Write(json, "odd", report.Odd);
        json.WriteDouble("seconds", report.Elapsed.TotalSeconds);
    }

    private static void WriteText(TextOutput text, string output, long bytes, ConversionReport report)
    {
        text.Title($"{output}: {Display.Bytes(bytes)} from {Display.Bytes(report.Provenance.SourceBytes)}, in {Display.Seconds(report.Elapsed.TotalSeconds)}");
        if (report.Decompressor.Length > 0)
            text.Line($"decompressed by {report.Decompressor}");
        text.Line($"records of {Display.Count(report.Records)} of {Display.Count(report.Architectures)} architectures, {Display.Count(report.Trials)} runs, {Display.Count(report.Curves)} curves, {Display.Count(report.Numbers)} numbers");
        Findings.Write(text, "absent in the archive", report.Absent);
        Findings.Write(text, "odd in the archive, left out", report.Odd);
    }
}
