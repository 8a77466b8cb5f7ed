using NatsBench.Fast.OneShot.Engine;
using TorchSharp;

namespace NatsBench.Fast.OneShot.Tests;

internal static class NeedsEngine
{
    /// <summary>Skips the running test where the tensor engine does not load, with the remedy.</summary>
    public static void Skip()
    {
        Assert.SkipWhen(TorchEngine.Fault is not null, TorchEngine.Fault ?? "");
        // Networks of tests are small, and threads that wait for each other on a busy machine cost more than they do.
        torch.set_num_threads(1);
    }
}
