using NatsBench.Fast.Statistics.Intervals;

namespace NatsBench.Fast.Reports.Comparing;

/// <summary>An interval, or why there is none.</summary>
/// <param name="Interval">The interval; null where there is none.</param>
/// <param name="Reason">Why there is none; empty where there is one.</param>
public sealed record MaybeInterval(Interval? Interval, string Reason)
{
    internal static MaybeInterval Of(Func<Interval> make)
    {
        try
        {
            return new MaybeInterval(make(), "");
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            return new MaybeInterval(null, Reasons.Of(e));
        }
    }

    internal static MaybeInterval None(string reason) => new(null, reason);
}
