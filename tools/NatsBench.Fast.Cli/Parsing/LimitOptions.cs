using System.CommandLine;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Search.Oracle;

namespace NatsBench.Fast.Cli.Parsing;

/// <summary>The options of <c>best</c> and <c>search</c> that limit architectures: costs, and any quantity by its name.</summary>
internal sealed class LimitOptions
{
    private readonly Option<double?> _maxFlops = CommonArguments.MaxFlops();
    private readonly Option<double?> _maxParams = CommonArguments.MaxParams();
    private readonly Option<double?> _maxLatency = CommonArguments.MaxLatency();
    private readonly Option<string[]> _max = new("--max")
    {
        Description = "The greatest that any quantity may be, such as valid-loss=0.9 or help.pixel2.latency=20; others are left out.",
        HelpName = "NAME=NUMBER",
    };
    private readonly Option<string[]> _min = new("--min")
    {
        Description = "The least that any quantity may be, such as test-accuracy@11=60.",
        HelpName = "NAME=NUMBER",
    };

    /// <summary>All of them, in the order of the help.</summary>
    public IEnumerable<Option> All => [_maxFlops, _maxParams, _maxLatency, _max, _min];

    /// <summary>The limits that a command line means: those it begins with, where none of their own side is given.</summary>
    /// <exception cref="NatsBenchException">A name or a number that is none, one that is given twice, or limits that contradict one another.</exception>
    public IReadOnlyList<Limit> Read(ParseResult parsed, IReadOnlyList<Limit> begun)
    {
        Dictionary<Quantity, double> most = Bounds(parsed, _max), least = Bounds(parsed, _min);
        foreach ((Option<double?> option, Quantity quantity) in ((Option<double?>, Quantity)[])
            [(_maxFlops, Quantity.Flops), (_maxParams, Quantity.Params), (_maxLatency, Quantity.Latency)])
            if (parsed.GetValue(option) is { } number && !most.TryAdd(quantity, number))
                throw new NatsBenchException($"{option.Name} and {_max.Name} {quantity} are given both; give one of them");
        return
        [
            .. from quantity in begun.Select(limit => limit.Quantity).Concat(most.Keys).Concat(least.Keys).Distinct()
               let own = begun.FirstOrDefault(limit => limit.Quantity == quantity)
               select Limit.Of(quantity, Bound(least, quantity) ?? own?.Least, Bound(most, quantity) ?? own?.Most),
        ];
    }

    private static double? Bound(Dictionary<Quantity, double> bounds, Quantity quantity) => bounds.TryGetValue(quantity, out double bound) ? bound : null;

    private static Dictionary<Quantity, double> Bounds(ParseResult parsed, Option<string[]> option)
    {
        Dictionary<Quantity, double> bounds = [];
        foreach (string text in parsed.GetValue(option) ?? [])
        {
            int equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                throw new NatsBenchException($"{option.Name}: '{text}' is not NAME=NUMBER, such as flops=100");
            Quantity quantity = Choices.Quantity(text[..equals], option.Name);
            if (Numbers.Read(text[(equals + 1)..], out double number) is { } fault)
                throw new NatsBenchException($"{option.Name}: '{text}': {fault}");
            if (!bounds.TryAdd(quantity, number))
                throw new NatsBenchException($"{option.Name}: {quantity} is given twice");
        }
        return bounds;
    }
}
