namespace NatsBench.Fast.Views;

/// <summary>
/// An architecture after its last epoch, mean over seeds (the official <c>get_more_info</c> with <c>is_random=False</c>). A set that the
/// data cannot answer for is NaN throughout.
/// </summary>
/// <param name="Train">The training set (<c>train-…</c>).</param>
/// <param name="Validation">The validation set (<c>valid-…</c>): x-valid.</param>
/// <param name="Test">The test set (<c>test-…</c>): ori-test for CIFAR-10, x-test otherwise.</param>
/// <param name="ValidationAndTest">
/// Validation and test images together (<c>valtest-…</c>): ori-test where that is the union. Never use it to search: it contains
/// test images.
/// </param>
public readonly record struct FinalMetrics(FinalSet Train, FinalSet Validation, FinalSet Test, FinalSet ValidationAndTest);

/// <summary>One set's part of <see cref="FinalMetrics"/>; NaN for what is absent or <c>None</c>.</summary>
/// <param name="Loss">Cross-entropy loss.</param>
/// <param name="Accuracy">Top-1 accuracy in percent, 0 to 100.</param>
/// <param name="TimePerEpoch">Seconds an epoch, averaged over the run (<c>per-time</c>).</param>
/// <param name="TotalTime">Seconds of all epochs (<c>all-time</c>).</param>
public readonly record struct FinalSet(double Loss, double Accuracy, double TimePerEpoch, double TotalTime)
{
    internal static FinalSet Absent { get; } = new(double.NaN, double.NaN, double.NaN, double.NaN);
}
