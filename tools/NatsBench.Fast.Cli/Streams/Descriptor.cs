using System.Runtime.InteropServices;

namespace NatsBench.Fast.Cli.Streams;

/// <summary>
/// The numbered streams that a process is given. Where one was closed when the process began, the first file that the runtime opened for
/// itself has its number: that must be neither read nor written.
/// </summary>
internal static partial class Descriptor
{
    public const int Input = 0;
    public const int Output = 1;
    public const int Error = 2;

    private const int GetFlags = 1;
    private const int CloseOnExec = 1;

    /// <summary>Whether the process was given it. What comes from outside survived the program's start; the runtime's own does not survive one.</summary>
    public static bool IsGiven(int descriptor) =>
        OperatingSystem.IsWindows() || (Control(descriptor, GetFlags) is >= 0 and var flags && (flags & CloseOnExec) == 0);

    /// <summary>Writes some bytes.</summary>
    /// <returns>How many; -1 where the error is <see cref="Marshal.GetLastPInvokeError"/>.</returns>
    public static unsafe nint Write(int descriptor, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
            return Write(descriptor, start, (nuint)bytes.Length);
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Control(int descriptor, int command);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static unsafe partial nint Write(int descriptor, byte* bytes, nuint count);
}
