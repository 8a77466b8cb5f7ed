using System.Runtime.InteropServices;

namespace NatsBench.Fast.OneShot.Cli;

/// <summary>
/// How the engine's threads wait. Left to itself, GNU's OpenMP has them spin for milliseconds after each operation, on cores that our own threads, and others'
/// processes, could use; the variable <c>OMP_WAIT_POLICY</c> of the caller decides where it is set.
/// </summary>
internal static partial class NativeThreads
{
    /// <summary>Has them sleep; to be called before the engine is loaded.</summary>
    public static void Sleep()
    {
        if (!OperatingSystem.IsLinux())
            return;
        // The runtime's own variables are not those that the engine reads.
        _ = SetVariable("OMP_WAIT_POLICY", "PASSIVE", 0);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetVariable(string name, string value, int replaces);
}
