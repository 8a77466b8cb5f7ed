using NatsBench.Fast.OneShot.Engine;

namespace NatsBench.Fast.OneShot.Tests;

internal static class NeedsEngine
{
    /// <summary>Skips the running test where the tensor engine does not load, with the remedy.</summary>
    public static void Skip() => Assert.SkipWhen(TorchEngine.Fault is not null, TorchEngine.Fault ?? "");
}
