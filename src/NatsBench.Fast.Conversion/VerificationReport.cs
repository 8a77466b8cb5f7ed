using NatsBench.Fast.Conversion.Provenance;

namespace NatsBench.Fast.Conversion;

/// <summary>What a comparison of a column file with an archive found.</summary>
/// <param name="Records">Records of the archive.</param>
/// <param name="Numbers">Numbers compared, bit for bit.</param>
/// <param name="IsSameSource">True when the archive has the SHA-256 that the column file names; another packing of the same records has another.</param>
/// <param name="Differences">What differs; empty when the file says what the archive does.</param>
public sealed record VerificationReport(int Records, long Numbers, bool IsSameSource, IReadOnlyList<Finding> Differences);
