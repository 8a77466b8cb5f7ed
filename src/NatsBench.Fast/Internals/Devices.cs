namespace NatsBench.Fast.Internals;

/// <summary>What must not be renamed over: /dev/null, which root may take from the whole machine, or a pipe that somebody reads.</summary>
internal static class Devices
{
    /// <summary>Refuses to write at a place for devices, or where a pipe, a socket or a device is.</summary>
    /// <exception cref="NatsBenchException">It is one.</exception>
    public static void Refuse(string path)
    {
        string full = Path.GetFullPath(path);
        if (!OperatingSystem.IsWindows() && full.StartsWith("/dev/", StringComparison.Ordinal) && !full.StartsWith("/dev/shm/", StringComparison.Ordinal))
            throw new NatsBenchException($"{path}: is a place for devices; choose a name elsewhere");
        if (PathKind.Irregular(path) is { } kind && kind != PathKind.Folder)
            throw new NatsBenchException($"{path}: is {kind}, which the file would replace; choose another name");
    }
}
