using NatsBench.Fast.Internals;
using NatsBench.Fast.Synthesis.Measures;

namespace NatsBench.Fast.Synthesis.Curves;

/// <summary>
/// What learning curves of one length have in common. Progress is a saturating rise, e / (e + h), held down by the learning
/// rate, whose cosine it follows to the end; both are 1 and 0 at the last epoch, where a curve meets its final value exactly.
/// h and the depth were read off the real records of both spaces.
/// </summary>
internal sealed class CurveShape
{
    // Epochs until half of the rise, of 200; shorter settings rise sooner.
    private static readonly double[] HalfRise = [3.5, 3.5, 9, 7];
    private static readonly double[] Shortening = [0, 0.6, 0.85, 1];

    private static readonly CurveShape[] Shapes = MakeAll();

    private CurveShape(int epochs, double halfRise)
    {
        Rise = new double[epochs];
        Rate = new double[epochs];
        double lastRise = epochs / (epochs + halfRise);
        double lastRate = RateAt(epochs - 1, epochs);
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            Rise[epoch] = (epoch + 1) / (epoch + 1 + halfRise) / lastRise;
            Rate[epoch] = epoch == epochs - 1 ? 0 : (RateAt(epoch, epochs) - lastRate) / (1 - lastRate);
        }
    }

    /// <summary>How far the network got, were it not for the learning rate; 1 at the last epoch.</summary>
    public double[] Rise { get; }

    /// <summary>Learning rate as a share of the first; 0 at the last epoch.</summary>
    public double[] Rate { get; }

    /// <summary>The shape of a setting's curves on a dataset.</summary>
    public static CurveShape Of(SettingPlan setting, TrainingSet set) => Shapes[setting.Number * TrainingSet.All.Count + set.Number];

    private static double RateAt(int epoch, int epochs) => (1 + Elementary.CosHalfTurns((double)epoch / epochs)) / 2;

    private static CurveShape[] MakeAll()
    {
        SettingPlan[] settings = [SettingPlan.Epochs01, SettingPlan.Epochs12, SettingPlan.Epochs90, SettingPlan.Epochs200];
        return [.. settings.SelectMany(setting => HalfRise.Select(half => new CurveShape(setting.Epochs, half * Shortening[setting.Number])))];
    }
}
