using NatsBench.Fast.Records;

namespace NatsBench.Fast.Schema;

/// <summary>The metadata document of a file: provenance and the numbered forms.</summary>
internal sealed record Metadata(
    Provenance Provenance, IReadOnlyList<RecordForm> RecordForms, IReadOnlyList<TrialForm> TrialForms);
