namespace NatsBench.Fast.Studies.Running;

/// <summary>What a part came to.</summary>
/// <param name="Part">The part.</param>
/// <param name="Outcomes">The outcomes of its trials.</param>
/// <param name="Traces">Their kept log points.</param>
public sealed record PartResult(StudyPart Part, OutcomeColumns Outcomes, TraceColumns Traces);
