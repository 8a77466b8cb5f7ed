namespace NatsBench.Fast.Studies.Internals;

/// <summary>Failures of the disk, told in one line.</summary>
internal static class Disk
{
    /// <summary>Writes at a place.</summary>
    /// <exception cref="NatsBenchException">It cannot be written.</exception>
    public static void Write(string path, Action write) => Write(path, () =>
    {
        write();
        return true;
    });

    /// <inheritdoc cref="Write(string, Action)"/>
    public static T Write<T>(string path, Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception e) when (IsFailure(e))
        {
            throw new NatsBenchException($"{path}: cannot be written ({Reason(e)}); free some space or choose another place, and run again", e);
        }
    }

    /// <summary>Reads at a place.</summary>
    /// <exception cref="NatsBenchException">It cannot be read.</exception>
    public static T Read<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (IsFailure(e))
        {
            throw new NatsBenchException($"{path}: cannot be read ({Reason(e)})", e);
        }
    }

    /// <summary>Whether an exception is the disk's.</summary>
    public static bool IsFailure(Exception e) => e is IOException or UnauthorizedAccessException;

    /// <summary>What the system says, in one line, without the path that .NET adds.</summary>
    public static string Reason(Exception e) => e.Message.ReplaceLineEndings(" ").Split(" : '")[0].TrimEnd('.', ' ');
}
