namespace NatsBench.Fast.Model;

/// <summary>Official names of the cell operations.</summary>
public static class CellOperations
{
    /// <summary>Number of candidate operations.</summary>
    public const int Count = 5;

    internal const int MaxNameLength = 12;

    /// <summary>The official name, such as <c>nor_conv_3x3</c>.</summary>
    public static string OfficialName(this CellOperation operation) => operation switch
    {
        CellOperation.None => "none",
        CellOperation.SkipConnect => "skip_connect",
        CellOperation.NorConv1x1 => "nor_conv_1x1",
        CellOperation.NorConv3x3 => "nor_conv_3x3",
        CellOperation.AvgPool3x3 => "avg_pool_3x3",
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "not one of the five cell operations"),
    };

    /// <summary>Reads an official name; false if it is none of the five. Allocates nothing.</summary>
    public static bool TryParse(ReadOnlySpan<char> name, out CellOperation operation)
    {
        CellOperation? parsed = name switch
        {
            "none" => CellOperation.None,
            "skip_connect" => CellOperation.SkipConnect,
            "nor_conv_1x1" => CellOperation.NorConv1x1,
            "nor_conv_3x3" => CellOperation.NorConv3x3,
            "avg_pool_3x3" => CellOperation.AvgPool3x3,
            _ => null,
        };
        operation = parsed.GetValueOrDefault();
        return parsed.HasValue;
    }
}
