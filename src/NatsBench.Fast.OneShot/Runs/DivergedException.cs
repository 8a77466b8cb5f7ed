namespace NatsBench.Fast.OneShot.Runs;

/// <summary>A search whose loss or weights are no numbers any more. The last checkpoint before is kept.</summary>
/// <param name="message">Where it happened.</param>
public sealed class DivergedException(string message) : NatsBenchException(message);
