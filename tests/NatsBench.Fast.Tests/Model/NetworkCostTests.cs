using NatsBench.Fast.Model;

namespace NatsBench.Fast.Tests.Model;

public class NetworkCostTests
{
    // Doubles as the official archive stores them (real records 11 and 284, and published ones).
    [Theory]
    [InlineData(11, 10, 32, 0.802426, 113.95137)]
    [InlineData(11, 100, 32, 0.808276, 113.95722)]
    [InlineData(11, 120, 16, 0.809576, 28.49548)]
    [InlineData(284, 10, 32, 0.101306, 11.71521)]
    [InlineData(284, 100, 32, 0.107156, 11.72106)]
    [InlineData(284, 120, 16, 0.108456, 2.93644)]
    [InlineData(0, 10, 32, 0.129306, 15.64737)]
    [InlineData(0, 100, 32, 0.135156, 15.65322)]
    [InlineData(0, 120, 16, 0.136456, 3.91948)]
    [InlineData(1462, 10, 32, 1.531546, 220.11969)]
    public void Topology_costs_are_the_stored_ones(int index, int classes, int side, double parameters, double multiplyAdds)
    {
        NetworkCost cost = NetworkCost.Of(TopologyCell.FromCode(TopologyOrder.Codes()[index]), classes, side);
        Assert.Equal((parameters, multiplyAdds), (cost.ParametersInMillions, cost.MultiplyAddsInMillions));
    }

    [Theory]
    [InlineData("8:8:8:8:8", 10, 32, 0.011714, 4.481114)]
    [InlineData("8:8:8:8:8", 100, 32, 0.012524, 4.481924)]
    [InlineData("8:8:8:8:8", 120, 16, 0.012704, 1.121336)]
    [InlineData("8:8:8:16:32", 10, 32, 0.049202, 6.84065)]
    [InlineData("8:8:8:16:32", 100, 32, 0.052172, 6.84362)]
    [InlineData("8:8:8:16:32", 120, 16, 0.052832, 1.71404)]
    [InlineData("8:8:8:16:40", 10, 32, 0.067378, 7.991706)]
    [InlineData("64:64:64:64:64", 10, 32, 0.713674, 274.399882)]
    public void Size_costs_are_the_stored_ones(string text, int classes, int side, double parameters, double multiplyAdds)
    {
        NetworkCost cost = NetworkCost.Of(SizeNetwork.Parse(text), classes, side);
        Assert.Equal((parameters, multiplyAdds), (cost.ParametersInMillions, cost.MultiplyAddsInMillions));
    }

    [Fact]
    public void The_remaining_published_figures_are_met()
    {
        Assert.Equal(107_826, NetworkCost.Of(SizeNetwork.Parse("8:8:16:40:40"), 10, 32).Parameters);
        double mean = Enumerable.Range(0, SizeNetwork.Count)
            .Average(code => NetworkCost.Of(SizeNetwork.FromCode(code), 10, 32).ParametersInMillions);
        Assert.Equal(0.268684, mean, 6);
        Assert.Equal(1_531_546, Enumerable.Range(0, TopologyCell.Count)
            .Max(code => NetworkCost.Of(TopologyCell.FromCode(code), 10, 32).Parameters));
    }

    [Theory]
    [InlineData(0, 32)]
    [InlineData(10, 0)]
    [InlineData(10, 30)]
    public void Networks_that_do_not_exist_have_no_cost(int classes, int side)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => NetworkCost.Of(default(TopologyCell), classes, side));
        Assert.Throws<ArgumentOutOfRangeException>(() => NetworkCost.Of(default(SizeNetwork), classes, side));
    }
}
