using NatsBench.Fast.Records;

namespace NatsBench.Fast.Schema;

/// <summary>The metadata document of a file: provenance, the number of architectures, and the numbered forms.</summary>
/// <param name="Provenance">Where the numbers came from.</param>
/// <param name="Contents">How much of its records the file holds.</param>
/// <param name="Architectures">Number of architectures in the space; null in files of version 1.0, whose texts have to be counted.</param>
/// <param name="RecordForms">The forms that rows refer to.</param>
/// <param name="TrialForms">The forms that trials refer to.</param>
internal sealed record Metadata(
    Provenance Provenance, TableContents Contents, int? Architectures, IReadOnlyList<RecordForm> RecordForms, IReadOnlyList<TrialForm> TrialForms);
