namespace NatsBench.Fast.GpuCheck;

/// <summary>How much is measured.</summary>
internal enum Extent
{
    /// <summary>Everything.</summary>
    Whole,

    /// <summary>Four sizes of batches, and no torch.compile, which takes minutes: for a machine that is lent for a while.</summary>
    Brief,

    /// <summary>A little of everything, to see that it works.</summary>
    Short,
}
