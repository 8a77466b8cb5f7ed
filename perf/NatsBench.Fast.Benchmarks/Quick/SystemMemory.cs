using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace NatsBench.Fast.Benchmarks.Quick;

/// <summary>What the system keeps of files in memory.</summary>
internal static partial class SystemMemory
{
    private const int DoNotNeed = 4;

    /// <summary>Makes the system forget a file, so that the next reading is from the disk.</summary>
    /// <param name="path">The file.</param>
    /// <returns>False where the system has no such call, or refuses.</returns>
    public static bool TryForget(string path)
    {
        if (!OperatingSystem.IsLinux())
            return false;
        using SafeFileHandle file = File.OpenHandle(path);
        // What is not on the disk yet is not forgotten.
        return Sync(file) == 0 && Advise(file, 0, 0, DoNotNeed) == 0;
    }

    [LibraryImport("libc", EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Sync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Advise(SafeFileHandle file, long offset, long length, int advice);
}
