using NatsBench.Fast.Records;

namespace NatsBench.Fast.Queries;

/// <summary>The official <c>ResultsCount.get_config</c>: which stored keys become which.</summary>
internal static class NetworkConfigRules
{
    private const string SizeNetworkName = "infer.shape.tiny";
    private const string CellNetworkName = "infer.tiny";

    private static readonly (string Name, string Stored)[] SizeKeys =
        [("channels", "channels"), ("genotype", "genotype"), ("num_classes", "class_num")];

    private static readonly (string Name, string Stored)[] CellKeys =
        [("C", "channel"), ("N", "num_cells"), ("arch_str", "arch_str"), ("num_classes", "class_num")];

    public static IReadOnlyList<ConfigEntry> Of(IReadOnlyList<ConfigEntry> stored, string where)
    {
        bool isSize = stored.Any(entry => entry is { Key: "name", Value: SizeNetworkName });
        return
        [
            new ConfigEntry("name", isSize ? SizeNetworkName : CellNetworkName),
            .. (isSize ? SizeKeys : CellKeys).Select(key => new ConfigEntry(key.Name, Value(key.Stored))),
        ];

        object? Value(string key)
        {
            foreach (ConfigEntry entry in stored)
                if (entry.Key == key)
                    return entry.Value;
            throw new RefusedException(Refusal.KeyError, $"{where}: the configuration has no '{key}'");
        }
    }
}
