using NatsBench.Fast.Internals;
using NatsBench.Fast.Synthesis.Measures;

namespace NatsBench.Fast.Synthesis.Curves;

/// <summary>Top-5 accuracy that goes with a top-1 accuracy: its error is a power of the top-1 error, fitted to the real training curves.</summary>
internal static class TopFive
{
    /// <summary>Top-5 accuracy, percent.</summary>
    public static double Of(double topOne, TrainingSet set)
    {
        double error = Math.Max(1e-6, 1 - topOne / 100);
        double power = set.Classes == 10 ? 2.6 + 3.3 * error : 1.6 + 1.7 * error;
        return 100 * (1 - Elementary.Pow(error, power));
    }
}
