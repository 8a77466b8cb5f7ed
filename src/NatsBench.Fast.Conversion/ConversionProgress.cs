namespace NatsBench.Fast.Conversion;

/// <summary>How far a conversion is.</summary>
/// <param name="Records">Records written.</param>
/// <param name="TotalRecords">Records in all; null where only the end of the archive tells.</param>
/// <param name="Bytes">Compressed bytes read.</param>
/// <param name="TotalBytes">Compressed bytes in all.</param>
/// <param name="Elapsed">Time since the beginning.</param>
public readonly record struct ConversionProgress(int Records, int? TotalRecords, long Bytes, long TotalBytes, TimeSpan Elapsed);
