namespace NatsBench.Fast.Conversion.Archives;

/// <summary>Where the bytes of one file of an archive are.</summary>
/// <param name="Index">The architecture; -1 for the meta file.</param>
/// <param name="Name">Its name without folders.</param>
/// <param name="Path">Its place for messages and for opening it.</param>
/// <param name="Offset">Where it starts in a tar file.</param>
/// <param name="Length">Its bytes.</param>
internal sealed record RecordFile(int Index, string Name, string Path, long Offset, long Length);
