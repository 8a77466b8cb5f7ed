using NatsBench.Fast.OneShot.Runs;
using NatsBench.Fast.OneShot.Tests.Cli;
using NatsBench.Fast.OneShot.Training;
using NatsBench.Fast.Studies.Measured;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.OneShot.Tests.Runs;

/// <summary>Where a run may be stopped or killed: it goes on to the same bytes from any of them.</summary>
public sealed class SearchRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void From_any_step_and_from_between_journal_and_checkpoint_a_run_goes_on_to_the_same_bytes()
    {
        NeedsEngine.Skip();
        const OneShotAlgorithm Algorithm = OneShotAlgorithm.Setn;
        SmallRun.RunHere(Algorithm, _folder["whole"]);
        string run = _folder["run"], checkpoint = Path.Combine(run, RunFolder.CheckpointName), older = _folder["older"];
        // Stopped within the first epoch, when its steps are done but not its end, and after it.
        foreach ((int epoch, int step) in new[] { (0, 2), (0, 6), (1, 0) })
        {
            Assert.True(SmallRun.StopHere(Algorithm, run, epoch, step));
            if (step == 6)
                File.Copy(checkpoint, older);
        }
        // Killed when the journals had the epoch and the checkpoint was not there yet.
        Assert.Single(RunFolder.Epochs(run));
        File.Move(older, checkpoint, overwrite: true);
        SmallRun.RunHere(Algorithm, run);
        SmallRun.AssertSame(run, _folder["whole"]);
        Assert.Equal(
            Assert.Single(MeasuredRunFile.Read(Path.Combine(_folder["whole"], MeasuredRunFile.Name))).Points.Select(point => point with { Clock = 0 }),
            Assert.Single(MeasuredRunFile.Read(Path.Combine(run, MeasuredRunFile.Name))).Points.Select(point => point with { Clock = 0 }));
    }

    [Fact]
    public void A_plan_that_no_run_can_have_is_refused_whoever_wrote_it()
    {
        NeedsEngine.Skip();
        SmallRun.StopHere(OneShotAlgorithm.Gdas, _folder["run"], 0, 1);
        string path = Path.Combine(_folder["run"], RunFolder.PlanName), text = File.ReadAllText(path);
        foreach ((string old, string other) in new[]
        {
            ("\"limit_batches\": 6", "\"limit_batches\": 0"), ("\"seed\": 777", "\"seed\": 99999999999"), ("\"threads\": 1", "\"threads\": -1"), ("\"version\": 1", "\"version\": 2"),
            ("\"epochs\": 2", "\"epochs\": 2, \"other\": 1"), ("\"images_sha256\": \"", "\"images_sha256\": \"a"), ("\"settings\": {", "\"settings\": [{"), ("\"kind\": ", "\"kin\": "),
        })
        {
            Assert.Contains(old, text, StringComparison.Ordinal);
            File.WriteAllText(path, text.Replace(old, other, StringComparison.Ordinal));
            Assert.DoesNotContain('\n', Assert.ThrowsAny<NatsBenchException>(() => RunPlan.Read(_folder["run"])).Message);
        }
        File.WriteAllText(path, text);
        Assert.Null(RunPlan.Read(_folder["run"]).Difference(RunPlan.Read(_folder["run"])));
    }
}
