using System.Globalization;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Blocks;
using NatsBench.Fast.Models.Graph;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Models;

/// <summary>Reads the official network configurations (AutoDL-Projects, <c>get_cell_based_tiny_net</c> of <c>xautodl/models/__init__.py</c>).</summary>
internal readonly struct ConfigReader(IReadOnlyList<ConfigEntry> config)
{
    /// <summary>The network.</summary>
    public NetworkGraph Read() => Text("name") switch
    {
        "infer.tiny" => CellNetworks.OfStages(Cell("arch_str"), Integer("C"), Integer("N"), Classes()),
        "infer.shape.tiny" => CellNetworks.Of(Cell("genotype"), Widths(), Classes()),
        string name => throw new NatsBenchException($"networks named '{name}' are not known: infer.tiny and infer.shape.tiny are"),
    };

    private int Classes()
    {
        long classes = Integer("num_classes");
        Limits.Check("the number of classes", classes, 1, Limits.MaxClasses);
        return (int)classes;
    }

    private IReadOnlyList<IReadOnlyList<CellEdge>> Cell(string key) => CellText.Str2Lists(Text(key));

    private int[] Widths() => [.. Text("channels").Split(':').Select(
        part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int width)
            ? width
            : throw new NatsBenchException($"the network's 'channels' has '{part}' where it needs a width: widths joined by colons"))];

    private string Text(string key) =>
        Value(key) as string ?? throw new NatsBenchException($"the network's '{key}' is not a text");

    private long Integer(string key) =>
        Value(key) as long? ?? throw new NatsBenchException($"the network's '{key}' is not a whole number");

    private object? Value(string key)
    {
        foreach (ConfigEntry entry in config)
            if (entry.Key == key)
                return entry.Value;
        throw new NatsBenchException($"the network's configuration has no '{key}'");
    }
}
