using NatsBench.Fast.Model;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Cli.Output;

/// <summary>The words of answers for what is one of a few.</summary>
internal static class Words
{
    /// <summary>Which values are the better ones.</summary>
    public static string Of(Direction direction) => direction == Direction.Minimise ? "lower" : "higher";

    /// <summary>How numbers came to be.</summary>
    public static string Of(ExtraKind kind) => kind.ToString().ToLowerInvariant();
}
