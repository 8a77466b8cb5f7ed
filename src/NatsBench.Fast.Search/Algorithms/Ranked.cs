namespace NatsBench.Fast.Search.Algorithms;

/// <summary>An observed configuration; the best first, of equals the earlier observed.</summary>
/// <param name="Reward">To be maximised; never NaN.</param>
/// <param name="Order">How many were observed before it.</param>
/// <param name="Architecture">What was observed; the algorithm may mark it.</param>
internal readonly record struct Ranked(double Reward, int Order, int Architecture) : IComparable<Ranked>
{
    public int CompareTo(Ranked other) =>
        Reward > other.Reward ? -1 : Reward < other.Reward ? 1 : Order.CompareTo(other.Order);

    /// <summary>The same seen from the other end: the worst first.</summary>
    public Ranked Reversed() => new(-Reward, ~Order, Architecture);
}
