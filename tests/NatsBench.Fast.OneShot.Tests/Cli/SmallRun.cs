using System.Diagnostics;
using NatsBench.Fast.Cli.Tests.Support;
using NatsBench.Fast.Data;
using NatsBench.Fast.Model;
using NatsBench.Fast.OneShot.Data;
using NatsBench.Fast.OneShot.Runs;
using NatsBench.Fast.OneShot.Training;
using TorchSharp;

namespace NatsBench.Fast.OneShot.Tests.Cli;

/// <summary>
/// Searches small enough for tests: made-up images in CIFAR-10's format, 4 channels and one cell a stage (64 channels in the size space, as always), few and small
/// batches. One thread, here and in the commands, so that both compute the same bytes.
/// </summary>
internal static class SmallRun
{
    public const int Epochs = 2;

    private static readonly Lazy<string> LazyImages = new(() =>
    {
        string folder = Directory.CreateTempSubdirectory("natsbench-images-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        MadeUpImages.Write(folder, Dataset.Cifar10, train: 200, test: 20);
        return folder;
    });

    /// <summary>Where the images lie.</summary>
    public static string Images => LazyImages.Value;

    /// <summary>The settings as words of a command line.</summary>
    public static string[] Words(OneShotAlgorithm algorithm, string folder) =>
    [
        "search", algorithm.OfficialName(), "--data", Images, "--other-images", "-o", folder, "--limit-batches", $"{Limit(algorithm)}", "--threads", "1", "--device", "cpu",
        .. Changes(algorithm).SelectMany(change => new[] { "--set", change }),
    ];

    /// <summary>The same search, run here to its end.</summary>
    public static void RunHere(OneShotAlgorithm algorithm, string folder) => Run(algorithm, folder, progress: null, TestContext.Current.CancellationToken);

    /// <summary>The same search, stopped here when it stands at a place; false where it never did.</summary>
    public static bool StopHere(OneShotAlgorithm algorithm, string folder, int epoch, int step)
    {
        using CancellationTokenSource stop = new();
        try
        {
            Run(algorithm, folder, progress =>
            {
                if ((progress.Epoch, progress.Step) == (epoch, step))
                    stop.Cancel();
            }, stop.Token);
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }

    private static void Run(OneShotAlgorithm algorithm, string folder, Action<RunProgress>? progress, CancellationToken cancellation)
    {
        torch.set_num_threads(1);
        SearchImages images = SearchImages.Read(Images, Dataset.Cifar10, publishedOnly: false);
        SearchSettings settings = SettingsJson.With(SearchSettings.Paper(algorithm, Dataset.Cifar10), Changes(algorithm));
        using SearchRun run = SearchRun.Open(
            folder, new RunPlan(settings, Dataset.Cifar10, images.Fingerprint(), Limit(algorithm)), new RunOrigin(Images, OtherImages: true, Table: null, Threads: 1), images, torch.CPU);
        _ = run.Run(table: null, TimeSpan.FromHours(1), progress, cancellation);
    }

    /// <summary>Runs a command that writes a checkpoint with every step, and ends it when it stands within the first epoch.</summary>
    /// <param name="signal">What ends it: KILL or INT.</param>
    /// <param name="words">The command.</param>
    /// <param name="folder">The run's folder.</param>
    /// <returns>Its exit code.</returns>
    public static int StopEarly(string signal, string[] words, string folder)
    {
        using Process process = Natsbench.Start([.. words, "--checkpoint-minutes", "0"]);
        string journal = Path.Combine(folder, RunFolder.ClockName);
        // What was written may be half a line: the second checkpoint is whole when the third line begins.
        Assert.True(SpinWait.SpinUntil(() => process.HasExited || (File.Exists(journal) && Lines(journal) >= 3), TimeSpan.FromMinutes(1)), "no checkpoint within a minute");
        Assert.False(process.HasExited, "the run ended before it could be stopped");
        using (Process kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]))
            kill.WaitForExit();
        process.WaitForExit();
        Assert.False(RunFolder.IsFinished(folder), "the run was finished before it could be stopped");
        return process.ExitCode;
    }

    /// <summary>All that two runs must have in common, whatever stopped them.</summary>
    public static void AssertSame(string folder, string other)
    {
        Assert.Equal(File.ReadAllText(Path.Combine(folder, RunFolder.EpochsName)), File.ReadAllText(Path.Combine(other, RunFolder.EpochsName)));
        Assert.Equal(File.ReadAllBytes(Path.Combine(folder, RunFolder.CheckpointName)), File.ReadAllBytes(Path.Combine(other, RunFolder.CheckpointName)));
    }

    private static int Limit(OneShotAlgorithm algorithm) => algorithm == OneShotAlgorithm.DartsSecondOrder || algorithm.Space() == SearchSpace.Size ? 5 : 6;

    private static string[] Changes(OneShotAlgorithm algorithm) =>
    [
        $"epochs={Epochs}", $"learning_rate={(algorithm.Space() == SearchSpace.Topology ? "0.1" : "0.05")}", $"batch_size={(algorithm.Space() == SearchSpace.Topology ? 16 : 4)}", "valid_batch_size=16", "channels=4", "cells_per_stage=1", "candidates=3",
        "controller.updates=2", "controller.samples=2",
    ];

    private static int Lines(string path)
    {
        using StreamReader reader = new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return reader.ReadToEnd().Count(letter => letter == '\n');
    }
}
