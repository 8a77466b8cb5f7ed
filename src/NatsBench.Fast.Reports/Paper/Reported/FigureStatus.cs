namespace NatsBench.Fast.Reports.Paper.Reported;

/// <summary>How sure it is that a figure was published so.</summary>
public enum FigureStatus
{
    /// <summary>[C]: confirmed in a source that is named.</summary>
    Confirmed,

    /// <summary>[X]: sources disagree.</summary>
    Disputed,

    /// <summary>[U]: no source confirms it, as where it is remembered from the paper's table or inferred; nothing is held against it.</summary>
    Unconfirmed,
}
