using System.Diagnostics;
using System.Text.Json;
using NatsBench.Fast.Cli.Tests.Support;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Cli.Tests;

public sealed class LatencyTests : IDisposable
{
    private static readonly string[] Short = ["--dataset", "ImageNet16-120", "--batch", "2", "--runs", "3", "--warm-up", "0", "--threads", "1", "--provider", "cpu"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_architecture_has_a_line_with_its_interval()
    {
        string[] lines = Natsbench.RunWithInput("8:8:8:8:16\n", ["latency", "sss", "11", "-", "--json", .. Short]).Succeeded()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        JsonElement[] measured = [.. lines.Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal([11, 1], measured.Select(one => one.GetProperty("index").GetInt32()));
        foreach (JsonElement one in measured)
        {
            double latency = one.GetProperty("latency").GetDouble();
            Assert.True(one.GetProperty("low").GetDouble() <= latency && latency <= one.GetProperty("high").GetDouble() && latency > 0);
            Assert.Equal(("cpu", 2, 1, 3), (
                one.GetProperty("provider").GetString(), one.GetProperty("batch").GetInt32(), one.GetProperty("threads").GetInt32(), one.GetProperty("runs").GetInt32()));
        }
    }

    [Fact]
    public void What_a_file_has_is_not_measured_again()
    {
        string[] command = ["latency", "tss", "-o", _folder["l.jsonl"], "--json", .. Short];
        string first = Natsbench.Run([.. command, "1651"]).Succeeded();
        string[] both = Natsbench.Run([.. command, "1651", "1835"]).Succeeded().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(first.Trim(), both[0].Trim());
        Assert.Equal(3, File.ReadAllLines(_folder["l.jsonl"]).Length);
        Assert.Contains("batch 2, now 3", Natsbench.Run(["latency", "tss", "1651", "-o", _folder["l.jsonl"], .. Short.Select(word => word == "2" ? "3" : word)]).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_another_process_writes_is_not_written()
    {
        string file = _folder["l.jsonl"];
        using Process other = Natsbench.Start(["latency", "sss", "--all", "-o", file, .. Short]);
        try
        {
            Assert.True(SpinWait.SpinUntil(() => File.Exists(file) && new FileInfo(file).Length > 0, TimeSpan.FromMinutes(1)), "nothing was measured");
            Assert.Contains("another run may be writing it", Natsbench.Run(["latency", "sss", "0", "-o", file, .. Short]).Failed(exitCode: 1), StringComparison.Ordinal);
        }
        finally
        {
            other.Kill();
            other.WaitForExit();
        }
        Natsbench.Run(["latency", "sss", "0", "-o", file, .. Short]).Succeeded();
    }

    [Fact]
    public void A_table_is_printed_without_json() =>
        Assert.Contains("8:8:8:8:8", Natsbench.Run(["latency", "sss", "0", .. Short]).Succeeded(), StringComparison.Ordinal);

    [Fact]
    public void What_is_measured_becomes_an_extra_column()
    {
        string file = _folder["a.natsb"];
        SampleFile.Write(file);
        byte[] before = File.ReadAllBytes(file);
        double[] latencies = [.. Natsbench.Run(["latency", "sss", "8:8:8:8:16", "8:8:8:8:8", "--attach", file, "--name", "lab.desk.latency", "--json", .. Short]).Succeeded()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("latency").GetDouble())];
        using (NatsBenchmark bench = NatsBenchmark.Open(file))
        {
            Assert.Equal([latencies[1], latencies[0], double.NaN, double.NaN], bench.Extra("lab.desk.latency").Values.ToArray());
            Assert.Equal(("s", "ImageNet16-120"), (bench.Extra("lab.desk.latency").Description.Unit, bench.Extra("lab.desk.latency").Description.Dataset));
            Assert.NotEmpty(bench.Extra("lab.desk.latency").Description.Device);
        }
        Assert.Equal(before, File.ReadAllBytes(file));
        string limit = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"lab.desk.latency={latencies[0]:R}");
        Assert.Equal(
            latencies[1] <= latencies[0] ? 2 : 1,
            Natsbench.Run("best", file, "--dataset", "cifar10", "--set", "valid", "--top", "9", "--max", limit, "--json").Json().GetProperty("top").GetArrayLength());
        Assert.Contains("is no name", Natsbench.Run(["latency", "sss", "8:8:8:8:8", "--attach", file, "--name", "latency", .. Short]).Failed(1), StringComparison.Ordinal);
        Assert.Contains("of the size space", Natsbench.Run(["latency", "tss", "1651", "--attach", file, .. Short]).Failed(1), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "--all needs -o", "tss", "--all")]
    [InlineData(2, "Name architectures", "tss")]
    [InlineData(2, "Name architectures", "tss", "11", "--all", "-o", "l.jsonl")]
    [InlineData(2, "did you mean", "tss", "11", "--dataset", "cifar11")]
    [InlineData(1, "outside 0..15624", "tss", "15625")]
    [InlineData(1, "8:8:8", "sss", "8:8:8")]
    [InlineData(1, "no provider", "tss", "11", "--provider", "tpu")]
    public void Wrong_words_are_refused(int exitCode, string word, params string[] arguments) =>
        Assert.Contains(word, Natsbench.Run(["latency", .. arguments]).Failed(exitCode), StringComparison.Ordinal);
}
