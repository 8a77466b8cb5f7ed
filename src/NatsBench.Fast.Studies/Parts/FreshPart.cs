using NatsBench.Fast.Studies.Running;

namespace NatsBench.Fast.Studies.Parts;

/// <summary>A part whose files this run has just written.</summary>
/// <param name="Outcomes">Its outcomes.</param>
/// <param name="Traces">The file of its log points as it was encoded, unsealed; null where it is read from the disk, or there is none.</param>
internal sealed record FreshPart(OutcomeColumns Outcomes, MemoryStream? Traces);
