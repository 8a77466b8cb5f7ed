using System.Runtime.ExceptionServices;
using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Engine;

/// <summary>
/// A backward pass whose steps may be ours. The engine calls them from its own code, through which nothing can be thrown: what fails there is kept and thrown
/// once the engine has returned.
/// </summary>
internal static class BackwardPass
{
    // The engine computes a processor's gradients on the thread that asks for them.
    [ThreadStatic]
    private static ExceptionDispatchInfo? Failure;

    /// <summary>Adds the gradients of a scalar to those that are there.</summary>
    public static void Run(Tensor loss)
    {
        Failure = null;
        try
        {
            loss.backward();
        }
        finally
        {
            (ExceptionDispatchInfo? failure, Failure) = (Failure, null);
            failure?.Throw();
        }
    }

    /// <summary>Keeps what failed in a step, if it is the first.</summary>
    public static void Fail(Exception e) => Failure ??= ExceptionDispatchInfo.Capture(e);
}
