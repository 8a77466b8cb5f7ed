using System.Diagnostics.CodeAnalysis;

namespace NatsBench.Fast.Benchmarks.Quick;

/// <summary>What a quick run is asked for.</summary>
internal sealed record QuickOptions
{
    private const string Usage = "quick [PREFIX...] [--every-width] [--budgets FILE] [--results FOLDER]";

    /// <summary>Figures whose names begin with one of these are measured; all where there is none.</summary>
    public IReadOnlyList<string> Prefixes { get; private init; } = [];

    /// <summary>Measure once more in processes with narrower vectors.</summary>
    public bool EveryWidth { get; private init; }

    /// <summary>What the figures are held against.</summary>
    public Budgets? Budgets { get; private init; }

    /// <summary>Where the table goes.</summary>
    public string? Results { get; private init; }

    public bool Wants(string name) => Prefixes.Count == 0 || Prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>Reads them, budgets included: before time is spent on measuring.</summary>
    /// <returns>False, with a line in the log, when they cannot be read.</returns>
    public static bool TryRead(string[] args, TextWriter log, [NotNullWhen(true)] out QuickOptions? options)
    {
        options = null;
        QuickOptions read = new();
        for (int i = 0; i < args.Length; i++)
            switch (args[i])
            {
                case "--budgets" when i + 1 < args.Length:
                    if (!Budgets.TryRead(args[++i], log, out Budgets? budgets))
                        return false;
                    read = read with { Budgets = budgets };
                    break;
                case "--results" when i + 1 < args.Length: read = read with { Results = args[++i] }; break;
                case "--every-width": read = read with { EveryWidth = true }; break;
                case ['-', ..]:
                    log.WriteLine($"quick: '{args[i]}' is not an option; {Usage}");
                    return false;
                default: read = read with { Prefixes = [.. read.Prefixes, args[i]] }; break;
            }
        options = read;
        return true;
    }
}
