using System.Text.Json;
using NatsBench.Fast.Cli.Tests.Support;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Cli.Tests;

public sealed class ScoreTests : IDisposable
{
    private static readonly string[] Short = ["--dataset", "ImageNet16-120", "--batch", "3", "--threads", "2", "--provider", "cpu"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_architecture_has_a_line_with_its_score()
    {
        JsonElement[] scores = Lines(Natsbench.RunWithInput("1462\n", ["score", "tss", "284", "-", "--json", .. Short]));
        Assert.Equal([284, 1462], scores.Select(one => one.GetProperty("index").GetInt32()));
        foreach (JsonElement one in scores)
        {
            Assert.True(one.GetProperty("naswot").GetDouble() > 0);
            Assert.Equal(("3 images of uniform noise, seed 1", "cpu", 1), (
                one.GetProperty("images").GetString(), one.GetProperty("provider").GetString(), one.GetProperty("seed").GetInt32()));
        }
        string text = Natsbench.Run(["score", "tss", "284", .. Short, "--seed", "2"]).Succeeded();
        Assert.Contains("1 candidates in", text, StringComparison.Ordinal);
        Assert.Contains("uniform noise, seed 2", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_file_has_is_not_scored_again_and_isomorphic_cells_are_scored_once()
    {
        string[] command = ["score", "tss", "-o", _folder["s.jsonl"], "--json", .. Short];
        JsonElement first = Assert.Single(Lines(Natsbench.Run([.. command, "284"])));
        JsonElement[] both = Lines(Natsbench.Run([.. command, "284", "|none~0|+|none~0|none~1|+|none~0|nor_conv_3x3~1|avg_pool_3x3~2|"]));
        Assert.Equal(first.GetRawText(), both[0].GetRawText());
        Assert.Equal(JsonValueKind.Null, both[1].GetProperty("naswot").ValueKind);
        Assert.Equal(3, File.ReadAllLines(_folder["s.jsonl"]).Length);
        Assert.Contains("seed was 1, now 9", Natsbench.Run([.. command, "284", "--seed", "9"]).Failed(1), StringComparison.Ordinal);
    }

    [Fact]
    public void Scores_become_an_extra_column_beside_the_tables_accuracies()
    {
        string file = _folder["a.natsb"];
        SampleFile.Write(file);
        byte[] before = File.ReadAllBytes(file);
        Outcome outcome = Natsbench.Run(["score", "sss", "8:8:8:8:16", "8:8:8:8:8", "--attach", file, "--name", "lab.noise.naswot", "--json", .. Short]);
        double[] scores = [.. Lines(outcome).Select(one => one.GetProperty("naswot").GetDouble())];
        Assert.Contains("attached: ", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("correlation", outcome.Error, StringComparison.Ordinal);
        using (NatsBenchmark bench = NatsBenchmark.Open(file))
        {
            Assert.Equal([scores[1], scores[0], double.NaN, double.NaN], bench.Extra("lab.noise.naswot").Values.ToArray());
            Assert.Contains("3 images of uniform noise", bench.Extra("lab.noise.naswot").Description.Note, StringComparison.Ordinal);
        }
        Assert.Equal(before, File.ReadAllBytes(file));
        Assert.Contains("of the size space", Natsbench.Run(["score", "tss", "1651", "--attach", file, .. Short]).Failed(1), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "--all needs -o", "tss", "--all")]
    [InlineData(2, "Name architectures", "tss")]
    [InlineData(2, "--name is that of the extra column", "tss", "11", "--name", "a.b")]
    [InlineData(2, "did you mean", "tss", "11", "--score", "naswat")]
    [InlineData(1, "outside 0..15624", "tss", "15625")]
    [InlineData(1, "no provider", "tss", "11", "--provider", "tpu")]
    [InlineData(1, "nowhere", "tss", "11", "--images", "nowhere")]
    public void Wrong_words_are_refused(int exitCode, string word, params string[] arguments) =>
        Assert.Contains(word, Natsbench.Run(["score", .. arguments]).Failed(exitCode), StringComparison.Ordinal);

    private static JsonElement[] Lines(Outcome outcome) =>
        [.. outcome.Succeeded().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
}
