using NatsBench.Fast.Internals;
using NatsBench.Fast.Synthesis.Measures;

namespace NatsBench.Fast.Synthesis.Curves;

/// <summary>
/// How much of the error left on unseen images a network has learnt by heart on its training set: logistic in the logarithm
/// of its parameters, less for a network that is poor anyway. Read off the real records of both spaces.
/// </summary>
internal static class Overfit
{
    private const double Steepness = 1.3;

    // Millions of parameters that learn half of it by heart in 200 epochs, and how many times more a shorter training needs.
    private static readonly double[] HalfParameters = [0.05, 0.07, 0.2, 4];
    private static readonly double[] Shortening = [400, 40, 1.7, 1];

    // About the best accuracy that a network of either space reaches.
    private static readonly double[] Ceiling = [92, 94, 73.5, 47];

    /// <summary>The share, 0..1.</summary>
    public static double Of(SettingPlan setting, TrainingSet set, double parametersInMillions, double accuracy)
    {
        double half = HalfParameters[set.Number] * Shortening[setting.Number];
        double quality = Math.Clamp(accuracy / Ceiling[set.Number], 0, 1);
        return quality * quality * Elementary.Logistic(Steepness * Elementary.Log(parametersInMillions / half));
    }
}
