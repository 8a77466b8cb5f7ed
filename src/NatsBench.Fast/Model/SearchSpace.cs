namespace NatsBench.Fast.Model;

/// <summary>The two search spaces of NATS-Bench.</summary>
public enum SearchSpace
{
    /// <summary>Cells of six edges and five candidate operations: 15,625 architectures (official <c>tss</c>, <c>topology</c>).</summary>
    Topology,

    /// <summary>Five layer widths of eight candidates each: 32,768 architectures (official <c>sss</c>, <c>size</c>).</summary>
    Size,
}
