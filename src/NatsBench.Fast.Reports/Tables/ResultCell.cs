namespace NatsBench.Fast.Reports.Tables;

/// <summary>A cell of a table: a text, a number with what is known of its error, or nothing with the reason.</summary>
public sealed record ResultCell
{
    private ResultCell() { }

    /// <summary>The text; null where it is none.</summary>
    public string? Text { get; private init; }

    /// <summary>The number; null where it is none.</summary>
    public double? Value { get; private init; }

    /// <summary>Why there is nothing; null where there is something.</summary>
    public string? Reason { get; private init; }

    /// <summary>The standard deviation, shown behind ±; null where it is not told.</summary>
    public double? Deviation { get; init; }

    /// <summary>The Monte Carlo standard error, shown in brackets; null where it is not told.</summary>
    public double? Error { get; init; }

    /// <summary>The interval, shown in square brackets; null where it is not told.</summary>
    public (double Low, double High)? Interval { get; init; }

    /// <summary>Whether it is the best of its kind, shown bold.</summary>
    public bool IsBest { get; init; }

    /// <summary>A text.</summary>
    public static ResultCell Of(string text) => new() { Text = text };

    /// <summary>A number; what is not finite is nothing, because it is not finite.</summary>
    public static ResultCell Of(double value) => double.IsFinite(value) ? new() { Value = value } : Missing(double.IsNaN(value) ? "not known" : "not finite");

    /// <summary>A number, or nothing with a reason where it is not finite.</summary>
    public static ResultCell Of(double value, string reason) => double.IsFinite(value) ? Of(value) : Missing(reason);

    /// <summary>Nothing, and why.</summary>
    /// <param name="reason">In a few words.</param>
    public static ResultCell Missing(string reason) => new() { Reason = reason };
}
