using CsCheck;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Tests.Views;

public class RunSeedsTests
{
    [Fact]
    public void Tells_the_seed_of_each_run_and_of_none_without() =>
        Gen.Select(Gen.Long.Array[1, 4], Gen.Int[-1, 3].Array[0, 300]).Sample((seeds, picks) =>
        {
            long?[] runs = [.. picks.Select(pick => pick < 0 ? (long?)null : seeds[pick % seeds.Length])];
            RunSeeds known = new(runs);
            for (int run = 0; run < runs.Length; run++)
            {
                Assert.Equal(runs[run] is not null, known.TryGet((uint)run, out long seed));
                Assert.Equal(runs[run] ?? 0, seed);
            }
        });

    // A byte a run: the table of seeds is full, and the rest is asked for elsewhere.
    [Fact]
    public void Knows_the_first_255_of_many_seeds_and_never_tells_a_wrong_one()
    {
        long?[] runs = [.. Enumerable.Range(0, 1_000).Select(run => (long?)((run * 7919L) % 400))];
        RunSeeds known = new(runs);
        HashSet<long> told = [];
        for (int run = 0; run < runs.Length; run++)
            if (known.TryGet((uint)run, out long seed))
            {
                Assert.Equal(runs[run], seed);
                told.Add(seed);
            }
        Assert.Equal(runs.Take(255).Select(seed => seed!.Value), told.Order().OrderBy(seed => Array.IndexOf(runs, seed)));
    }
}
