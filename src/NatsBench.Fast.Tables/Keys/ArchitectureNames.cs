namespace NatsBench.Fast.Tables.Keys;

/// <summary>What tables call one architecture.</summary>
/// <param name="Index">Its index in the archive.</param>
/// <param name="Text">The official text.</param>
/// <param name="Codes">Six operation codes in the order of the official text; null in the size space.</param>
/// <param name="Naslib">NASLib's tuple.</param>
/// <param name="Jahs">JAHS-Bench-201's columns, <c>Op1=4,Op2=0,…</c>; null in the size space, of which it knows nothing.</param>
/// <param name="Representative">The lowest index among cells isomorphic to it; null in the size space.</param>
public sealed record ArchitectureNames(int Index, string Text, string? Codes, string? Naslib, string? Jahs, int? Representative);
