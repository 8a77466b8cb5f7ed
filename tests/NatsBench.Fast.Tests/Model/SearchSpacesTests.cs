using NatsBench.Fast.Model;

namespace NatsBench.Fast.Tests.Model;

public class SearchSpacesTests
{
    [Fact]
    public void Names_are_the_official_ones()
    {
        Assert.Equal("tss", SearchSpace.Topology.ShortName());
        Assert.Equal("sss", SearchSpace.Size.ShortName());
        Assert.Equal("topology", SearchSpace.Topology.OfficialName());
        Assert.Equal("size", SearchSpace.Size.OfficialName());
    }

    [Fact]
    public void The_text_of_an_architecture_tells_its_space()
    {
        Assert.Equal(SearchSpace.Topology, SearchSpaces.Detect(TopologyCell.FromCode(0).ToString()));
        Assert.Equal(SearchSpace.Size, SearchSpaces.Detect(SizeNetwork.FromCode(0).ToString()));
    }
}
