namespace NatsBench.Fast.OneShot.Replay;

/// <summary>How a part of a replay, such as one step, compares with the trace.</summary>
/// <param name="Place">Which, such as <c>e0/s2</c>.</param>
/// <param name="Compared">How many numbers, lists and tensors were compared.</param>
/// <param name="Largest">The largest difference, in proportion to what the tolerance is in proportion to.</param>
/// <param name="LargestName">Where it is.</param>
/// <param name="Beyond">How many differ by more than their tolerance.</param>
/// <param name="FirstBeyond">The first of them with its difference and tolerance; null where there is none.</param>
public sealed record ReplayPart(string Place, int Compared, double Largest, string LargestName, int Beyond, string? FirstBeyond);
