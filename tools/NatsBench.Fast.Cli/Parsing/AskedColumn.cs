using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Conditions;

namespace NatsBench.Fast.Cli.Parsing;

/// <summary>A column that a command line asks for.</summary>
/// <param name="Column">Its name, unit and direction.</param>
/// <param name="All">The value of each architecture; NaN where absent.</param>
/// <param name="Values">The same, NaN also for those that do not satisfy the condition.</param>
internal sealed record AskedColumn(NamedColumn Column, double[] All, double[] Values)
{
    public string Name => Column.Name;

    public string Unit => Column.Quantity.Unit;

    public Direction Direction => Column.Quantity.Direction;

    public bool IsMaximised => Direction == Direction.Maximise;

    /// <summary>Name and unit, such as <c>flops (M)</c>.</summary>
    public string Label => Unit.Length > 0 ? $"{Name} ({Unit})" : Name;

    /// <summary>How many architectures that count have a number.</summary>
    public int Count => Values.Count(value => !double.IsNaN(value));
}
