namespace NatsBench.Fast.Schema;

/// <summary>The columns of <see cref="ColumnPart.Curve"/>, Float64 with one cell an epoch; the number is what the file stores.</summary>
internal enum CurveColumnKind : byte
{
    /// <summary>Top-1 accuracy, percent.</summary>
    Top1 = 1,

    /// <summary>Top-5 accuracy, percent (training set only in the official archives).</summary>
    Top5 = 2,

    /// <summary>Loss.</summary>
    Loss = 3,

    /// <summary>Seconds of the epoch, or of one pass over the evaluation set.</summary>
    Time = 4,

    /// <summary>Seconds of all epochs up to this one, where the source tells those alone.</summary>
    Elapsed = 5,
}
