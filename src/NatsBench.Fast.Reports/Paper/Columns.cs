using NatsBench.Fast.Reports.Tables;

namespace NatsBench.Fast.Reports.Paper;

/// <summary>Columns that several tables have.</summary>
internal static class Columns
{
    public static ResultColumn Index { get; } = new("index", "index", ColumnKind.Whole);

    public static ResultColumn Architecture { get; } = new("architecture", "architecture", ColumnKind.Text);

    public static ResultColumn Dataset { get; } = new("dataset", "dataset", ColumnKind.Header);

    public static ResultColumn Count { get; } = new("architectures", "architectures", ColumnKind.Whole);

    public static ResultColumn Header(string key, string name) => new(key, name, ColumnKind.Header);

    public static ResultColumn Text(string key, string name) => new(key, name, ColumnKind.Text);

    public static ResultColumn Whole(string key, string name) => new(key, name, ColumnKind.Whole);

    public static ResultColumn Percent(string key, string name) => new(key, name) { Unit = "%", Decimals = 2 };

    public static ResultColumn Correlation(string key, string name) => new(key, name) { Decimals = 4 };
}
