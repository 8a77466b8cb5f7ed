namespace NatsBench.Fast.Tables;

/// <summary>What becomes of an architecture that a source names more than once with different numbers; equal ones are one.</summary>
public enum DuplicateKeys
{
    /// <summary>It has no number, and it is reported.</summary>
    Absent,

    /// <summary>The source is refused.</summary>
    Refuse,

    /// <summary>The first stands.</summary>
    First,

    /// <summary>The last stands.</summary>
    Last,
}
