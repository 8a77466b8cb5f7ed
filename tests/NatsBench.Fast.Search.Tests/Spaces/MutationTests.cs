using CsCheck;
using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Spaces;
using NatsBench.Fast.Search.Tests.Support;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Search.Tests.Spaces;

/// <summary>How often which digit takes which value.</summary>
public sealed class MutationTests(SearchScenes scenes)
{
    private const int Draws = 200_000;

    [Fact]
    public void Published_topology_mutations_choose_a_node_then_an_edge_then_another_operation()
    {
        using NatsBenchmark bench = NatsBenchmark.Open(WholeTable.Of(SearchSpace.Topology));
        ArchitectureSpace space = new BenchmarkArchitectures(bench).Space();
        double[] edges = [1 / 3.0, 1 / 6.0, 1 / 6.0, 1 / 9.0, 1 / 9.0, 1 / 9.0];
        ChiSquare.AssertFits(Mutations(space, 4321, space.MutateAsPublished), Shares(space, 4321, edges, mayStay: false));
    }

    [Fact]
    public void Published_size_mutations_may_change_nothing()
    {
        using NatsBenchmark bench = NatsBenchmark.Open(WholeTable.Of(SearchSpace.Size));
        ArchitectureSpace space = new BenchmarkArchitectures(bench).Space();
        long[] mutations = Mutations(space, 4321, space.MutateAsPublished);
        ChiSquare.AssertFits(mutations, Shares(space, 4321, [0.2, 0.2, 0.2, 0.2, 0.2], mayStay: true));
        // An eighth, told apart from no change by no other means.
        ChiSquare.AssertFits([mutations[^1], Draws - mutations[^1]], [1 / 8.0, 7 / 8.0]);
    }

    [Fact]
    public void Neighbours_that_are_left_are_those_of_all_that_are()
    {
        foreach (string scene in SearchScenes.Names)
        {
            ArchitectureSpace space = scenes[scene].Space;
            int[] kept = new int[space.MostNeighbours + 1];
            Gen.Select(Gen.Int[0, space.Allowed.Length - 1], Gen.Int[0, 1000]).Sample((number, seed) =>
            {
                int architecture = space.Allowed[number];
                SplitMix64 random = new((ulong)seed);
                byte[] isLeft = new byte[space.Count];
                foreach (ref byte one in isLeft.AsSpan())
                    one = (byte)(random.NextBoolean(seed / 1000.0) ? 1 : 0);
                isLeft[architecture] = 0;
                int count = space.Neighbours(architecture, isLeft, kept);
                Assert.Equal(space.Neighbours(architecture).Where(neighbour => isLeft[neighbour] == 1), kept[..count]);
            }, iter: 200, threads: 1);
        }
    }

    [Theory]
    [InlineData(SearchSpace.Topology)]
    [InlineData(SearchSpace.Size)]
    public void Sound_mutations_have_no_preference_and_always_change_one_digit(SearchSpace kind)
    {
        using NatsBenchmark bench = NatsBenchmark.Open(WholeTable.Of(kind));
        ArchitectureSpace space = new BenchmarkArchitectures(bench).Space();
        double[] positions = [.. Enumerable.Repeat(1.0 / space.Positions, space.Positions)];
        ChiSquare.AssertFits(Mutations(space, 777, space.Mutate), Shares(space, 777, positions, mayStay: false));
    }

    private delegate int Mutation(int architecture, ref SplitMix64 random);

    // By position and value; what changed nothing comes last.
    private static long[] Mutations(ArchitectureSpace space, int parent, Mutation mutate)
    {
        long[] counts = new long[space.Positions * space.Choices + 1];
        SplitMix64 random = new(11);
        for (int i = 0; i < Draws; i++)
        {
            int child = mutate(parent, ref random), changed = -1;
            for (int position = 0; position < space.Positions; position++)
                if (space.Digits(child)[position] != space.Digits(parent)[position])
                {
                    Assert.Equal(-1, changed);
                    changed = position * space.Choices + space.Digits(child)[position];
                }
            counts[changed < 0 ? ^1 : changed]++;
        }
        return counts;
    }

    private static double[] Shares(ArchitectureSpace space, int parent, double[] positions, bool mayStay)
    {
        double[] shares = new double[space.Positions * space.Choices + 1];
        for (int position = 0; position < space.Positions; position++)
            for (int choice = 0; choice < space.Choices; choice++)
                if (choice != space.Digits(parent)[position])
                    shares[position * space.Choices + choice] = positions[position] / (mayStay ? space.Choices : space.Choices - 1);
        shares[^1] = 1 - shares.Sum() is var rest && mayStay ? rest : 0;
        return shares;
    }
}
