namespace NatsBench.Fast.Tables.Keys;

/// <summary>The ways in which tables name an architecture.</summary>
public enum KeyKind
{
    /// <summary>The index in the archive, such as <c>2631</c>.</summary>
    Index,

    /// <summary>The official text, <c>|avg_pool_3x3~0|+…</c> or <c>8:8:8:16:32</c>.</summary>
    Text,

    /// <summary>Six operation codes in the order of the official text, none 0, skip 1, 1x1 2, 3x3 3, pooling 4, such as <c>410242</c>.</summary>
    Codes,

    /// <summary>
    /// NASLib's tuple, such as <c>(4, 0, 3, 1, 4, 3)</c>: skip 0, none 1, 3x3 2, 1x1 3, pooling 4, edges ascending by their source;
    /// in the size space five digits, or five widths.
    /// </summary>
    Naslib,

    /// <summary>JAHS-Bench-201's six columns, such as <c>Op1=4,Op2=0,Op3=3,Op4=1,Op5=4,Op6=3</c>: codes and edges as NASLib's.</summary>
    Jahs,

    /// <summary>The lowest index among isomorphic cells, which stands for all of them.</summary>
    Representative,
}
