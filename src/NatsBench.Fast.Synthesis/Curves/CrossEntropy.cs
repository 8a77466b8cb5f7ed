using NatsBench.Fast.Internals;
using NatsBench.Fast.Synthesis.Measures;

namespace NatsBench.Fast.Synthesis.Curves;

/// <summary>
/// The cross-entropy that goes with an accuracy: log(classes) at chance, near 0 at 100 percent, between them the curve
/// x · (a + (1 - a) · x⁴) · log(classes) with x the error as a share of the error at chance. Nearly all training losses of the real records lie within 5 percent of it.
/// </summary>
internal readonly struct CrossEntropy(TrainingSet set)
{
    // What a network that is right about everything still pays.
    private const double Floor = 0.003;

    private readonly double _slope = set.Classes == 10 ? 1.1 : 0.76;
    private readonly double _logClasses = Elementary.Log(set.Classes);
    private readonly double _chance = set.Chance;

    /// <summary>Loss of guessing.</summary>
    public double OfGuessing => _logClasses;

    /// <summary>Loss for an accuracy in percent.</summary>
    /// <param name="accuracy">Percent.</param>
    /// <param name="overfit">0..1, how much of its training set the network knows by heart: such a network is too sure elsewhere.</param>
    public double Of(double accuracy, double overfit = 0)
    {
        double error = (100 - accuracy) / (100 - _chance);
        double square = error * error, sure = overfit * overfit;
        return (error * (_slope + (1 - _slope) * square * square) * _logClasses + Floor) * (1 + 0.6 * sure * sure);
    }
}
