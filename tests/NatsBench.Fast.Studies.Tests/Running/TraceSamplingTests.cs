using CsCheck;
using NatsBench.Fast.Search.Trials;
using NatsBench.Fast.Studies.Running;

namespace NatsBench.Fast.Studies.Tests.Running;

public sealed class TraceSamplingTests
{
    /// <summary>The two nearest of four points around a time are those that all points sorted by their distance begin with, whatever is equally near.</summary>
    [Fact]
    public void The_two_nearest_of_four_are_those_of_all() =>
        Gen.Select(Gen.Int[0, 4].Array[4], Gen.Int[0, 3], Gen.OneOf(Gen.Const(1.0), Gen.Const(0.1), Gen.Double[1e-3, 1e3]), Gen.Int[0, 50]).Sample((steps, offset, unit, first) =>
        {
            // Two before the time, two that are not, with ties on both sides and across.
            double time = unit * 20;
            double[] clocks = [time - unit * (1 + steps[0] + steps[1]), time - unit * (1 + steps[1]), time + unit * (steps[2] + offset - offset % 2), 0];
            clocks[3] = clocks[2] + unit * steps[3];
            LogPoint[] points = [.. Enumerable.Range(0, first).Select(i => At(double.Min(clocks[0], i * unit))), .. clocks.Select(At)];
            Assert.Equal(NearestPoints.Of(points, time, first + 2), TraceSampling.NearestBetween(points.AsSpan(first, 4), time, first));
        }, iter: 100_000);

    private static LogPoint At(double clock) => new(clock, Cost: 0, Reward: 0, Architecture: 0, Epochs: 0, Draw: 0, Worker: 0, Incumbent: 0);
}
