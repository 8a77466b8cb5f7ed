using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Graph;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Models.Tests;

/// <summary>Configurations as <c>get_net_config</c> answers them.</summary>
public sealed class ConfigTests
{
    private const string Cell = "|nor_conv_3x3~0|+|nor_conv_3x3~0|avg_pool_3x3~1|+|skip_connect~0|nor_conv_3x3~1|skip_connect~2|";
    private const string SizeCell = "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_3x3~2|";

    [Fact]
    public void The_configuration_of_a_table_makes_the_network_of_its_architecture()
    {
        AssertSame(CellNetworks.Of(TopologyCell.Parse(Cell), classes: 100), CellNetworks.FromConfig(Topology(("num_classes", 100L))));
        AssertSame(CellNetworks.Of(SizeNetwork.Parse("8:16:24:32:64"), classes: 10), CellNetworks.FromConfig(Size()));
        AssertSame(
            CellNetworks.Of(TopologyCell.Parse(Cell), classes: 3, channels: 5, cells: 1),
            CellNetworks.FromConfig(Topology(("C", 5L), ("N", 1L), ("num_classes", 3L), ("super_type", "infer-nasbench"))));
    }

    [Fact]
    public void A_network_without_cells_has_its_reductions()
    {
        NetworkGraph network = CellNetworks.FromConfig(Topology(("N", 0L)));
        Assert.Equal(["cells.0.sum", "cells.1.sum"], network.Nodes.ToArray().Where(node => node.Operation is Sum).Select(node => node.Path));
        // The stem has the width of the stages, not that of the first layer.
        Assert.Equal(new Convolution(16, 32, new Window(3, 2, 1)), network.Nodes.ToArray().First(node => node.Path == "cells.0.conv_a.op.1").Operation);
    }

    public static TheoryData<string, object?, string> Faults => new()
    {
        { "name", "tiny", "networks named 'tiny' are not known: infer.tiny and infer.shape.tiny are" },
        { "name", 3L, "the network's 'name' is not a text" },
        { "C", "16", "the network's 'C' is not a whole number" },
        { "C", 0L, "the width of the first stage is 0; it must be 1 to 16384" },
        { "C", 16_385L, "the width of the first stage is 16385; it must be 1 to 16384" },
        { "N", -1L, "the number of cells in a stage is -1; it must be 0 to 1000" },
        { "N", long.MaxValue, $"the number of cells in a stage is {long.MaxValue}; it must be 0 to 1000" },
        { "num_classes", 0L, "the number of classes is 0; it must be 1 to 1048576" },
        { "num_classes", 1L << 40, "the number of classes is 1099511627776; it must be 1 to 1048576" },
        { "num_classes", 10.0, "the network's 'num_classes' is not a whole number" },
        { "arch_str", null, "the network's 'arch_str' is not a text" },
        { "arch_str", "|nor_conv_7x7~0|", "'nor_conv_7x7' is not one of the five cell operations" },
        { "arch_str", "|none~0|+|none~2|", "node 2 of the cell has an edge from node 2: edges come from nodes 0 to 1" },
        { "arch_str", "|none~-1|", "node 1 of the cell has an edge from node -1: edges come from nodes 0 to 0" },
        { "arch_str", "|none~0|+", "node 2 of the cell has no edges" },
        { "arch_str", "|none|", "'none' is not an edge: operation~source" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_configuration_that_makes_no_network_is_refused_in_one_line(string key, object? value, string message) =>
        Assert.Equal(message, Assert.ThrowsAny<NatsBenchException>(() => CellNetworks.FromConfig(Topology((key, value)))).Message);

    [Theory]
    [InlineData("8:8:8:8", "4 widths make no network: three stages of N cells and two reductions have 3N + 2")]
    [InlineData("8:8:8:8:0", "a width is 0; it must be 1 to 65536")]
    [InlineData("8:8:8:8:65537", "a width is 65537; it must be 1 to 65536")]
    [InlineData("8:8:x:8:8", "the network's 'channels' has 'x' where it needs a width: widths joined by colons")]
    [InlineData("8:8:-8:8:8", "the network's 'channels' has '-8' where it needs a width: widths joined by colons")]
    public void Widths_that_make_no_network_are_refused_in_one_line(string channels, string message) =>
        Assert.Equal(message, Assert.Throws<NatsBenchException>(() => CellNetworks.FromConfig(Size(("channels", channels)))).Message);

    [Fact]
    public void Absent_keys_are_named() => Assert.Equal(
        "the network's configuration has no 'N'",
        Assert.Throws<NatsBenchException>(() => CellNetworks.FromConfig([.. Topology().Where(entry => entry.Key != "N")])).Message);

    [Fact]
    public void Cells_without_end_are_refused_before_they_are_built()
    {
        string text = "|" + string.Concat(Enumerable.Repeat("none~0|", 10_000));
        Assert.Equal(
            "the number of edges in all cells is 150000; it must be 0 to 131072",
            Assert.Throws<NatsBenchException>(() => CellNetworks.FromConfig(Topology(("arch_str", text)))).Message);
    }

    private static List<ConfigEntry> Topology(params (string Key, object? Value)[] changes) => With(
        [("name", "infer.tiny"), ("C", 16L), ("N", 5L), ("arch_str", Cell), ("num_classes", 10L)], changes);

    private static List<ConfigEntry> Size(params (string Key, object? Value)[] changes) => With(
        [("name", "infer.shape.tiny"), ("channels", "8:16:24:32:64"), ("genotype", SizeCell), ("num_classes", 10L)], changes);

    private static List<ConfigEntry> With((string Key, object? Value)[] entries, (string Key, object? Value)[] changes) =>
    [
        .. entries.ExceptBy(changes.Select(change => change.Key), entry => entry.Key).Concat(changes).Select(entry => new ConfigEntry(entry.Key, entry.Value)),
    ];

    private static void AssertSame(NetworkGraph expected, NetworkGraph actual) =>
        Assert.Equal(expected.Nodes.ToArray().Select(Text), actual.Nodes.ToArray().Select(Text));

    private static string Text(Node node) => $"{node} of {string.Join(", ", node.Inputs.ToArray())}";
}
