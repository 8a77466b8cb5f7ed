using NatsBench.Fast.Search.Oracle;

namespace NatsBench.Fast.Studies.Running;

/// <summary>Whether an oracle of one's own is what the study says; else its files would say what was not so.</summary>
internal static class OwnOracleCheck
{
    /// <summary>Refuses an oracle that answers otherwise than a study says.</summary>
    /// <param name="name">The oracle's name.</param>
    /// <param name="own">The oracle.</param>
    /// <param name="options">What the study says.</param>
    /// <param name="table">The table it is made around; null where there is none.</param>
    public static void Check(string name, IOracle own, OracleOptions options, TableOracle? table)
    {
        if (!own.Quantities.SequenceEqual(options.Quantities))
            throw new NatsBenchException($"{name}: the study has objectives {Listed(options.Quantities)}, the oracle {Listed(own.Quantities)}");
        if (own.Seeds != options.Seeds || own.Resumes != options.Axis.Resumes)
            throw new NatsBenchException($"{name}: the study says of seeds {options.Seeds} and of going on {options.Axis.Resumes}, the oracle {own.Seeds} and {own.Resumes}");
        if (table is null)
            return;
        if (own.Space.Kind != table.Space.Kind || own.Space.Count != table.Space.Count)
            throw new NatsBenchException($"{name}: its space is not that of the benchmark");
        foreach (int architecture in own.Space.Allowed)
            if (table.Space.Resolve(architecture) != architecture)
                throw new NatsBenchException($"{name}: architecture {architecture} may not be proposed in this study; keep to the space of the table");
    }

    /// <summary>Refuses what a study says of a table where there is none.</summary>
    public static void RefuseTableOptions(string name, OracleOptions options)
    {
        OracleOptions plain = new();
        if (options.Limits.Count > 0 || options.Isomorphs != plain.Isomorphs || options.Absent != plain.Absent || options.Axis.Setting != plain.Axis.Setting)
            throw new NatsBenchException($"{name}: fidelity, isomorphs, absent and limits are of a benchmark's table; this oracle has none, and says them itself");
    }

    private static string Listed(IReadOnlyList<Quantity> quantities) => quantities.Count == 0 ? "(none)" : string.Join(", ", quantities);
}
