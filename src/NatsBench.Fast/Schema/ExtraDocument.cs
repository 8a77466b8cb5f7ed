using NatsBench.Fast.Records;

namespace NatsBench.Fast.Schema;

/// <summary>What a file says of an extra column: what it is, and whose architectures its numbers are keyed by.</summary>
/// <param name="Description">What it is.</param>
/// <param name="Architectures">Number of architectures of the space.</param>
/// <param name="ArchitecturesSha256">SHA-256 of their texts, UTF-8, in the archive's order, each followed by a line feed.</param>
internal sealed record ExtraDocument(ExtraDescription Description, int Architectures, string ArchitecturesSha256);
