namespace NatsBench.Fast;

/// <summary>A question that the official library refuses, with the Python exception it raises.</summary>
public sealed class RefusedException : NatsBenchException
{
    /// <summary>Creates an exception.</summary>
    /// <param name="kind">The Python exception of the official library.</param>
    /// <param name="message">One line: what was asked and why it has no answer.</param>
    /// <param name="innerException">The cause, if another exception told of it.</param>
    public RefusedException(Refusal kind, string message, Exception? innerException = null) : base(message, innerException) => Kind = kind;

    /// <summary>The Python exception that the official library raises for this question.</summary>
    public Refusal Kind { get; }
}
