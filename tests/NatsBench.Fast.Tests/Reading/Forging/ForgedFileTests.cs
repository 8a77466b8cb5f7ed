using System.Text.Json;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Tests.Reading.Forging;

/// <summary>Files that others forged from real records, each consistent in its checksums and wrong in one thing.</summary>
public sealed class ForgedFileTests
{
    [Theory]
    [InlineData("Epochs_short", "200/cifar10-valid/Epochs", "1 cells where there are 6 runs")]
    [InlineData("Flops_gone", "200/cifar10-valid/Flops", "missing")]
    [InlineData("LastTop1_short", "200/cifar10-valid/train/LastTop1", "1 cells where there are 6 runs")]
    [InlineData("Seed_long", "200/cifar10-valid/Form", "6 cells where there are 300 runs")]
    [InlineData("c_bomb", "200/cifar10-valid/x-valid/Loss", "200 cells where there are 6 runs")]
    [InlineData("meta_absent_num", "Metadata", "no table or cost that may be absent")]
    [InlineData("meta_latcount_2", "Form", "latencies")]
    [InlineData("names_control", "RowForm", "a record has cifar100 under 12, which the file has no table of")]
    [InlineData("rowform_empty", "RowForm", "0 cells where there are 2 rows")]
    [InlineData("x-valid_LastTop1_stride2", "200/cifar10-valid/x-valid/LastTop1", "2 cells an item")]
    public void It_is_refused_by_file_column_and_fault(string name, string column, string fault)
    {
        string path = SharedData.Require("data", "forged", $"{name}.natsb");
        DamagedFileException e = Assert.Throws<DamagedFileException>(() =>
        {
            using NatsBenchmark bench = NatsBenchmark.Open(path);
            bench.Check(cancellation: TestContext.Current.CancellationToken);
        });
        Assert.StartsWith(path, e.Message, StringComparison.Ordinal);
        Assert.Contains(column, e.Message, StringComparison.Ordinal);
        Assert.Contains(fault, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Epochs_short")]
    [InlineData("Flops_gone")]
    [InlineData("LastTop1_short")]
    [InlineData("Seed_long")]
    [InlineData("c_bomb")]
    [InlineData("meta_absent_num")]
    [InlineData("meta_control")]
    [InlineData("meta_latcount_2")]
    [InlineData("names_control")]
    [InlineData("rowform_empty")]
    [InlineData("x-valid_LastTop1_stride2")]
    public void Every_question_is_answered_as_it_was_or_refused(string name)
    {
        string path = SharedData.Require("data", "forged", $"{name}.natsb");
        string[] golden = File.ReadAllLines(SharedData.Require("golden", "tss-11-284.jsonl"));
        Interrogation asked = Interrogation.Of(path, golden);
        Assert.InRange(asked.MostAllocated, 0, 64L << 20);
        Assert.False(asked.IsSound && asked.Damage is not null, asked.Damage);
        Assert.Equal(name == "meta_control", asked.IsSound);
        for (int i = 0; i < golden.Length; i++)
            if (asked.Answers[i] is { } answer && !IsRefusal(answer) && !golden[i].Contains("get_unique_str", StringComparison.Ordinal))
                Assert.Null(GoldenJson.AnswerDifference(golden[i], answer));
    }

    private static bool IsRefusal(string answer)
    {
        using JsonDocument document = JsonDocument.Parse(answer.Replace("NaN", "0", StringComparison.Ordinal));
        return document.RootElement.TryGetProperty("error", out _);
    }
}
