using NatsBench.Fast.OneShot.Replay;
using NatsBench.Fast.TestSupport;
using TorchSharp;

namespace NatsBench.Fast.OneShot.Tests.Replay;

/// <summary>The recorded searches of the original code, replayed: float64 decides.</summary>
public sealed class GoldenTraceTests
{
    public static TheoryData<string> Names => ["random", "darts-v1", "darts-v2", "gdas", "setn", "enas", "tas", "tas-warm", "mask_gumbel", "mask_rl"];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_recorded_search_comes_to_the_same_numbers(string name)
    {
        NeedsEngine.Skip();
        Trace trace = Trace.Read(SharedData.Require("golden", "oneshot", $"{name}.json"));
        ReplayReport report = Replayer.Run(trace, isDouble: true, torch.CPU, TestContext.Current.CancellationToken);
        foreach (ReplayPart part in report.Parts)
            TestContext.Current.TestOutputHelper?.WriteLine($"{part.Place}: {part.Compared} compared, largest {part.Largest:0.0e+0} ({part.LargestName}), {part.Beyond} beyond: {part.FirstBeyond}");
        Assert.True(report.Parts.Count > 4);
        Assert.All(report.Parts, part => Assert.Null(part.FirstBeyond));
        // Closer than the tolerances ask, the float32 arithmetic of accuracies and rewards included.
        Assert.True(report.Largest < 1e-10, $"{report.Largest}");
    }
}
