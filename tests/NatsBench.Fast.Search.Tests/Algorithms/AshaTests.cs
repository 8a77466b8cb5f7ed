using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Tests.Support;
using NatsBench.Fast.Search.Trials;

namespace NatsBench.Fast.Search.Tests.Algorithms;

/// <summary>ASHA on one worker and on many.</summary>
public sealed class AshaTests
{
    private const int Eta = 3;
    private static readonly int[] Epochs = [1, 4, 12];

    // No two architectures are alike; the order of trainings changes with their length, so that promotions are worth something.
    private static readonly FormulaOracle Oracle = new(
        SearchSpace.Size, [.. Enumerable.Range(1, 12)], (digits, epochs) => 50 + epochs + Code(digits) * 37 % 32768 * 1e-4 + digits[epochs % 5])
    {
        // So that no two trainings end at once.
        SecondsPerEpoch = digits => 1 + Math.Sqrt(Code(digits)) / 50,
    };

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(25)]
    public void It_promotes_nobody_from_outside_the_best_one_in_eta_known_at_that_time_and_nobody_twice(int workers)
    {
        LogPoint[] points = Oracle.Run("asha", Budget.OfEvaluations(800), workers: workers);
        LogPoint[] promotions = [.. points.Where(point => point.Epochs > 1)];
        Assert.True(promotions.Length > 200);
        foreach (LogPoint promotion in promotions)
        {
            int from = Epochs[Array.IndexOf(Epochs, promotion.Epochs) - 1];
            double begun = promotion.Clock - promotion.Cost + 1e-9;
            LogPoint[] rung = [.. points.Where(point => point.Epochs == from && point.Clock <= begun)];
            Assert.Contains(
                promotion.Architecture, rung.OrderByDescending(point => point.Reward).Take(rung.Length / Eta).Select(point => point.Architecture));
            // A design may be drawn more than once.
            Assert.InRange(
                promotions.Count(point => point.Epochs == promotion.Epochs && point.Architecture == promotion.Architecture),
                1, points.Count(point => point.Epochs == from && point.Architecture == promotion.Architecture));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(25)]
    public void No_worker_is_ever_idle(int workers)
    {
        LogPoint[] points = Oracle.Run("asha", Budget.OfSeconds(1000), workers: workers);
        Assert.Equal(workers, points.Select(point => point.Worker).Distinct().Count());
        foreach (IGrouping<int, LogPoint> work in points.GroupBy(point => point.Worker))
        {
            double clock = 0;
            foreach (LogPoint point in work)
            {
                Assert.Equal(clock, point.Clock - point.Cost, 1e-6);
                clock = point.Clock;
            }
            Assert.True(clock >= 1000);
        }
    }

    [Fact]
    public void A_promotion_goes_before_a_new_configuration_and_a_higher_rung_before_a_lower()
    {
        LogPoint[] points = Oracle.Run("asha", 200);
        int[] observed = new int[3], promoted = new int[3];
        foreach (LogPoint point in points)
        {
            int rung = Array.IndexOf(Epochs, point.Epochs);
            // With one worker all promotions that can be made are made first, so that a rung has as many as a third of the one below, or more.
            if (rung == 0)
                Assert.True(promoted[1] >= observed[0] / Eta && promoted[2] >= observed[1] / Eta);
            if (rung == 1)
                Assert.True(promoted[2] >= observed[1] / Eta);
            promoted[rung]++;
            observed[rung]++;
        }
        Assert.True(promoted[2] > 10);
    }

    private static int Code(byte[] digits) => digits.Aggregate(0, (code, digit) => code * 8 + digit);
}
