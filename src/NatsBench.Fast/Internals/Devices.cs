namespace NatsBench.Fast.Internals;

/// <summary>Where the system's devices are: renaming over /dev/null, which root may do, would take it from the whole machine.</summary>
internal static class Devices
{
    /// <summary>Refuses to write at a place for devices.</summary>
    /// <exception cref="NatsBenchException">It is one.</exception>
    public static void Refuse(string path)
    {
        string full = Path.GetFullPath(path);
        if (!OperatingSystem.IsWindows() && full.StartsWith("/dev/", StringComparison.Ordinal) && !full.StartsWith("/dev/shm/", StringComparison.Ordinal))
            throw new NatsBenchException($"{path}: is a place for devices; choose a name elsewhere");
    }
}
