using NatsBench.Fast.Internals;

namespace NatsBench.Fast;

/// <summary>Base of every exception that this library throws on purpose; the message is one line that names the place and the remedy.</summary>
public class NatsBenchException : Exception
{
    /// <summary>Creates an exception.</summary>
    /// <param name="message">One line: what, where, and what to do. Control characters, which names in a file may hold, are shown as <c>\u001b</c>.</param>
    /// <param name="innerException">The cause, if another exception told of it.</param>
    public NatsBenchException(string message, Exception? innerException = null) : base(Printable.Of(message), innerException) { }
}
