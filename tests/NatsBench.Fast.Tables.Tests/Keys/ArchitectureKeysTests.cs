using NatsBench.Fast.Model;
using NatsBench.Fast.Tables.Keys;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Tables.Tests.Keys;

public sealed class ArchitectureKeysTests : IDisposable
{
    private readonly NatsBenchmark _topology = NatsBenchmark.Open(WholeTable.Of(SearchSpace.Topology));
    private readonly NatsBenchmark _size = NatsBenchmark.Open(WholeTable.Of(SearchSpace.Size));

    public void Dispose()
    {
        _topology.Dispose();
        _size.Dispose();
    }

    // Cells whose tuple and index were published together.
    [Theory]
    [InlineData("(4, 3, 3, 0, 0, 0)", 0)]
    [InlineData("(4, 0, 3, 1, 4, 3)", 2631)]
    [InlineData("(0, 2, 3, 2, 3, 1)", 4811)]
    [InlineData("[4,0,3,1,4,3]", 2631)]
    public void Tuples_of_NASLib_name_the_cells_they_were_published_with(string tuple, int index)
    {
        ArchitectureKeys keys = new(_topology);
        Assert.True(keys.TryFind(KeyKind.Naslib, tuple, out int found));
        Assert.Equal(index, found);
        Assert.True(keys.TryFind(tuple, out found));
        Assert.Equal(index, found);
    }

    [Fact]
    public void Every_architecture_is_found_by_each_of_its_names()
    {
        foreach (NatsBenchmark benchmark in (NatsBenchmark[])[_topology, _size])
        {
            ArchitectureKeys keys = new(benchmark);
            for (int index = 0; index < benchmark.Count; index += benchmark.Count / 500)
            {
                ArchitectureNames names = keys.Names(index);
                foreach (string? name in (string?[])[$"{names.Index}", names.Text, names.Codes, names.Naslib, names.Jahs])
                    if (name is not null)
                    {
                        Assert.True(keys.TryFind(name, out int found), name);
                        Assert.Equal(index, found);
                    }
            }
        }
    }

    [Fact]
    public void Classes_are_the_published_ones_and_their_representative_is_the_lowest_index()
    {
        ReadOnlySpan<int> representatives = new ArchitectureKeys(_topology).Representatives;
        Assert.Equal(6466, representatives.ToArray().Distinct().Count());
        for (int index = 0; index < representatives.Length; index++)
        {
            Assert.InRange(representatives[index], 0, index);
            Assert.Equal(representatives[index], representatives[representatives[index]]);
        }
        Assert.Equal(_topology.UniqueString(14), _topology.UniqueString(10038));
        Assert.Equal(14, representatives[10038]);
    }

    [Theory]
    [InlineData(KeyKind.Index, "15625")]
    [InlineData(KeyKind.Index, "-1")]
    [InlineData(KeyKind.Index, "12.5")]
    [InlineData(KeyKind.Representative, "10038")]
    [InlineData(KeyKind.Text, "|none~0|+|none~0|none~1|")]
    [InlineData(KeyKind.Codes, "012345")]
    [InlineData(KeyKind.Codes, "0123")]
    [InlineData(KeyKind.Naslib, "(4, 0, 3, 1, 4)")]
    [InlineData(KeyKind.Naslib, "(4, 0, 3, 1, 4, 3, 0)")]
    [InlineData(KeyKind.Naslib, "(4, 0, 3, 1, 4, 5)")]
    [InlineData(KeyKind.Naslib, "(4, 0, 3, 1, 4, -3)")]
    [InlineData(KeyKind.Naslib, "4, 0, 3, 1, 4, 3")]
    [InlineData(KeyKind.Jahs, "Op1=4,Op2=0,Op3=3,Op4=1,Op6=4,Op5=3")]
    [InlineData(KeyKind.Jahs, "Op1=4,Op2=0,Op3=3,Op4=1,Op5=4,Op6=5")]
    public void What_names_no_cell_is_not_found(KeyKind kind, string key) => Assert.False(new ArchitectureKeys(_topology).TryFind(kind, key, out _));

    [Fact]
    public void Networks_are_found_by_digits_and_by_widths()
    {
        ArchitectureKeys keys = new(_size);
        Assert.True(keys.TryFind("(0, 1, 2, 3, 7)", out int digits));
        Assert.True(keys.TryFind("(8, 16, 24, 32, 64)", out int widths));
        Assert.Equal("8:16:24:32:64", _size.Architecture(digits));
        Assert.Equal(digits, widths);
        Assert.False(keys.TryFind("(8, 16, 24, 32, 4)", out _));
        Assert.False(keys.TryFind("(0, 1, 2, 3, 8)", out _));
        Assert.Null(keys.Names(digits).Codes);
    }
}
