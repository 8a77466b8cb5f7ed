using NatsBench.Fast.Statistics.Samples;

namespace NatsBench.Fast.Statistics.Scores;

/// <summary>
/// By how much scores fall short of a target γ on average: γ - mean(min(x, γ)); what surpasses the target does not make up for what falls short.
/// As rliable (Agarwal et al., NeurIPS 2021).
/// </summary>
/// <param name="target">γ, in the unit of the scores; 1 for normalised scores.</param>
public readonly struct OptimalityGap(double target) : IStatistic
{
    private readonly double _target = double.IsFinite(target) ? target : throw new ArgumentOutOfRangeException(nameof(target), target, "must be finite");

    /// <inheritdoc/>
    public double OfOrdered(ReadOnlySpan<double> ordered)
    {
        double sum = 0;
        foreach (double score in ordered)
        {
            if (score >= _target)
                break;
            sum += _target - score;
        }
        return sum / ordered.Length;
    }
}
