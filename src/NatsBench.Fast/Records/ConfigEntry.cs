namespace NatsBench.Fast.Records;

/// <summary>One entry of a trial's <c>arch_config</c>, in the record's own order.</summary>
/// <param name="Key">The official key: <c>channel</c>, <c>num_cells</c>, <c>arch_str</c>, <c>class_num</c>, <c>genotype</c>, …</param>
/// <param name="Value">A <see cref="string"/>, <see cref="long"/>, <see cref="double"/>, <see cref="bool"/> or null.</param>
public readonly record struct ConfigEntry(string Key, object? Value);
