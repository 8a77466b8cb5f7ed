using NatsBench.Fast.Records;

namespace NatsBench.Fast.Tables.Sources;

/// <summary>One quantity of a source: numbers of some of its rows.</summary>
internal sealed class SourceColumn(ExtraDescription description)
{
    private readonly List<(int Row, double Value)> _numbers = [];

    /// <summary>What it is; source file and hash are filled in when it is joined.</summary>
    public ExtraDescription Description { get; } = description;

    /// <summary>True for what was measured on a device, where a network that computes nothing means nothing.</summary>
    public bool IsOfHardware { get; init; }

    /// <summary>Numbers that stand for none, such as -1e8.</summary>
    public IReadOnlyList<double> Sentinels { get; init; } = [];

    /// <summary>The numbers in the order of the source; a row may come again.</summary>
    public IReadOnlyList<(int Row, double Value)> Numbers => _numbers;

    /// <param name="row">The row, 0-based.</param>
    /// <param name="value">Its number; NaN where there is none.</param>
    public void Add(int row, double value) => _numbers.Add((row, value));
}
