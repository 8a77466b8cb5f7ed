using System.Text.Json;
using NatsBench.Fast.Scans;
using NatsBench.Fast.Statistics.Comparisons;
using NatsBench.Fast.Statistics.Correlations;
using NatsBench.Fast.Statistics.Intervals;
using NatsBench.Fast.Statistics.Planning;
using NatsBench.Fast.Statistics.Samples;
using NatsBench.Fast.Statistics.Scores;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Statistics.Tests;

/// <summary>Every statistic against SciPy, statsmodels and plain definitions; tools/oracle/statistics/reference.py asked those.</summary>
public sealed class GoldenTests
{
    // Those of the script.
    private const ulong Seed = 7;
    private const int Resamples = 1000;

    private static readonly JsonElement Golden = GoldenJson.Parse(File.ReadAllText(
        Path.Combine(SharedData.RepositoryRoot, "tests", "NatsBench.Fast.Statistics.Tests", "golden", "statistics.json")));

    private static readonly Dictionary<string, Func<double[][], double[], double[]>> Calls = new()
    {
        ["mean"] = (samples, _) => [new Mean().Of(samples[0])],
        ["interquartile-mean"] = (samples, _) => [new InterquartileMean().Of(samples[0])],
        ["optimality-gap"] = (samples, parameters) => [new OptimalityGap(parameters[0]).Of(samples[0])],
        ["quantile"] = (samples, parameters) => [new Quantile(parameters[0]).Of(samples[0])],
        ["wilcoxon-wilcox-normal"] = (samples, _) => Numbers(Wilcoxon(samples, ZeroDifferences.Wilcox, PValueMode.Normal)),
        ["wilcoxon-pratt-normal"] = (samples, _) => Numbers(Wilcoxon(samples, ZeroDifferences.Pratt, PValueMode.Normal)),
        ["wilcoxon-exact"] = (samples, _) => Numbers(Wilcoxon(samples, ZeroDifferences.Wilcox, PValueMode.Exact)),
        ["wilcoxon-wilcox-exact"] = (samples, _) => Exact(Wilcoxon(samples, ZeroDifferences.Wilcox, PValueMode.Auto)),
        ["wilcoxon-pratt-exact"] = (samples, _) => Exact(Wilcoxon(samples, ZeroDifferences.Pratt, PValueMode.Auto)),
        ["pearson"] = (samples, _) => [Pearson.Correlation(samples[0], samples[1])],
        ["spearman"] = (samples, _) => [Scan.SpearmanCorrelation(samples[0], samples[1])],
        ["kendall"] = (samples, _) => [Scan.KendallCorrelation(samples[0], samples[1])],
        ["weighted-tau"] = (samples, _) => [WeightedTau.Correlation(samples[0], samples[1])],
        ["a12"] = (samples, _) => [VarghaDelaney.A12(samples[0], samples[1])],
        ["mann-whitney-normal"] = (samples, _) => MannWhitney.Of(samples[0], samples[1], PValueMode.Normal) is var test ? [test.U, test.PValue] : [],
        ["mann-whitney-exact"] = (samples, _) => MannWhitney.Of(samples[0], samples[1], PValueMode.Exact) is var test ? [test.U, test.PValue] : [],
        ["holm"] = (_, parameters) => Holm.Adjust(parameters),
        ["friedman"] = (samples, _) => Friedman.Of(Blocks(samples)) is var test ? [test.Statistic, test.PValue, .. test.AverageRanks] : [],
        ["studentized-range"] = (_, parameters) => [StudentizedRange.Above(parameters[0], (int)parameters[1])],
        ["trials-independent"] = (_, p) => [RequiredTrials.Independent(p[0], p[1], p[2], p[3], p[4])],
        ["trials-paired"] = (_, p) => [RequiredTrials.Paired(p[0], p[1], p[2], p[3])],
        ["trials-a12"] = (_, p) => [RequiredTrials.ByA12(p[0], p[1], p[2])],
        ["percentile-mean"] = (samples, p) => Percentile(Bootstrap.Of(samples, new Mean(), Seed, Resamples), p[0]),
        ["percentile-median"] = (samples, p) => Percentile(Bootstrap.Of(samples, Quantile.Median, Seed, Resamples), p[0]),
        ["percentile-interquartile-mean"] = (samples, p) => Percentile(Bootstrap.Of(samples, new InterquartileMean(), Seed, Resamples), p[0]),
        ["percentile-difference"] = (samples, p) => Percentile(Bootstrap.OfDifference([samples[0]], [samples[1]], new Mean(), Seed, Resamples), p[0]),
        ["percentile-improvement"] = (samples, p) => Percentile(Improvement(samples), p[0]),
        ["bca-mean"] = (samples, p) => BiasCorrected(Bootstrap.Of(samples, new Mean(), Seed, Resamples), p[0]),
        ["bca-median"] = (samples, p) => BiasCorrected(Bootstrap.Of(samples, Quantile.Median, Seed, Resamples), p[0]),
        ["bca-interquartile-mean"] = (samples, p) => BiasCorrected(Bootstrap.Of(samples, new InterquartileMean(), Seed, Resamples), p[0]),
        ["bca-difference"] = (samples, p) => BiasCorrected(Bootstrap.OfDifference([samples[0]], [samples[1]], new Mean(), Seed, Resamples), p[0]),
        ["bca-improvement"] = (samples, p) => BiasCorrected(Improvement(samples), p[0]),
    };

    public static TheoryData<string> Names => [.. Calls.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_numbers_are_those_of_the_libraries(string call)
    {
        int compared = 0;
        foreach (JsonElement answer in Golden.GetProperty("answers").EnumerateArray().Where(answer => answer.GetProperty("call").GetString() == call))
        {
            string[] names = [.. answer.GetProperty("samples").EnumerateArray().Select(name => name.GetString()!)];
            double[] expected = Doubles(answer.GetProperty("value"));
            double[] actual = Calls[call]([.. names.Select(name => Doubles(Golden.GetProperty("samples").GetProperty(name)))], Doubles(answer.GetProperty("parameters")));
            Assert.Equal(expected.Length, actual.Length);
            for (int i = 0; i < expected.Length; i++)
                Assert.True(
                    Math.Abs(actual[i] - expected[i]) <= 1e-12 * Math.Max(Math.Abs(expected[i]), LeastOf(call)),
                    $"{call} of {string.Join(", ", names)} {answer.GetProperty("parameters")}: number {i} is {actual[i]:R}, not {expected[i]:R}");
            compared++;
        }
        Assert.True(compared > 0, $"no answer to {call}");
    }

    [Fact]
    public void Every_answer_is_compared() => Assert.Empty(
        Golden.GetProperty("answers").EnumerateArray().Select(answer => answer.GetProperty("call").GetString()!).Distinct().Except(Calls.Keys));

    // What differences of rounded numbers come to is not known to all digits near 0: correlations to 1e-12 of 1.
    private static double LeastOf(string call) => call is "pearson" or "spearman" or "kendall" or "weighted-tau" or "optimality-gap" or "percentile-difference" or "bca-difference" ? 1 : 0;

    private static WilcoxonSignedRank Wilcoxon(double[][] samples, ZeroDifferences zeros, PValueMode mode) =>
        WilcoxonSignedRank.Of(samples[0], samples[1], zeros, mode);

    private static double[] Numbers(WilcoxonSignedRank test) => [test.Statistic, test.PValue];

    private static double[] Exact(WilcoxonSignedRank test)
    {
        Assert.True(test.IsExact);
        return [test.PositiveSum, test.PValue];
    }

    private static double[][] Blocks(double[][] columns) => [.. columns[0].Select((_, block) => columns.Select(column => column[block]).ToArray())];

    private static Bootstrap Improvement(double[][] samples) =>
        Bootstrap.OfImprovement(samples[..(samples.Length / 2)], samples[(samples.Length / 2)..], Seed, Resamples);

    private static double[] Percentile(Bootstrap bootstrap, double confidence) =>
        bootstrap.Percentile(confidence) is var interval ? [interval.Low, interval.High, bootstrap.StandardError()] : [];

    private static double[] BiasCorrected(Bootstrap bootstrap, double confidence) =>
        bootstrap.BiasCorrected(confidence) is var interval ? [interval.Low, interval.High, bootstrap.StandardError()] : [];

    private static double[] Doubles(JsonElement array) => [.. array.EnumerateArray().Select(value => value.GetDouble())];
}
