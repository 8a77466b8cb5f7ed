using NatsBench.Fast.Cli.Tests.Support;
using NatsBench.Fast.OneShot.Runs;
using NatsBench.Fast.OneShot.Training;
using NatsBench.Fast.TestSupport;
using TorchSharp;

namespace NatsBench.Fast.OneShot.Tests.Cli;

/// <summary>Bad input and bad luck: one clear line, an exit code, and nothing lost.</summary>
public sealed class FailureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_that_is_asked_to_stop_keeps_a_checkpoint_and_the_same_command_goes_on_to_the_same_bytes()
    {
        NeedsEngine.Skip();
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signal to send to one process");
        string[] words = SmallRun.Words(OneShotAlgorithm.Gdas, _folder["run"]);
        Assert.Equal(130, SmallRun.StopEarly("TERM", words, _folder["run"]));
        Assert.Contains("another run, which differs from this one: epochs=3", Natsbench.Run([.. words, "--set", "epochs=3"]).Failed(1), StringComparison.Ordinal);
        Outcome outcome = Natsbench.Run(words);
        Assert.Contains("goes on at epoch 1 of 2", outcome.Error, StringComparison.Ordinal);
        _ = outcome.Succeeded();
        SmallRun.RunHere(OneShotAlgorithm.Gdas, _folder["whole"]);
        SmallRun.AssertSame(_folder["run"], _folder["whole"]);
    }

    [Fact]
    public void A_loss_that_is_no_number_ends_the_run_and_the_checkpoint_before_is_kept()
    {
        NeedsEngine.Skip();
        string error = Natsbench.Run([.. SmallRun.Words(OneShotAlgorithm.DartsFirstOrder, _folder["run"]), "--set", "learning_rate=1e6", "--checkpoint-minutes", "0"]).Failed(1);
        Assert.Matches("run: diverged .*epoch 0, step [0-9]+", error);
        Assert.Contains("the checkpoint before is kept", error, StringComparison.Ordinal);
        Checkpoint kept = Checkpoint.Read(_folder["run"], RunPlan.Read(_folder["run"]));
        Assert.Null(kept.FirstNotFinite());
        Assert.InRange(kept.Step, 1, 5);
    }

    [Fact]
    public void A_full_disk_ends_the_run_and_it_goes_on_when_there_is_room()
    {
        NeedsEngine.Skip();
        using SmallDisk disk = new(_folder["disk"], "300k");
        string run = Path.Combine(disk.Path, "run");
        string error = Natsbench.Run([.. SmallRun.Words(OneShotAlgorithm.Rsps, run), "--checkpoint-minutes", "0"]).Failed(1);
        Assert.Contains("cannot be written", error, StringComparison.Ordinal);
        Assert.Contains("free some space", error, StringComparison.Ordinal);
        Assert.Equal(1, Checkpoint.Read(run, RunPlan.Read(run)).Step);
        disk.Grow("8m");
        _ = Natsbench.Run("resume", run).Succeeded();
        SmallRun.RunHere(OneShotAlgorithm.Rsps, _folder["whole"]);
        SmallRun.AssertSame(run, _folder["whole"]);
    }

    [Fact]
    public void A_checkpoint_that_is_not_the_runs_own_or_not_whole_is_refused()
    {
        NeedsEngine.Skip();
        torch.set_num_threads(1);
        SmallRun.RunHere(OneShotAlgorithm.Gdas, _folder["run"]);
        string path = Path.Combine(_folder["run"], RunFolder.CheckpointName);
        byte[] whole = File.ReadAllBytes(path);
        File.WriteAllBytes(path, whole[..^100]);
        Assert.Contains("not a whole safetensors file", Natsbench.Run("resume", _folder["run"]).Failed(1), StringComparison.Ordinal);
        whole[^1] ^= 1;
        File.WriteAllBytes(path, whole);
        Assert.Contains("was altered", Natsbench.Run("resume", _folder["run"]).Failed(1), StringComparison.Ordinal);
        whole[^1] ^= 1;
        File.WriteAllBytes(path, whole);
        string plan = Path.Combine(_folder["run"], RunFolder.PlanName);
        File.WriteAllText(plan, File.ReadAllText(plan).Replace("\"gdas\"", "\"darts-v1\"", StringComparison.Ordinal));
        Assert.Contains("algorithm 'gdas', and the run is of 'darts-v1'", Natsbench.Run("resume", _folder["run"]).Failed(1), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_processes_never_write_one_run()
    {
        NeedsEngine.Skip();
        Directory.CreateDirectory(_folder["run"]);
        using FileStream held = new(_folder["run/natsbench-run.lock"], FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        Assert.Contains("in use by another run", Natsbench.Run(SmallRun.Words(OneShotAlgorithm.Rsps, _folder["run"])).Failed(1), StringComparison.Ordinal);
        Assert.False(RunFolder.IsAt(_folder["run"]));
    }

    [Fact]
    public void A_device_without_enough_memory_is_told_in_one_line()
    {
        NeedsEngine.Skip();
        // Images of 800 gigabytes.
        string error = Natsbench.Run("bench", "gdas", "--batch", "65536", "--side", "1024").Failed(1);
        Assert.Contains("the device has not enough memory for this", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_libtorch_or_none_in_a_folder_is_told_in_one_line_and_nothing_is_copied()
    {
        NeedsEngine.Skip();
        Directory.CreateDirectory(_folder["empty"]);
        string error = Natsbench.RunWith(new() { ["TORCH_LIBRARY"] = _folder["empty"] }, "", "bench", "enas").Failed(1);
        Assert.Contains("has a libtorch of its own", error, StringComparison.Ordinal);
        Assert.Contains("-p:Torch=none", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("neither data_batch_1 nor a folder cifar-10-batches-py", "search", "gdas", "--data", "EMPTY", "-o", "OUT")]
    [InlineData("not the published file", "search", "gdas", "--data", "IMAGES", "-o", "OUT")]
    [InlineData("there is no device 'tpu'", "search", "gdas", "--data", "IMAGES", "--other-images", "-o", "OUT", "--device", "tpu")]
    [InlineData("has no variant", "search", "gdas", "--data", "IMAGES", "--other-images", "-o", "OUT", "--variant", "exact")]
    [InlineData("are of 10 classes, and the settings have 7", "search", "gdas", "--data", "IMAGES", "--other-images", "-o", "OUT", "--set", "classes=7")]
    [InlineData("have 32 rows and columns, and the settings 16", "search", "gdas", "--data", "IMAGES", "--other-images", "-o", "OUT", "--set", "image_side=16")]
    [InlineData("is no run", "resume", "EMPTY")]
    [InlineData("there is no run in it", "table", "EMPTY")]
    public void What_is_not_what_was_wanted_is_told_and_nothing_is_begun(string message, params string[] words)
    {
        NeedsEngine.Skip();
        Directory.CreateDirectory(_folder["empty"]);
        string error = Natsbench.Run([.. words.Select(word => word switch { "OUT" => _folder["out"], "EMPTY" => _folder["empty"], "IMAGES" => SmallRun.Images, _ => word })]).Failed(1);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.False(Path.Exists(_folder["out"]));
    }

    [Theory]
    [InlineData("search")]
    [InlineData("search", "gdass", "-o", "x")]
    [InlineData("search", "--preset", "nats-bench-oneshot", "--seed", "3", "-o", "x")]
    [InlineData("rank", "x", "--file", "y", "--all", "--sample", "3")]
    public void A_wrong_command_line_is_told(params string[] words) => Assert.NotEmpty(Natsbench.Run(words).Failed(2));
}
