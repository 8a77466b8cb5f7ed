using NatsBench.Fast.Reports.Runs;

namespace NatsBench.Fast.Reports.Comparing;

/// <summary>What entries are called: by their algorithm, with the hyper-parameters that differ between its settings among all runs.</summary>
internal sealed class EntryNames
{
    private const char Separator = ',';

    // Of each algorithm that has several settings, the hyper-parameters that are not the same in all.
    private readonly Dictionary<string, HashSet<string>> _varied;

    public EntryNames(RunSet runs) => _varied = runs.Entries.GroupBy(entry => entry.Algorithm).ToDictionary(
        group => group.Key,
        group =>
        {
            string[][] settings = [.. group.Select(entry => entry.Parameters).Distinct().Select(Parts)];
            return settings.SelectMany(parts => parts).Where(part => !settings.All(other => other.Contains(part))).Select(Key).ToHashSet();
        });

    /// <summary>The name of an entry by itself.</summary>
    public string Of(RunEntry entry)
    {
        string varied = string.Join(Separator, Parts(entry.Parameters).Where(part => _varied[entry.Algorithm].Contains(Key(part))));
        return varied.Length == 0 ? entry.Algorithm : $"{entry.Algorithm} {varied}";
    }

    /// <summary>Names that tell the entries of a task apart: by their source where the algorithm does not.</summary>
    public IEnumerable<(string Name, RunEntry Entry)> Of(IReadOnlyList<RunEntry> entries)
    {
        HashSet<string> taken = [];
        foreach (RunEntry entry in entries)
        {
            string plain = Of(entry), name = plain;
            if (entries.Count(other => Of(other) == plain) > 1)
                name = $"{plain} ({Path.GetFileName(Path.TrimEndingDirectorySeparator(entry.Provenance.Source))})";
            for (int number = 2; !taken.Add(name); number++)
                name = $"{plain} ({number})";
            yield return (name, entry);
        }
    }

    private static string[] Parts(string parameters) => parameters.Split(Separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string Key(string part) => part.Split('=')[0];
}
