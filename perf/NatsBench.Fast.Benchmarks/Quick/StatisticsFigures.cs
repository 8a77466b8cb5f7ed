using NatsBench.Fast.Model;
using NatsBench.Fast.Statistics.Comparisons;
using NatsBench.Fast.Statistics.Intervals;
using NatsBench.Fast.Statistics.Samples;

namespace NatsBench.Fast.Benchmarks.Quick;

/// <summary>Bootstrap intervals of 500 trials, on all cores: 25 million values drawn each.</summary>
internal sealed class StatisticsFigures
{
    private const int Trials = 500;
    private const int Resamples = 50_000;

    private readonly double[] _first = new double[Trials];
    private readonly double[] _second = new double[Trials];

    public StatisticsFigures()
    {
        SplitMix64 random = new(5);
        for (int i = 0; i < Trials; i++)
            (_first[i], _second[i]) = (random.NextIndex(1000), random.NextIndex(990));
        Bootstrap mean = Bootstrap.Of(_first, new Mean(), 1);
        Answers.Require(mean.Percentile() is var interval && interval.Low < mean.Estimate && mean.Estimate < interval.High, "an interval around its estimate");
        Answers.Require(
            Bootstrap.OfImprovement([_first], [_second], 1, 1).Estimate == MannWhitney.Of(_first, _second).A12, "the probability of improvement on one dataset is A12");
    }

    public IEnumerable<Figure> All() =>
    [
        new Figure("bootstrap.mean.cores", TimeUnit.Milliseconds, 1, () => Bootstrap.Of(_first, new Mean(), 1, Resamples).Percentile().Low),
        new Figure("bootstrap.iqm.cores", TimeUnit.Milliseconds, 1, () => Bootstrap.Of(_first, new InterquartileMean(), 1, Resamples).BiasCorrected().Low),
        new Figure("bootstrap.improvement.cores", TimeUnit.Milliseconds, 1, () => Bootstrap.OfImprovement([_first], [_second], 1, Resamples / 2).BiasCorrected().Low),
    ];
}
