using NatsBench.Fast.Attaching;
using NatsBench.Fast.Extracting;
using NatsBench.Fast.Model;
using NatsBench.Fast.Official;
using NatsBench.Fast.Records;
using NatsBench.Fast.Tests.Views;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Conversion.Tests;

/// <summary>The whole way on real input: archive → column file → the official library's recorded answers, bit for bit.</summary>
public sealed class GoldenTests
{
    [Theory]
    [InlineData("NATS-tss-v1_0-3ffb9-simple", "tss-11-284.jsonl")]
    [InlineData("NATS-sss-v1_0-50262-simple", "sss-0-11.jsonl")]
    [InlineData("quirks-tss", "quirks-tss.jsonl")]
    [InlineData("quirks-sss", "quirks-sss.jsonl")]
    public void Every_recorded_answer_comes_back(string archive, string golden)
    {
        string source = SharedData.Require("data", archive);
        string recorded = SharedData.Require("golden", golden);
        using TemporaryFolder folder = new();
        ArchiveConverter.Convert(source, folder["converted.natsb"]);
        using (NatsBenchmark bench = NatsBenchmark.Open(folder["converted.natsb"]))
        {
            bench.Check(cancellation: TestContext.Current.CancellationToken);
            ViewAgreement.Check(bench);
        }
        RequireAnswers(folder["converted.natsb"], recorded);

        // More columns, and all records taken out of it.
        int[] architectures = Attach(folder["converted.natsb"], folder["attached.natsb"]);
        BenchmarkExtraction.Extract(folder["attached.natsb"], folder["extracted.natsb"], new ExtractionOptions { Architectures = architectures });
        RequireAnswers(folder["extracted.natsb"], recorded);
        BenchmarkExtraction.Extract(folder["attached.natsb"], folder["extracted.natsb"], new ExtractionOptions());
        Assert.Equal(File.ReadAllBytes(folder["attached.natsb"]), File.ReadAllBytes(folder["extracted.natsb"]));
    }

    private static int[] Attach(string path, string target)
    {
        using NatsBenchmark bench = NatsBenchmark.Open(path);
        ExtraDescription description = new() { Name = "lab.board.latency", Quantity = "latency", Unit = "ms", Direction = Direction.Minimise, Kind = ExtraKind.Synthetic, SourceName = "tests" };
        ExtraAttachment.Attach(path, [new ExtraNumbers(description, Enumerable.Range(0, bench.Count).Select(index => index / 8.0).ToArray())], target);
        return [.. bench.RecordedArchitectures];
    }

    private static void RequireAnswers(string path, string recorded)
    {
        using NatsBenchmark bench = NatsBenchmark.Open(path);
        OfficialCalls calls = new(bench, new Random(0));

        List<string> faults = [];
        int count = 0;
        foreach (string line in File.ReadLines(recorded))
        {
            count++;
            if (GoldenJson.AnswerDifference(line, calls.Answer(line)) is { } fault)
                faults.Add(fault);
        }
        Assert.True(count > 1000, $"only {count} recorded answers");
        Assert.True(faults.Count == 0, $"{faults.Count} of {count} answers differ:\n{string.Join('\n', faults.Take(12))}");
    }
}
