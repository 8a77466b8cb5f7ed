namespace NatsBench.Fast.Records;

/// <summary>Where a column file came from; stored in it, free of times and machines, so equal input gives equal bytes.</summary>
public sealed record Provenance
{
    /// <summary>File or folder name of the source, without its path.</summary>
    public required string SourceName { get; init; }

    /// <summary><c>simple-directory</c>, <c>full-directory</c>, <c>tar</c>, <c>single-pickle</c>, <c>nas-bench-201-…</c>, the format of a partial source, or <c>synthetic</c>.</summary>
    public required string SourceKind { get; init; }

    /// <summary>
    /// For a file made of less than an archive: what it holds, where from, and who has the rest; refusals end with it. Empty for a whole archive.
    /// </summary>
    public string Partial { get; init; } = "";

    /// <summary>Bytes read from the source; 0 for a synthetic table.</summary>
    public long SourceBytes { get; init; }

    /// <summary>SHA-256 of the source in lower-case hex (docs/conversion.md says of which bytes); empty for a synthetic table.</summary>
    public string SourceSha256 { get; init; } = "";

    /// <summary>Name and version of the tool that wrote the file.</summary>
    public required string Tool { get; init; }

    /// <summary>For a synthetic table the model, its version and its seed; empty for measured data.</summary>
    public string Synthetic { get; init; } = "";
}
