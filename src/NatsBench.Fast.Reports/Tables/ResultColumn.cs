namespace NatsBench.Fast.Reports.Tables;

/// <summary>A column of a table.</summary>
/// <param name="Key">Its name in files: small letters, digits and underscores.</param>
/// <param name="Name">Its heading.</param>
/// <param name="Kind">What its cells hold.</param>
public sealed record ResultColumn(string Key, string Name, ColumnKind Kind = ColumnKind.Number)
{
    /// <summary>The unit of its numbers; empty where they have none.</summary>
    public string Unit { get; init; } = "";

    /// <summary>How many digits after the point pages show; null for four significant ones.</summary>
    public int? Decimals { get; init; }

    /// <summary>The heading with its unit.</summary>
    internal string Heading => Unit.Length == 0 ? Name : $"{Name} ({Unit})";
}

/// <summary>What the cells of a column hold.</summary>
public enum ColumnKind
{
    /// <summary>What a row is about: texts that head it.</summary>
    Header,

    /// <summary>Texts.</summary>
    Text,

    /// <summary>Whole numbers.</summary>
    Whole,

    /// <summary>Real numbers.</summary>
    Number,
}
