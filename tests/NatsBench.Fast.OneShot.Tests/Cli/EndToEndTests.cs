using System.Text.Json;
using NatsBench.Fast.Cli.Tests.Support;
using NatsBench.Fast.Model;
using NatsBench.Fast.OneShot.Runs;
using NatsBench.Fast.OneShot.Training;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.OneShot.Tests.Cli;

/// <summary>
/// Every algorithm from the command line: killed within its first epoch, resumed, compared byte for byte with a run that was never stopped; it learns, and what it
/// ends with is in the table.
/// </summary>
public abstract class EndToEndTests
{
    // Ten classes, all as frequent: chance is 10 %. After ten or so steps the best epoch is at 25 to 60 %.
    private const double Chance = 10;
    private const double Margin = 8;

    protected static void Run(OneShotAlgorithm algorithm)
    {
        NeedsEngine.Skip();
        Assert.SkipWhen(OperatingSystem.IsWindows(), "kills by a signal");
        using TemporaryFolder folder = new();
        string killed = folder["killed"], whole = folder["whole"];
        Assert.Equal(128 + 9, SmallRun.StopEarly("KILL", SmallRun.Words(algorithm, killed), killed));
        JsonElement answer = Natsbench.Run("resume", killed, "--json").Json();
        SmallRun.RunHere(algorithm, whole);
        SmallRun.AssertSame(killed, whole);

        Assert.Equal((true, SmallRun.Epochs), (answer.GetProperty("finished").GetBoolean(), answer.GetProperty("epochs").GetInt32()));
        double best = RunFolder.Epochs(killed).Max(epoch => Math.Max(epoch.Measures.Valid.Top1, epoch.Score));
        Assert.True(best > Chance + Margin, $"{algorithm}: {best} % of the validation images, no better than chance");

        // All architectures are listed, and one has numbers: the run's, where its index is right.
        int found = answer.GetProperty("index").GetInt32();
        WholeTable.Write(folder["table.natsb"], algorithm.Space(), index => index == found);
        using NatsBenchmark bench = NatsBenchmark.Open(folder["table.natsb"]);
        Assert.True(bench.TryIndexOf(answer.GetProperty("architecture").GetString()!, out int index));
        Assert.Equal(index, found);
        Assert.True(double.IsFinite(bench.Table(Dataset.Cifar10, bench.Space.FullTraining()).Accuracy(EvaluationSet.OriTest)[index]));
    }
}

/// <summary>The six of the topology space.</summary>
public sealed class TopologyEndToEndTests : EndToEndTests
{
    [Theory]
    [InlineData(OneShotAlgorithm.Rsps)]
    [InlineData(OneShotAlgorithm.DartsFirstOrder)]
    [InlineData(OneShotAlgorithm.DartsSecondOrder)]
    [InlineData(OneShotAlgorithm.Gdas)]
    [InlineData(OneShotAlgorithm.Setn)]
    [InlineData(OneShotAlgorithm.Enas)]
    public void It_learns_resumes_and_ends_in_the_table(OneShotAlgorithm algorithm) => Run(algorithm);
}

/// <summary>The three of the size space.</summary>
public sealed class SizeEndToEndTests : EndToEndTests
{
    [Theory]
    [InlineData(OneShotAlgorithm.ChannelInterpolation)]
    [InlineData(OneShotAlgorithm.MaskGumbel)]
    [InlineData(OneShotAlgorithm.MaskSampling)]
    public void It_learns_resumes_and_ends_in_the_table(OneShotAlgorithm algorithm) => Run(algorithm);
}
