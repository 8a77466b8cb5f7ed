using CsCheck;
using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;

namespace NatsBench.Fast.Search.Tests.Algorithms;

/// <summary>Who is promoted from a rung, against the plain definition.</summary>
public sealed class AshaRungTests
{
    public enum Rewards
    {
        Uniform,
        Equal,
        Few,
        Rising,
        Falling,
        Alternating,
        RisingAndFalling,
        Widening,
        Extreme,
        NearTheEndOfTheBest,
    }

    [Fact]
    public void The_best_one_in_eta_are_promoted_each_once_and_the_best_first() =>
        Gen.Select(Gen.Int[2, 9], Gen.Enum<Rewards>(), Gen.ULong, Gen.Int[1, 1500], Gen.Int[0, 4]).Sample(
            (eta, rewards, seed, count, eagerness) => Compare(new ByHeaps(eta), eta, rewards, seed, count, eagerness * 0.25), iter: 400);

    [Fact]
    public void They_are_those_that_sorting_anew_each_time_gives() =>
        Gen.Select(Gen.Int[2, 9], Gen.Enum<Rewards>(), Gen.ULong, Gen.Int[1, 120], Gen.Int[0, 4]).Sample(
            (eta, rewards, seed, count, eagerness) => Compare(new BySorting(eta), eta, rewards, seed, count, eagerness * 0.25), iter: 100);

    // Sorted anew each time, or gone through from the end, a hundred thousand would take minutes.
    [Theory]
    [InlineData(Rewards.Uniform)]
    [InlineData(Rewards.Equal)]
    [InlineData(Rewards.Rising)]
    [InlineData(Rewards.Falling)]
    [InlineData(Rewards.RisingAndFalling)]
    [InlineData(Rewards.NearTheEndOfTheBest)]
    public void Hundreds_of_thousands_are_told_apart_in_any_order(Rewards rewards)
    {
        foreach (double eagerness in (double[])[0, 1])
            Compare(new ByHeaps(3), 3, rewards, seed: 5, count: 100_000, eagerness);
    }

    [Fact]
    public void Whoever_is_taken_at_once_is_promoted_at_once_or_nobody_is()
    {
        int plain = 0;
        Gen.Select(Gen.Int[2, 9], Gen.Enum<Rewards>(), Gen.ULong, Gen.Int[1, 1500]).Sample(
            (eta, rewards, seed, count) => Interlocked.Add(ref plain, CompareAtOnce(eta, rewards, seed, count)), iter: 400);
        Assert.True(plain > 1000);
    }

    // Returns how many were taken at once.
    private static unsafe int CompareAtOnce(int eta, Rewards rewards, ulong seed, int count)
    {
        SplitMix64 random = new(seed);
        (AshaRung rung, ByHeaps expected) = (new AshaRung(eta), new ByHeaps(eta));
        (double last, int plain, int room) = (0, 0, 0);
        PlainRung open = default;
        rung.Open(ref open, room);
        for (int i = 0; i < count; i++)
        {
            double reward = Reward(rewards, i, last, ref random);
            expected.Add(i, reward);
            if (room-- > 0 && PlainRung.TryObserve(&open, reward, i, i, eta, out int promoted))
            {
                plain++;
                Assert.Equal(promoted != 0, expected.TryPromote(out int best));
                Assert.Equal(promoted != 0 ? i : -1, best);
                Assert.True(promoted == 0 || !expected.TryPromote(out _));
                last = reward;
                continue;
            }
            rung.Close(open, i);
            rung.Add(i, reward);
            bool promotes;
            do
            {
                promotes = expected.TryPromote(out int whose);
                Assert.Equal(promotes, rung.TryPromote(out int own));
                Assert.Equal(whose, own);
                last = reward;
            }
            while (promotes && random.NextBoolean(0.9));
            room = random.NextIndex(300);
            rung.Open(ref open, room);
        }
        return plain;
    }

    private static void Compare(IRung expected, int eta, Rewards rewards, ulong seed, int count, double eagerness)
    {
        SplitMix64 random = new(seed);
        AshaRung rung = new(eta);
        double last = 0;
        for (int i = 0; i < count; i++)
        {
            double reward = Reward(rewards, i, last, ref random);
            rung.Add(i, reward);
            expected.Add(i, reward);
            while (random.NextBoolean(eagerness) && Promote())
                last = reward;
        }
        while (Promote())
        {
        }

        bool Promote()
        {
            bool promotes = expected.TryPromote(out int architecture);
            if (promotes != rung.TryPromote(out int own) || (promotes && architecture != own))
                Assert.Fail($"{(promotes ? architecture : "nobody")}, not {own}");
            return promotes;
        }
    }

    private static double Reward(Rewards rewards, int i, double last, ref SplitMix64 random) => rewards switch
    {
        Rewards.Uniform => random.NextUInt32() * 1e-8,
        Rewards.Equal => 7,
        Rewards.Few => random.NextIndex(5) - 2,
        Rewards.Rising => i,
        Rewards.Falling => -i,
        Rewards.Alternating => (i & 1) == 0 ? i : -i,
        Rewards.RisingAndFalling => 1000 * Math.Abs((i % 4000) - 2000) + random.NextIndex(100),
        Rewards.Widening => (random.NextUInt32() - 2e9) * i,
        Rewards.Extreme => new[] { double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, -double.MaxValue, 0.0, -0.0, double.Epsilon, 1 }[random.NextIndex(8)],
        Rewards.NearTheEndOfTheBest => last + random.NextIndex(1001) - 500,
        _ => throw new ArgumentOutOfRangeException(nameof(rewards), rewards, "no such rewards"),
    };

    private interface IRung
    {
        void Add(int architecture, double reward);

        bool TryPromote(out int architecture);
    }

    // The definition.
    private sealed class BySorting(int eta) : IRung
    {
        private readonly List<(double Reward, int Architecture)> _observed = [];
        private readonly HashSet<int> _promoted = [];

        public void Add(int architecture, double reward) => _observed.Add((reward, architecture));

        public bool TryPromote(out int architecture)
        {
            architecture = _observed.OrderByDescending(seen => seen.Reward).Take(_observed.Count / eta)
                .Select(seen => seen.Architecture).Append(-1).First(candidate => !_promoted.Contains(candidate));
            return architecture >= 0 && _promoted.Add(architecture);
        }
    }

    // The same for many: the ranks of the best, worst first, of the others, best first, and of all that is not promoted.
    private sealed class ByHeaps(int eta) : IRung
    {
        private readonly PriorityQueue<(double, int), (double, int)> _best = new(Comparer<(double, int)>.Create((a, b) => b.CompareTo(a)));
        private readonly PriorityQueue<(double, int), (double, int)> _others = new();
        private readonly PriorityQueue<int, (double, int)> _waiting = new();
        private int _count;

        public void Add(int architecture, double reward)
        {
            (double, int) rank = (-reward, _count++);
            _waiting.Enqueue(architecture, rank);
            (double, int) other = _best.EnqueueDequeue(rank, rank);
            _others.Enqueue(other, other);
            if (_best.Count >= _count / eta)
                return;
            (double, int) next = _others.Dequeue();
            _best.Enqueue(next, next);
        }

        public bool TryPromote(out int architecture)
        {
            architecture = -1;
            return _best.TryPeek(out (double, int) worst, out _) && _waiting.TryPeek(out _, out (double, int) first) && first.CompareTo(worst) <= 0
                && _waiting.TryDequeue(out architecture, out _);
        }
    }
}
