using NatsBench.Fast.Official;
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
        using NatsBenchmark bench = NatsBenchmark.Open(folder["converted.natsb"]);
        bench.Check(cancellation: TestContext.Current.CancellationToken);
        ViewAgreement.Check(bench);
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
