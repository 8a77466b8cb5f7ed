namespace NatsBench.Fast.Records;

/// <summary>Everything an archive holds about one architecture: the row that converters hand to the writer.</summary>
/// <param name="Index">The architecture's index in the archive, 0-based.</param>
/// <param name="Architecture">The architecture's text as the record itself states it (<c>arch_str</c>).</param>
/// <param name="Settings">The settings in the record's own order.</param>
public sealed record ArchitectureRecord(int Index, string Architecture, IReadOnlyList<SettingRecord> Settings);
