using System.Diagnostics;
using NatsBench.Fast.Cli.Tests.Support;
using NatsBench.Fast.Studies.Measured;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Cli.Tests;

public sealed class OneShotTests
{
    [Fact]
    public void Where_the_other_program_is_absent_the_message_says_how_to_get_it()
    {
        string line = Natsbench.RunWith(new() { ["PATH"] = Path.GetDirectoryName(Environment.ProcessPath!)!, ["NATSBENCH_ONESHOT"] = "" }, "", "oneshot", "search", "gdas").Failed(1);
        Assert.Contains("NatsBench.Fast.OneShot.Cli", line, StringComparison.Ordinal);
        Assert.Contains("NATSBENCH_ONESHOT", Natsbench.RunWith(new() { ["NATSBENCH_ONESHOT"] = "/no/such" }, "", "oneshot", "search").Failed(1), StringComparison.Ordinal);
    }

    [Fact]
    public void The_other_program_gets_every_word_and_the_streams_and_its_exit_code_is_passed_on()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a Unix shell");
        using TemporaryFolder folder = new();
        Outcome outcome = Natsbench.RunWith(Other(folder, "for word; do echo \"[$word]\"; done; cat; echo problem >&2; exit 7"), "from the input", "oneshot", "search", "--set", "a=b c", "--", "-x", "");
        Assert.Equal((7, "[search]\n[--set]\n[a=b c]\n[--]\n[-x]\n[]\nfrom the input", "problem\n"), (outcome.ExitCode, outcome.Output, outcome.Error));
    }

    [Fact]
    public void A_signal_reaches_the_other_program_which_ends_as_it_likes()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a Unix shell");
        using TemporaryFolder folder = new();
        using Process process = Natsbench.Start(Other(folder, "trap 'echo stopping; exit 130' TERM; echo ready; while :; do sleep 0.05; done"), "oneshot", "search");
        Assert.Equal("ready", process.StandardOutput.ReadLine());
        using (Process kill = Process.Start("kill", ["-TERM", $"{process.Id}"]))
            kill.WaitForExit();
        Assert.Equal("stopping", process.StandardOutput.ReadLine());
        process.WaitForExit();
        Assert.Equal(130, process.ExitCode);
    }

    [Fact]
    public void Merge_puts_finished_runs_into_one_file()
    {
        using TemporaryFolder folder = new();
        foreach (int seed in new[] { 888, 777 })
        {
            Directory.CreateDirectory(folder[$"runs/{seed}"]);
            MeasuredRunFile.Write(
                folder[$"runs/{seed}/{MeasuredRunFile.Name}"], [new MeasuredRun("tas", "", "cifar10", seed, [new MeasuredPoint(0, "8:8:8:8:16", 1, 2.5, 50, 60, 61)])]);
        }
        string output = Natsbench.Run("merge", folder["runs"], "-o", folder["whole"], "--json").Succeeded();
        Assert.Equal(2, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal([777, 888], MeasuredRunFile.Read(folder[$"whole/{MeasuredRunFile.Name}"]).Select(run => run.Trial));
        Assert.Contains("tas", Natsbench.Run("compare", folder["whole"]).Succeeded(), StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Other(TemporaryFolder folder, string script)
    {
        string path = folder["other"];
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new() { ["NATSBENCH_ONESHOT"] = path };
    }
}
