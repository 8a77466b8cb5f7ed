using System.CommandLine;
using System.Globalization;
using NatsBench.Fast.Cli.Output;

namespace NatsBench.Fast.Cli.Parsing;

/// <summary>Architectures by their indices: numbers and ranges, separated by commas, or <c>all</c>. Such as <c>0-99,284</c>.</summary>
internal sealed class ArchitectureList
{
    private const string Everything = "all";

    // Inclusive, in the order given; null stands for all.
    private readonly List<(int First, int Last)>? _ranges;

    private ArchitectureList(List<(int First, int Last)>? ranges) => _ranges = ranges;

    /// <summary>All that there are.</summary>
    public static ArchitectureList All { get; } = new(null);

    /// <summary>The option that every command has for it.</summary>
    /// <param name="description">What the architectures are for.</param>
    public static Option<ArchitectureList> Option(string description = "Which architectures, by index: numbers and ranges such as 0-99,284, or all. Default: all.") => new("--arch")
    {
        Description = description,
        HelpName = "LIST",
        CustomParser = result =>
        {
            if (Read(result.Tokens[0].Value, out ArchitectureList list) is { } fault)
                result.AddError($"--arch: {fault}.");
            return list;
        },
    };

    /// <summary>Reads a list.</summary>
    /// <returns>Null, or what is wrong.</returns>
    public static string? Read(string text, out ArchitectureList list)
    {
        list = All;
        List<(int, int)> ranges = [];
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (part == Everything)
                return null;
            string[] ends = part.Split('-', 2, StringSplitOptions.TrimEntries);
            if (!TryIndex(ends[0], out int first) || !TryIndex(ends[^1], out int last))
                return $"'{part}' is no index, no range such as 0-99, and not '{Everything}'";
            if (last < first)
                return $"'{part}' ends before it begins";
            ranges.Add((first, last));
        }
        list = new ArchitectureList(ranges);
        return null;
    }

    /// <summary>The architectures that the list means, each once and ascending.</summary>
    /// <param name="there">Those that there are, ascending.</param>
    /// <param name="where">What has them, for messages.</param>
    /// <exception cref="NatsBenchException">Some are not there.</exception>
    public IReadOnlyList<int> Of(IReadOnlyList<int> there, string where)
    {
        if (_ranges is null)
            return there;
        // A range may be as long as it likes; what is there is not.
        List<int> chosen = [.. there.Where(index => _ranges.Exists(range => index >= range.First && index <= range.Last))];
        HashSet<int> known = [.. chosen];
        foreach ((int first, int last) in _ranges)
            for (int index = first; index <= last; index++)
                if (!known.Contains(index))
                    throw new NatsBenchException($"{where}: no architecture {index}; it has {Display.Indices(there)}");
        return chosen;
    }

    private static bool TryIndex(string text, out int index) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out index) && index < int.MaxValue;
}
