namespace NatsBench.Fast;

/// <summary>A column file or an archive is not what it claims to be: foreign, truncated, altered, or of a later version.</summary>
public sealed class DamagedFileException : NatsBenchException
{
    /// <summary>Creates an exception.</summary>
    /// <param name="message">One line: file, place and remedy.</param>
    /// <param name="innerException">The cause, if another exception told of it.</param>
    public DamagedFileException(string message, Exception? innerException = null) : base(message, innerException) { }
}
