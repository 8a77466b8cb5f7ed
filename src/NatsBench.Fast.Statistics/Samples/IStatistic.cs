namespace NatsBench.Fast.Statistics.Samples;

/// <summary>A number that a sample comes to. Implemented by structs, so that a bootstrap calls them without indirection. Thread-safe.</summary>
public interface IStatistic
{
    /// <summary>The statistic of a sample.</summary>
    /// <param name="ordered">Its values, ascending; at least one, all finite. That they are is not checked.</param>
    double OfOrdered(ReadOnlySpan<double> ordered);
}
