namespace NatsBench.Fast.Reports.Paper.Reported;

/// <summary>How sure it is that a figure was published so.</summary>
public enum FigureStatus
{
    /// <summary>[C]: confirmed in a source that is named.</summary>
    Confirmed,

    /// <summary>[X]: sources disagree.</summary>
    Disputed,

    /// <summary>[U]: unconfirmed, from memory of the paper's table; nothing is held against it.</summary>
    Unconfirmed,
}
