namespace NatsBench.Fast.Model;

/// <summary>The search spaces: the two of NATS-Bench, whose architectures are numbered by a formula, and NASBench-101's, whose file lists them.</summary>
public enum SearchSpace
{
    /// <summary>Cells of six edges and five candidate operations: 15,625 architectures (official <c>tss</c>, <c>topology</c>).</summary>
    Topology,

    /// <summary>Five layer widths of eight candidates each: 32,768 architectures (official <c>sss</c>, <c>size</c>).</summary>
    Size,

    /// <summary>
    /// Modules of up to seven vertices, nine edges and three operations, no two isomorphic: 423,624 architectures in the order of their
    /// hashes (NAS-Bench-101).
    /// </summary>
    NasBench101,
}
