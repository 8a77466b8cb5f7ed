using System.Runtime.InteropServices;

namespace NatsBench.Fast.OneShot.Cli;

/// <summary>
/// The allocator beneath the engine. Left to itself, glibc asks the system for every tensor of 32 MB or more, gives it back, and has each of
/// its pages cleared again for the next: a tenth of a step. Where there is another allocator nothing is done.
/// </summary>
internal static partial class NativeHeap
{
    // Names of glibc's <malloc.h>.
    private const int TrimThreshold = -1;
    private const int MapThreshold = -3;

    /// <summary>Keeps freed memory for the tensors that follow; to be called before the engine is loaded.</summary>
    public static void Keep()
    {
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            _ = SetOption(MapThreshold, int.MaxValue);
            _ = SetOption(TrimThreshold, int.MaxValue);
        }
        // musl has no such options.
        catch (EntryPointNotFoundException)
        {
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetOption(int option, int value);
}
