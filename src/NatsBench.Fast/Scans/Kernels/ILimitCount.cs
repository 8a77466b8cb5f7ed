namespace NatsBench.Fast.Scans.Kernels;

/// <summary>How many limits there are, known to the compiler: a kernel has no branch for those that are absent.</summary>
internal interface ILimitCount
{
    static abstract int Count { get; }
}

internal readonly struct NoLimit : ILimitCount
{
    public static int Count => 0;
}

internal readonly struct OneLimit : ILimitCount
{
    public static int Count => 1;
}

internal readonly struct TwoLimits : ILimitCount
{
    public static int Count => 2;
}

internal readonly struct ThreeLimits : ILimitCount
{
    public static int Count => 3;
}
