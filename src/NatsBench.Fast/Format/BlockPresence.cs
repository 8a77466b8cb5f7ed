namespace NatsBench.Fast.Format;

/// <summary>Which cells of a block hold a number.</summary>
internal enum BlockPresence : byte
{
    /// <summary>All.</summary>
    All = 0,

    /// <summary>Those whose bit is set in a bitmap after the cells; the others are absent.</summary>
    Bitmap = 1,

    /// <summary>As <see cref="Bitmap"/>, and a second bitmap marks cells that the record holds as <c>None</c>.</summary>
    BitmapAndNone = 2,
}
