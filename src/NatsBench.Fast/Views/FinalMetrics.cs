namespace NatsBench.Fast.Views;

/// <summary>
/// What is asked most about an architecture after its last epoch, mean over seeds (the official <c>get_more_info</c> with
/// <c>is_random=False</c>): half a cache line. What the data cannot answer for is NaN; the rest is in <see cref="FinalDetails"/>.
/// </summary>
/// <param name="ValidationLoss">Cross-entropy loss on x-valid (<c>valid-loss</c>).</param>
/// <param name="ValidationAccuracy">Top-1 accuracy on x-valid, percent (<c>valid-accuracy</c>).</param>
/// <param name="TestLoss">Cross-entropy loss on ori-test for CIFAR-10, x-test otherwise (<c>test-loss</c>).</param>
/// <param name="TestAccuracy">Top-1 accuracy on ori-test for CIFAR-10, x-test otherwise, percent (<c>test-accuracy</c>).</param>
public readonly record struct FinalMetrics(double ValidationLoss, double ValidationAccuracy, double TestLoss, double TestAccuracy);
