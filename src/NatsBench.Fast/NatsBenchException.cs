namespace NatsBench.Fast;

/// <summary>Base of every exception that this library throws on purpose; the message is one line that names the place and the remedy.</summary>
public class NatsBenchException : Exception
{
    /// <summary>Creates an exception.</summary>
    /// <param name="message">One line: what, where, and what to do.</param>
    /// <param name="innerException">The cause, if another exception told of it.</param>
    public NatsBenchException(string message, Exception? innerException = null) : base(message, innerException) { }
}
