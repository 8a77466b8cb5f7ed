using System.Diagnostics;
using System.Text.Json;
using NatsBench.Fast.Cli.Tests.Support;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Cli.Tests;

public sealed class SynthTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_archive_is_made_and_said_to_be_synthetic()
    {
        Outcome outcome = Natsbench.Run("synth", "sss", "--archive", _folder["archive"], "--count", "2", "--seed", "5", "--json");
        JsonElement report = outcome.Json();
        Assert.True(report.GetProperty("synthetic").GetBoolean());
        Assert.Equal(2, report.GetProperty("records").GetInt32());
        Assert.Contains("SYNTHETIC", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(
            ["000000.pickle.pbz2", "000001.pickle.pbz2", "meta.pickle.pbz2"],
            Directory.EnumerateFiles(_folder["archive"], "*.pbz2").Select(Path.GetFileName).Order());
    }

    [Fact]
    public void What_a_model_made_stays_marked_through_the_official_layout()
    {
        Natsbench.Run("synth", "tss", "--archive", _folder["archive"], "--count", "2", "--seed", "5", "--json").Json();
        Outcome converted = Natsbench.Run("convert", _folder["archive"], "-o", _folder["a.natsb"], "--json");
        Assert.True(converted.Json().GetProperty("synthetic").GetBoolean());
        Assert.True(Natsbench.Run("query", _folder["a.natsb"], "1", "--dataset", "cifar10", "--json").Json().GetProperty("synthetic").GetBoolean());
        using NatsBenchmark bench = NatsBenchmark.Open(_folder["a.natsb"]);
        Assert.Equal("tss-surrogate 1, seed 5", bench.Provenance.Synthetic);
    }

    [Fact]
    public void Records_of_an_archive_are_whole() =>
        Assert.Contains("--search-only goes with -o", Natsbench.Run("synth", "tss", "--archive", _folder["a"], "--search-only").Failed(exitCode: 2), StringComparison.Ordinal);

    [Fact]
    public void A_full_folder_and_too_many_records_are_refused()
    {
        File.WriteAllText(_folder["occupied"], "");
        Assert.Contains("not empty", Natsbench.Run("synth", "tss", "--archive", _folder.Path, "--count", "1").Failed(exitCode: 1), StringComparison.Ordinal);
        Assert.Contains("15625", Natsbench.Run("synth", "tss", "--archive", _folder["new"], "--count", "99999").Failed(exitCode: 1), StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_disk_is_one_line_and_leaves_nothing()
    {
        using SmallDisk disk = new(_folder["small"], "256k");
        string error = Natsbench.Run("synth", "sss", "-o", Path.Combine(disk.Path, "a.natsb")).Failed(exitCode: 1);
        Assert.Contains("a.natsb: cannot be written", error, StringComparison.Ordinal);
        Assert.Contains("free some space", error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(disk.Path));
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Interrupting_leaves_nothing_behind(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signal to send to one process");
        Assert.SkipWhen(signal == "INT" && IgnoresInterrupts(), "these tests were started as a background job, whose children ignore Ctrl-C");
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        using Process process = Natsbench.Start("synth", "tss", "-o", _folder["table.natsb"]);
        while (!Directory.EnumerateFiles(_folder.Path).Any())
            await Task.Delay(TimeSpan.FromMilliseconds(20), limit.Token);
        using (Process kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]))
            await kill.WaitForExitAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        Assert.Equal(130, process.ExitCode);
        Assert.Equal("natsbench: stopped\n", await process.StandardError.ReadToEndAsync(limit.Token));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    // A shell's background jobs inherit the signal as ignored, and so do their children: bit 1 of the mask is signal 2.
    private static bool IgnoresInterrupts() => File.Exists("/proc/self/status")
        && File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) is { } line
        && (Convert.ToUInt64(line[7..].Trim(), 16) & 2) != 0;
}
