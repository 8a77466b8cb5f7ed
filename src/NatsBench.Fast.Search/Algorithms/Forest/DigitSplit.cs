namespace NatsBench.Fast.Search.Algorithms.Forest;

/// <summary>A question about one digit: whoever has one of some values goes left.</summary>
/// <param name="Position">Which digit.</param>
/// <param name="Left">The values as bits.</param>
internal readonly record struct DigitSplit(byte Position, byte Left)
{
    public bool GoesLeft(PackedDigits digits) => ((Left >> digits.At(Position)) & 1) != 0;
}
