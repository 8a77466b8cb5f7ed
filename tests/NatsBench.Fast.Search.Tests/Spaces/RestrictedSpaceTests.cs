using CsCheck;
using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Spaces;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Search.Tests.Spaces;

/// <summary>Where only some architectures may be proposed, every other stands for the nearest of them.</summary>
public sealed class RestrictedSpaceTests
{
    [Theory]
    [InlineData(SearchSpace.Topology, 3)]
    [InlineData(SearchSpace.Size, 40)]
    public void Whoever_is_not_allowed_stands_for_the_nearest_then_the_lowest(SearchSpace kind, int allowed)
    {
        using NatsBenchmark bench = NatsBenchmark.Open(WholeTable.Of(kind));
        HashSet<int> chosen = [.. Enumerable.Range(0, allowed).Select(i => (i + 1) * 7919 % bench.Count)];
        ArchitectureSpace space = new BenchmarkArchitectures(bench).Space(chosen.Contains);
        Assert.Equal(chosen.Order(), space.Allowed.ToArray());
        Gen.Int[0, bench.Count - 1].Sample(architecture =>
        {
            int expected = chosen.Order().MinBy(candidate => Distance(space, architecture, candidate));
            return space.Resolve(architecture) == expected && space.Resolve(space.Digits(architecture)) == expected;
        });
    }

    [Fact]
    public void Digits_are_those_of_the_architecture()
    {
        using NatsBenchmark bench = NatsBenchmark.Open(WholeTable.Of(SearchSpace.Topology));
        ArchitectureSpace space = new BenchmarkArchitectures(bench).Space();
        for (int architecture = 0; architecture < bench.Count; architecture += 7)
        {
            TopologyCell cell = TopologyCell.Parse(bench.Architecture(architecture));
            Assert.Equal(Enumerable.Range(0, 6).Select(edge => (byte)cell[edge]), space.Digits(architecture).ToArray());
            Assert.Equal(architecture, space.Resolve(space.Digits(architecture)));
        }
        Assert.Throws<ArgumentException>(() => space.Resolve((ReadOnlySpan<byte>)[0, 0, 0, 0, 0, 5]));
        Assert.Throws<ArgumentOutOfRangeException>(() => space.Resolve(bench.Count));
    }

    [Theory]
    [InlineData(SearchSpace.Topology, 24)]
    [InlineData(SearchSpace.Size, 35)]
    public void Neighbours_differ_in_one_digit(SearchSpace kind, int count)
    {
        ArchitectureSpace space = ArchitectureSpace.Whole(kind);
        IReadOnlyList<int> neighbours = space.Neighbours(1234);
        Assert.Equal(count, neighbours.Distinct().Count());
        Assert.All(neighbours, neighbour => Assert.Equal(1, Distance(space, 1234, neighbour)));
    }

    private static int Distance(ArchitectureSpace space, int a, int b)
    {
        int distance = 0;
        for (int position = 0; position < space.Positions; position++)
            distance += space.Digits(a)[position] != space.Digits(b)[position] ? 1 : 0;
        return distance;
    }
}
