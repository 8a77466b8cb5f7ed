using NatsBench.Fast.Conversion.Pickle;

namespace NatsBench.Fast.Conversion.Archives;

/// <summary>Reads the list of all architectures from a meta file, or from the outermost dict of an archive in one pickle.</summary>
internal static class MetaReader
{
    /// <summary>The model that made the archive, or an empty text for measured data.</summary>
    public static string ReadSynthetic(PickleDict meta) =>
        meta.TryGet(OfficialKeys.Synthetic, out PickleValue model) && model.Kind == PickleKind.String ? model.AsString : "";

    public static string[] ReadArchitectures(PickleDict meta, string file, List<OddNote> odd)
    {
        if (!meta.TryGet(OfficialKeys.Architectures, out PickleValue list) || list.Kind != PickleKind.List)
            throw new NatsBenchException($"{file}: no list '{OfficialKeys.Architectures}'; this is not the meta file of an archive");
        ReadOnlySpan<PickleValue> items = list.AsList.Items;
        string[] architectures = new string[items.Length];
        var seen = new Dictionary<string, int>(items.Length);
        for (int i = 0; i < architectures.Length; i++)
        {
            if (items[i].Kind != PickleKind.String)
                throw new NatsBenchException($"{file}: architecture {i} is {items[i]}, not a text");
            architectures[i] = items[i].AsString;
            if (!seen.TryAdd(architectures[i], i))
                throw new NatsBenchException($"{file}: architectures {seen[architectures[i]]} and {i} are both {items[i]}");
        }
        if (meta.TryGet(OfficialKeys.ArchitectureCount, out PickleValue total) && (total.Kind != PickleKind.Int || total.AsInt != architectures.Length))
            odd.Add(new($"{OfficialKeys.ArchitectureCount} is not the length of {OfficialKeys.Architectures}", $"{file}: {total}, not {architectures.Length}"));
        return architectures;
    }
}
