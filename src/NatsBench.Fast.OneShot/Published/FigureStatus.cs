namespace NatsBench.Fast.OneShot.Published;

/// <summary>How far a figure of the paper could be tied to a source.</summary>
public enum FigureStatus
{
    /// <summary>A source that quotes the paper's table prints it.</summary>
    Confirmed,

    /// <summary>Sources agree with it, and none quotes it as the paper's.</summary>
    Corroborated,

    /// <summary>Remembered, not found in any source: never a test of an implementation.</summary>
    Unconfirmed,

    /// <summary>None is known, or what is remembered contradicts what the authors published.</summary>
    Absent,
}
