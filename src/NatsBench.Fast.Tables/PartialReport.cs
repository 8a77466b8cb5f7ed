using NatsBench.Fast.Conversion.Provenance;

namespace NatsBench.Fast.Tables;

/// <summary>What an import read, and what it left out.</summary>
/// <param name="Provenance">Where the numbers came from, and what is missing, as the column file says it.</param>
/// <param name="Architectures">Architectures with a training.</param>
/// <param name="Runs">Trainings.</param>
/// <param name="Notes">What was left out, or cannot be told.</param>
public sealed record PartialReport(Records.Provenance Provenance, int Architectures, int Runs, IReadOnlyList<Finding> Notes);
