using NatsBench.Fast.Records;

namespace NatsBench.Fast.Tables;

/// <summary>A column of a source, joined to the architectures of a benchmark.</summary>
/// <param name="Column">The column, ready to attach; its note says what the counts below say.</param>
/// <param name="Present">How many architectures have a number.</param>
/// <param name="Disconnected">How many numbers of cells without a path from input to output were left out.</param>
/// <param name="NotFinite">How many NaN and infinities were left out.</param>
/// <param name="Sentinels">How many numbers that stand for none were left out.</param>
/// <param name="Repeated">How many architectures were named more than once, with equal numbers.</param>
/// <param name="Conflicting">How many architectures were named more than once, with different numbers.</param>
/// <param name="Spread">How many architectures have the number of the cell that they are isomorphic to.</param>
public sealed record JoinedColumn(
    ExtraNumbers Column, int Present, int Disconnected, int NotFinite, int Sentinels, int Repeated, int Conflicting, int Spread);
