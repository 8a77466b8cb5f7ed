namespace NatsBench.Fast.Queries;

/// <summary>What a check of a whole file went through.</summary>
/// <param name="Columns">Number of columns.</param>
/// <param name="Blocks">Number of blocks whose checksum fitted and which unpacked.</param>
/// <param name="StoredBytes">Their bytes in the file.</param>
/// <param name="Numbers">Numbers they hold, absent cells not counted.</param>
public readonly record struct FileCheck(int Columns, int Blocks, long StoredBytes, long Numbers);
