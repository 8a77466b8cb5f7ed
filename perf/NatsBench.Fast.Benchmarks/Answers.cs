namespace NatsBench.Fast.Benchmarks;

/// <summary>A benchmark checks its answer before it is timed: a fast wrong number is worth nothing.</summary>
internal static class Answers
{
    public static void Require(bool holds, string what)
    {
        if (!holds)
            throw new InvalidOperationException($"not timed: {what}");
    }
}
