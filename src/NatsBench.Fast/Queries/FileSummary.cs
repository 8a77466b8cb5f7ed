namespace NatsBench.Fast.Queries;

/// <summary>What a column file holds and how large its parts are.</summary>
/// <param name="FormatVersion">Version of the file format.</param>
/// <param name="Bytes">Size of the file.</param>
/// <param name="CurveBytes">Bytes of the learning curves.</param>
/// <param name="RunBytes">Bytes of what a search reads: seeds, costs and the metrics after the last epoch.</param>
/// <param name="ArchiveBytes">Bytes of the architectures and what the records have in common.</param>
/// <param name="ExtraBytes">Bytes of the extra columns in the file; what lies beside it is not counted.</param>
/// <param name="Tables">One for each dataset under each setting.</param>
public sealed record FileSummary(
    Version FormatVersion, long Bytes, long CurveBytes, long RunBytes, long ArchiveBytes, long ExtraBytes,
    IReadOnlyList<TableSummary> Tables)
{
    /// <summary>Bytes of header, directory, block indices and alignment.</summary>
    public long LayoutBytes => Bytes - CurveBytes - RunBytes - ArchiveBytes - ExtraBytes;
}
