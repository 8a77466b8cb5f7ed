using NatsBench.Fast.Model;

namespace NatsBench.Fast.Tables.Readers;

/// <summary>What the name of a column says of its numbers: quantity, unit, which are better.</summary>
internal static class ColumnWords
{
    // The first that is among the words of a name counts.
    private static readonly (string Word, string Quantity, Direction Direction)[] Quantities =
    [
        ("std", "deviation", Direction.Minimise), ("stdev", "deviation", Direction.Minimise), ("var", "variance", Direction.Minimise), ("variance", "variance", Direction.Minimise),
        ("latency", "latency", Direction.Minimise), ("lat", "latency", Direction.Minimise), ("runtime", "time", Direction.Minimise), ("time", "time", Direction.Minimise),
        ("energy", "energy", Direction.Minimise), ("power", "power", Direction.Minimise),
        ("flops", "flops", Direction.Minimise), ("flop", "flops", Direction.Minimise), ("macs", "macs", Direction.Minimise),
        ("params", "params", Direction.Minimise), ("param", "params", Direction.Minimise), ("parameters", "params", Direction.Minimise), ("memory", "memory", Direction.Minimise),
        ("loss", "loss", Direction.Minimise), ("error", "error", Direction.Minimise), ("err", "error", Direction.Minimise), ("regret", "regret", Direction.Minimise),
        ("rank", "rank", Direction.Minimise), ("accuracy", "accuracy", Direction.Maximise), ("acc", "accuracy", Direction.Maximise), ("top1", "accuracy", Direction.Maximise),
        ("top5", "accuracy", Direction.Maximise), ("throughput", "throughput", Direction.Maximise), ("fps", "throughput", Direction.Maximise),
        ("score", "score", Direction.Maximise), ("synflow", "score", Direction.Maximise), ("nwot", "score", Direction.Maximise), ("naswot", "score", Direction.Maximise),
        ("jacov", "score", Direction.Maximise), ("snip", "score", Direction.Maximise), ("grasp", "score", Direction.Maximise), ("fisher", "score", Direction.Maximise),
        ("zen", "score", Direction.Maximise), ("plain", "score", Direction.Maximise),
    ];

    private static readonly string[] Units = ["ms", "us", "ns", "mj", "uj", "mw", "mb", "kb", "percent"];

    /// <summary>The quantity of a name and its direction; null where no word tells.</summary>
    public static (string Quantity, Direction Direction)? Quantity(string name)
    {
        string[] words = Words(name);
        foreach ((string word, string quantity, Direction direction) in Quantities)
            if (words.Contains(word))
                return (quantity, direction);
        return null;
    }

    /// <summary>The unit that a name ends with or holds; empty where there is none.</summary>
    public static string Unit(string name)
    {
        string[] words = Words(name);
        // The square of a unit is none of these.
        return words.Contains("var") || words.Contains("variance") ? "" : Array.Find(Units, unit => words.Contains(unit)) switch
        {
            null => words.Length > 1 && words[^1] is "s" or "sec" or "seconds" ? "s" : "",
            "mj" => "mJ",
            "uj" => "uJ",
            "mw" => "mW",
            "mb" => "MB",
            "kb" => "kB",
            "percent" => "%",
            var unit => unit,
        };
    }

    /// <summary>A part of a column's name: letters, digits, '_' and '-'.</summary>
    public static string Part(string name)
    {
        string part = string.Concat(name.Trim().Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_')).Trim('_', '-');
        return part.Length > 0 ? part : "column";
    }

    private static string[] Words(string name) => name.ToLowerInvariant().Split(['_', '-', ' ', '.', '(', ')', '[', ']', '/', '@'], StringSplitOptions.RemoveEmptyEntries);
}
