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

        // Columns beside it as well, which are then merged into it, and all taken out again.
        ExtraNumbers beside = Numbers("lab.board.energy", folder["converted.natsb"]);
        ExtraAttachment.Mount(folder["attached.natsb"], "beside", [beside]);
        RequireAnswers(folder["attached.natsb"], recorded);
        Directory.Delete(folder["attached.natsb.d"], recursive: true);
        ExtraAttachment.Attach(folder["attached.natsb"], [beside]);
        RequireAnswers(folder["attached.natsb"], recorded);
        ExtraAttachment.Detach(folder["attached.natsb"], ["lab.board.latency", "lab.board.energy"]);
        Assert.Equal(File.ReadAllBytes(folder["converted.natsb"]), File.ReadAllBytes(folder["attached.natsb"]));
    }

    private static int[] Attach(string path, string target)
    {
        ExtraAttachment.Attach(path, [Numbers("lab.board.latency", path)], target);
        using NatsBenchmark bench = NatsBenchmark.Open(path);
        return [.. bench.RecordedArchitectures];
    }

    private static ExtraNumbers Numbers(string name, string bare)
    {
        using NatsBenchmark bench = NatsBenchmark.Open(bare);
        ExtraDescription description = new() { Name = name, Quantity = "latency", Unit = "ms", Direction = Direction.Minimise, Kind = ExtraKind.Synthetic, SourceName = "tests" };
        return new ExtraNumbers(description, Enumerable.Range(0, bench.Count).Select(index => index / 8.0).ToArray());
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
