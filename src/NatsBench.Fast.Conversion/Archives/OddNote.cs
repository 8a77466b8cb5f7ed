namespace NatsBench.Fast.Conversion.Archives;

/// <summary>Something in an archive that the official library never reads, or that no official archive has.</summary>
internal readonly record struct OddNote(string What, string Where);
