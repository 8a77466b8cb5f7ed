using NatsBench.Fast.Conversion.Bzip2;

namespace NatsBench.Fast.Conversion;

/// <summary>How to convert; the column file is the same for any.</summary>
public sealed record ConversionOptions
{
    /// <summary>Threads that decompress and unpickle; one more writes.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Is told after each record.</summary>
    public IProgress<ConversionProgress>? Progress { get; init; }

    /// <summary>Ends the conversion early; it leaves nothing behind.</summary>
    public CancellationToken Cancellation { get; init; }

    internal Bzip2Library Bzip2 { get; init; } = Bzip2Library.Best;
}
