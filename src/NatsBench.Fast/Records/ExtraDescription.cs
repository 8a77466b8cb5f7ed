using NatsBench.Fast.Model;

namespace NatsBench.Fast.Records;

/// <summary>
/// What an extra column is: one number for each architecture that the archive itself does not have, such as a latency measured on another
/// device. Immutable.
/// </summary>
public sealed record ExtraDescription
{
    /// <summary>
    /// The name it is asked for by, <c>source.what.quantity</c>, such as <c>help.pixel2.latency</c>: two parts or more with dots between, each a
    /// letter or digit and then letters, digits, '_' and '-'; the first begins with a letter; 128 characters at most.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>What is counted, such as <c>latency</c>.</summary>
    public required string Quantity { get; init; }

    /// <summary>The unit, such as <c>ms</c>; empty where it has none.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Which values are the better ones.</summary>
    public required Direction Direction { get; init; }

    /// <summary>The dataset it belongs to; empty where it belongs to none.</summary>
    public string Dataset { get; init; } = "";

    /// <summary>The device it was measured on, or is about; empty where there is none.</summary>
    public string Device { get; init; } = "";

    /// <summary>How the numbers came to be.</summary>
    public required ExtraKind Kind { get; init; }

    /// <summary>Name of the file that the numbers came from, or of the program that measured them.</summary>
    public required string SourceName { get; init; }

    /// <summary>SHA-256 of that file, 64 lower-case hexadecimal digits; empty where there was none.</summary>
    public string SourceSha256 { get; init; } = "";

    /// <summary>The licence of the numbers; empty where it is not known.</summary>
    public string Licence { get; init; } = "";

    /// <summary>What a reader has to know besides, such as how many cells were left out and why; may be empty.</summary>
    public string Note { get; init; } = "";
}
