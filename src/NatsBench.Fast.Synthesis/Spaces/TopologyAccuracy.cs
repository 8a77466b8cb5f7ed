using NatsBench.Fast.Model;
using NatsBench.Fast.Synthesis.Measures;
using NatsBench.Fast.Synthesis.Noise;
using NatsBench.Fast.Synthesis.Surrogate;

namespace NatsBench.Fast.Synthesis.Spaces;

/// <summary>
/// Final accuracies of a topology cell: the surrogate's figure, what it leaves unexplained as noise of the function that the
/// cell computes (isomorphic cells share it), and noise of the training seed, which good cells have less of.
/// </summary>
internal sealed class TopologyAccuracy
{
    // Shares of the residual's variance that a function has in common over settings and sets, over sets, over a dataset's sets, and not at all.
    private const double Common = 0.7, OfSetting = 0.4, OfDataset = 0.55, OfColumn = 0.2;

    // cifar10-valid networks score a little lower on the test set; the surrogate has no column for it.
    private const double TestBelowValid = 0.3;

    // The mean over seeds of a best cell stays this far, percent, below what its luckiest seed may reach.
    private const double BestOfMeans = 0.3;

    private readonly TopologySurrogate _surrogate = TopologySurrogate.Instance;
    private readonly TopologyCell _cell;
    private readonly NoiseKey _function;
    private readonly double[] _means = new double[TopologySurrogate.Columns];

    public TopologyAccuracy(TopologyCell cell, NoiseKey root)
    {
        _cell = cell;
        _function = root.With(cell.UniqueString(ZeroHandling.SkipAndZero));
        _means.AsSpan().Fill(double.NaN);
    }

    /// <summary>The final accuracies of a trial on the sets of <see cref="TrainingSet.Evaluations"/>, percent; null where the cell guesses.</summary>
    /// <param name="setting">12 or 200 epochs.</param>
    /// <param name="set">What it is trained on.</param>
    /// <param name="trial">Key of the trial's noise.</param>
    public double[]? Finals(SettingPlan setting, TrainingSet set, NoiseKey trial)
    {
        if (!_cell.IsReachable)
            return null;
        int firstColumn = FirstColumn(setting, set);
        double[] finals = new double[set.Evaluations.Count];
        int columns = Math.Min(finals.Length, set.Number is 0 or 1 ? 1 : 2);
        for (int i = 0; i < columns; i++)
            finals[i] = Final(firstColumn + i, setting, set, trial, i);
        if (set == TrainingSet.Cifar10Valid)
            finals[1] = Math.Max(set.Chance, finals[0] - TestBelowValid + 0.25 * trial.Normal(columns + 1));
        else if (finals.Length == 3)
            finals[2] = (finals[0] + finals[1]) / 2;
        return finals;
    }

    /// <summary>The accuracy that seeds scatter around, percent, before it is held under the best published one.</summary>
    internal double Mean(int column, SettingPlan setting, TrainingSet set)
    {
        double residual = Common * _function.Normal(0)
            + OfSetting * _function.With(setting.Number).Normal(1)
            + OfDataset * _function.With(set.Number).Normal(2)
            + OfColumn * _function.With(column).Normal(3);
        return _surrogate.Predict(column, _cell) + residual * _surrogate.ResidualDeviation(column);
    }

    // Seeds share it: it is worked out once.
    private double KnownMean(int column, SettingPlan setting, TrainingSet set) =>
        double.IsNaN(_means[column]) ? _means[column] = Mean(column, setting, set) : _means[column];

    // Six columns a setting: one each for cifar10-valid and cifar10, two each for the others.
    internal static int FirstColumn(SettingPlan setting, TrainingSet set)
    {
        int column = set.Number switch { 0 => 0, 1 => 1, 2 => 2, _ => 4 };
        return setting == SettingPlan.Epochs12 ? column : column + TopologySurrogate.Columns / 2;
    }

    private double Final(int column, SettingPlan setting, TrainingSet set, NoiseKey trial, int place)
    {
        double best = _surrogate.Best(column);
        double mean = Below(best - BestOfMeans, KnownMean(column, setting, set));
        double calm = 0.3 + 0.07 * Math.Clamp(best - mean, 0, 15);
        double seed = 0.9 * trial.Normal(0) + 0.44 * trial.Normal(place + 1);
        return Math.Clamp(mean + seed * calm * _surrogate.SeedDeviation(column), set.Chance, best);
    }

    // Bends figures near or beyond the best one to stay under it, in order and apart.
    private static double Below(double ceiling, double value)
    {
        const double Knee = 1.2;
        double beyond = value - (ceiling - Knee);
        return beyond <= 0 ? value : ceiling - Knee * Knee / (Knee + beyond);
    }
}
