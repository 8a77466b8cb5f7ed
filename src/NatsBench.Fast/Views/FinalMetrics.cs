namespace NatsBench.Fast.Views;

/// <summary>
/// Losses (cross-entropy) and accuracies (top-1, percent) of an architecture after its last epoch, mean over seeds (the official
/// <c>get_more_info</c> with <c>is_random=False</c>): one cache line. What the data cannot answer for is NaN.
/// </summary>
/// <param name="TrainLoss">On the training set (<c>train-loss</c>).</param>
/// <param name="TrainAccuracy">On the training set (<c>train-accuracy</c>).</param>
/// <param name="ValidationLoss">On x-valid (<c>valid-loss</c>).</param>
/// <param name="ValidationAccuracy">On x-valid (<c>valid-accuracy</c>).</param>
/// <param name="TestLoss">On ori-test for CIFAR-10, x-test otherwise (<c>test-loss</c>).</param>
/// <param name="TestAccuracy">On ori-test for CIFAR-10, x-test otherwise (<c>test-accuracy</c>).</param>
/// <param name="ValidationAndTestLoss">On ori-test where that is the union of both (<c>valtest-loss</c>); not for searching, it contains test images.</param>
/// <param name="ValidationAndTestAccuracy">On ori-test where that is the union of both (<c>valtest-accuracy</c>); not for searching, it contains test images.</param>
public readonly record struct FinalMetrics(
    double TrainLoss, double TrainAccuracy, double ValidationLoss, double ValidationAccuracy,
    double TestLoss, double TestAccuracy, double ValidationAndTestLoss, double ValidationAndTestAccuracy);
