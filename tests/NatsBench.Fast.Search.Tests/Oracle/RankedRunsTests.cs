using CsCheck;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Tests.Support;

namespace NatsBench.Fast.Search.Tests.Oracle;

/// <summary>Runs with their accuracies as ranks say what the accuracies themselves say.</summary>
public sealed class RankedRunsTests(SearchScenes scenes)
{
    private const int BitsOfArchitecture = 32;

    [Theory, InlineData("tss"), InlineData("sss")]
    public unsafe void They_are_the_runs_of_the_oracle(string scene)
    {
        TableOracle oracle = scenes[scene];
        for (int architecture = 0; architecture < oracle.Space.Count; architecture++)
            for (int run = oracle.FirstRuns[architecture]; run < oracle.FirstRuns[architecture + 1]; run++)
            {
                RankedRun ranked = oracle.Ranked.First[run];
                Assert.Equal(oracle.Runs[2 * run], oracle.Ranked.Accuracy(ranked.Key));
                Assert.Equal(oracle.Runs[2 * run + 1], ranked.Cost);
                Assert.Equal(oracle.Space.Packed[architecture], (uint)ranked.Key);
                Assert.True(ranked.Key >> BitsOfArchitecture <= int.MaxValue);
            }
    }

    [Theory, InlineData("tss"), InlineData("sss")]
    public void They_compare_as_accuracies_do(string scene)
    {
        TableOracle oracle = scenes[scene];
        int count = Runs(oracle);
        Gen.Select(Gen.Int[0, count - 1], Gen.Int[0, count - 1]).Sample((one, other) =>
            Assert.Equal(Accuracy(oracle, one) > Accuracy(oracle, other), Key(oracle, one) > (Key(oracle, other) | RankedRun.Architecture)));
    }

    private static unsafe int Runs(TableOracle oracle) => oracle.FirstRuns[oracle.Space.Count];

    private static unsafe double Accuracy(TableOracle oracle, int run) => oracle.Runs[2L * run];

    private static unsafe ulong Key(TableOracle oracle, int run) => oracle.Ranked.First[run].Key;
}
