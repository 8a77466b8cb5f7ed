using NatsBench.Fast.Reports.Comparing;
using NatsBench.Fast.Reports.Tables;
using NatsBench.Fast.Statistics.Samples;

namespace NatsBench.Fast.Reports.Pages.Contents;

/// <summary>Numbers of comparisons as cells.</summary>
internal static class Cells
{
    /// <summary>Mean ± population deviation (standard error of the mean), without the latter where there is one trial.</summary>
    /// <param name="values">A value for each trial.</param>
    /// <param name="reason">Why there is none, where a trial lacks it.</param>
    public static ResultCell Spread(IEnumerable<double> values, string reason)
    {
        double[] sample = [.. values];
        if (sample.Length == 0 || !sample.All(double.IsFinite))
            return ResultCell.Missing(reason);
        Summary summary = Summary.Of(sample);
        return double.IsNaN(summary.StandardError)
            ? ResultCell.Of(summary.Mean)
            : ResultCell.Of(summary.Mean) with { Deviation = summary.Deviation, Error = summary.StandardError };
    }

    /// <summary>A number with its interval; where there is no interval the number alone.</summary>
    public static ResultCell Of(double value, MaybeInterval interval) =>
        ResultCell.Of(value) with { Interval = interval.Interval is { } known ? (known.Low, known.High) : null };
}
