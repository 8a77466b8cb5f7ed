namespace NatsBench.Fast.Studies.Definition;

/// <summary>Which log points of a trial are kept.</summary>
public enum TraceKeeping
{
    /// <summary>Those that a curve over the budget needs: at 150 even ticks and at the budget the two nearest and the last one in time; the very last; and the front.</summary>
    Curve,

    /// <summary>All of them.</summary>
    All,

    /// <summary>None: outcomes only.</summary>
    None,
}
