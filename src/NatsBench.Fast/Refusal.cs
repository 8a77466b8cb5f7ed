namespace NatsBench.Fast;

/// <summary>How the official library refuses a question: the Python exception it raises.</summary>
public enum Refusal
{
    /// <summary>A value outside what is allowed, such as an unknown seed or an epoch beyond the last.</summary>
    ValueError,

    /// <summary>A key that a record lacks, such as a dataset or an evaluation at an epoch.</summary>
    KeyError,

    /// <summary>Arithmetic with a missing value.</summary>
    TypeError,

    /// <summary>A condition that the official code asserts.</summary>
    AssertionError,

    /// <summary>A position outside a list or matrix.</summary>
    IndexError,

    /// <summary>A mean over nothing.</summary>
    ZeroDivisionError,

    /// <summary>A member that an object lacks.</summary>
    AttributeError,
}
