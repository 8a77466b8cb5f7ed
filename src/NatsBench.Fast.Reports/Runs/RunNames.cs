namespace NatsBench.Fast.Reports.Runs;

/// <summary>Names that are as short as they can be among runs that are looked at together: hyper-parameters that all runs of an algorithm share are left out.</summary>
internal static class RunNames
{
    /// <summary>The entries with such names.</summary>
    public static IReadOnlyList<RunEntry> Shorten(IReadOnlyList<RunEntry> entries)
    {
        Dictionary<(string Algorithm, string Parameters), string> names = [];
        foreach (IGrouping<string, string> algorithm in entries.Select(entry => (entry.Algorithm, entry.Parameters)).Distinct().GroupBy(one => one.Algorithm, one => one.Parameters))
        {
            string[] all = [.. algorithm], different = Different(all);
            for (int i = 0; i < all.Length; i++)
                names[(algorithm.Key, all[i])] = different[i].Length == 0 ? algorithm.Key : $"{algorithm.Key} {different[i]}";
        }
        return [.. entries.Select(entry => entry with { Name = names[(entry.Algorithm, entry.Parameters)] })];
    }

    // Of each text the parts that not all have; the texts themselves where those would not tell them apart.
    private static string[] Different(string[] texts)
    {
        if (texts.Length == 1)
            return [""];
        string[][] parts = [.. texts.Select(text => text.Split(','))];
        HashSet<string> shared = [.. parts.Skip(1).Aggregate(parts[0].AsEnumerable(), (common, own) => common.Intersect(own))];
        string[] different = [.. parts.Select(own => string.Join(',', own.Where(part => !shared.Contains(part))))];
        return different.Distinct().Count() == different.Length ? different : texts;
    }
}
