using CsCheck;
using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Trials;

namespace NatsBench.Fast.Search.Tests.Trials;

/// <summary>Who ends next and who is given the next job, against queues by their definition.</summary>
public sealed class WorkersTests
{
    public enum Costs
    {
        Alike,
        NearlyAlike,
        Few,
        Spread,
        Growing,
        Shrinking,
        OneInThousandForever,
        NothingOrMuch,
        BackInTime,
        Infinite,
    }

    public enum Steps
    {
        Whole,
        Fine,

        // Nearer to each other than a number of 32 bits tells apart.
        TooFine,
    }

    // Some are begun, some end, and so on; how many at a time changes.
    [Fact]
    public void They_end_in_the_order_of_time_and_the_lowest_free_one_begins() =>
        Gen.Select(Gen.OneOf(Gen.Int[1, 20], Gen.Int[1, 400]), Gen.Enum<Costs>(), Gen.ULong, Gen.Int[1, 300]).Sample(
            (workers, costs, seed, steps) => Compare(new Workers(workers), workers, costs, seed, steps), iter: 200);

    [Theory]
    [InlineData(Costs.Alike)]
    [InlineData(Costs.NearlyAlike)]
    [InlineData(Costs.Spread)]
    [InlineData(Costs.NothingOrMuch)]
    [InlineData(Costs.OneInThousandForever)]
    [InlineData(Costs.BackInTime)]
    public void Ten_thousand_do(Costs costs) => Compare(new Workers(10_000), 10_000, costs, seed: 1, steps: 3_000);

    [Fact]
    public void What_was_learned_in_one_trial_changes_nothing_in_the_next()
    {
        Workers workers = new(100);
        foreach (Costs costs in Enum.GetValues<Costs>())
            Compare(workers, 100, costs, seed: 3, steps: 3_000);
    }

    [Fact]
    public void An_end_that_is_no_number_is_refused()
    {
        Workers workers = new(2);
        workers.Begin();
        workers.Begin(double.NaN) = default;
        workers.Begin(1) = default;
        Assert.True(workers.TryEnd(out int worker, out _));
        Assert.Equal(1, worker);
        Assert.Throws<NatsBenchException>(() => workers.TryEnd(out _, out _));
    }

    [Fact]
    public void Taken_together_they_end_as_one_after_the_other() =>
        Gen.Select(Gen.OneOf(Gen.Int[1, 20], Gen.Int[1, 400]), Gen.Int[0, 12], Gen.Enum<Steps>(), Gen.ULong).Sample((workers, least, steps, seed) =>
        {
            (NextEnds together, NextEnds single, SplitMix64 random) = (new(workers), new(workers), new(seed));
            double[] costs = new double[5000];
            foreach (ref double cost in costs.AsSpan())
                cost = least + steps switch
                {
                    Steps.Whole => random.NextIndex(20),
                    Steps.Fine => 20 * random.NextUInt32() * Math.Pow(2, -32),
                    _ => random.NextIndex(1000) * 1e-12,
                };
            int begun = 0;
            for (; begun < workers; begun++)
            {
                together.Add(begun, costs[begun]);
                single.Add(begun, costs[begun]);
            }
            int next = begun;
            while (together.TakeTogether(least, out ReadOnlySpan<double> ends, out ReadOnlySpan<int> who))
            {
                for (int i = 0; i < ends.Length; i++)
                {
                    Assert.True(single.TryTake(out int worker, out double end));
                    Assert.Equal((worker, end), (who[i], ends[i]));
                    if (next < costs.Length)
                        single.Add(worker, end + costs[next++]);
                }
                for (int i = 0; i < ends.Length && begun < costs.Length; i++)
                    together.Add(who[i], ends[i] + costs[begun++]);
            }
            Assert.False(single.TryTake(out _, out _));
        }, iter: 200);

    private static void Compare(Workers workers, int count, Costs costs, ulong seed, int steps)
    {
        SplitMix64 random = new(seed);
        Queues queues = new(count);
        workers.Begin();
        double clock = 0;
        for (int step = 0; step < steps; step++)
        {
            // All that are free, mostly.
            int most = random.NextBoolean(0.9) ? count : random.NextIndex(count + 1);
            for (int begun = 0; begun < most && workers.HasFree; begun++)
            {
                Job job = new(default, default, random.NextUInt32(), clock);
                double end = clock + Cost(costs, step, ref random);
                workers.Begin(end) = job;
                queues.Begin(job, end);
            }
            Assert.True(queues.HasFree == workers.HasFree);
            for (int ended = random.NextBoolean(0.95) ? 1 : random.NextIndex(count + 1); ended > 0; ended--)
            {
                bool ends = queues.TryEnd(out Job job, out double expected, out int whose);
                Assert.True(ends == workers.TryEnd(out int worker, out double end));
                if (!ends)
                    break;
                if (whose != worker || expected != end || job.Draw != workers.JobOf(worker).Draw)
                    Assert.Fail($"{whose} at {expected}, not {worker} at {end}");
                clock = end;
            }
        }
    }

    private static double Cost(Costs costs, int step, ref SplitMix64 random) => costs switch
    {
        Costs.Alike => 3,
        // Nearer to each other than a number of 32 bits tells apart.
        Costs.NearlyAlike => 3 + random.NextIndex(1000) * 1e-12,
        Costs.Few => random.NextIndex(4),
        Costs.Spread => 10 + random.NextUInt32() * 1e-8,
        Costs.Growing => Math.Pow(1.01, step) * (1 + random.NextIndex(1000)),
        Costs.Shrinking => Math.Pow(0.99, step) * (1 + random.NextIndex(1000)),
        Costs.OneInThousandForever => random.NextIndex(1000) == 0 ? 1e9 : 1 + random.NextIndex(1 << 20) * 1e-6,
        Costs.NothingOrMuch => random.NextIndex(3) == 0 ? 0 : random.NextIndex(50) == 0 ? 1e5 : random.NextIndex(1 << 20) * 1e-9,
        Costs.BackInTime => random.NextIndex(100) - 10,
        Costs.Infinite => random.NextIndex(10) == 0 ? double.PositiveInfinity : random.NextIndex(100) * 1e300,
        _ => throw new ArgumentOutOfRangeException(nameof(costs), costs, "no such costs"),
    };

    // The definition.
    private sealed class Queues
    {
        private readonly PriorityQueue<int, (double End, long Number)> _busy = new();
        private readonly PriorityQueue<int, int> _free = new();
        private readonly Job[] _jobs;
        private long _begun;

        public Queues(int count)
        {
            _jobs = new Job[count];
            for (int worker = 0; worker < count; worker++)
                _free.Enqueue(worker, worker);
        }

        public bool HasFree => _free.Count > 0;

        public void Begin(Job job, double end)
        {
            int worker = _free.Dequeue();
            _jobs[worker] = job;
            _busy.Enqueue(worker, (end, _begun++));
        }

        public bool TryEnd(out Job job, out double clock, out int worker)
        {
            (job, clock) = (default, 0);
            if (!_busy.TryDequeue(out worker, out (double End, long) next))
                return false;
            (clock, job) = (next.End, _jobs[worker]);
            _free.Enqueue(worker, worker);
            return true;
        }
    }
}
