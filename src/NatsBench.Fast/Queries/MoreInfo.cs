namespace NatsBench.Fast.Queries;

/// <summary>
/// All that is known about an architecture after an epoch of its training (the official <c>get_more_info</c>).
/// A set that the data cannot answer for is null.
/// </summary>
/// <param name="Train">The training set (<c>train-…</c>).</param>
/// <param name="Validation">The validation set (<c>valid-…</c>): x-valid.</param>
/// <param name="Test">The test set (<c>test-…</c>): ori-test for CIFAR-10, x-test otherwise.</param>
/// <param name="ValidationAndTest">
/// Validation and test images together (<c>valtest-…</c>): ori-test where that is the union. Never use it to search:
/// it contains test images.
/// </param>
public sealed record MoreInfo(SetMetrics Train, SetMetrics? Validation, SetMetrics? Test, SetMetrics? ValidationAndTest);
