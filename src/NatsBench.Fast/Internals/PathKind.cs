using System.Runtime.InteropServices;

namespace NatsBench.Fast.Internals;

/// <summary>
/// What lies at a path, told without opening it: whoever opens a named pipe to read waits until somebody writes. Linux tells by
/// <c>statx</c>; elsewhere .NET knows folders alone.
/// </summary>
internal static partial class PathKind
{
    public const string Folder = "a folder";

    private const int CurrentFolder = -100;
    private const int FollowLinks = 0;
    private const uint TypeOnly = 1;
    private const int StatusBytes = 256;
    private const int ModeOffset = 28;
    private const uint NumberOnly = 0x100;
    private const int NumberOffset = 32;
    private const int DeviceOffset = 136;

    /// <summary>What it is where it is there and no regular file; null for a regular file and where nothing is.</summary>
    public static string? Irregular(string path) => Directory.Exists(path) ? Folder : !OperatingSystem.IsLinux() ? null : (Mode(path) & 0xF000) switch
    {
        0x1000 => "a named pipe",
        0x2000 or 0x6000 => "a device",
        0xC000 => "a socket",
        _ => null,
    };

    /// <summary>Refuses to read what is no regular file: a folder, a pipe, a device, a socket.</summary>
    /// <exception cref="NatsBenchException">It is one of them.</exception>
    public static void RefuseToRead(string path)
    {
        if (Irregular(path) is { } kind)
            throw new NatsBenchException($"{path}: is {kind}, not a file; {(kind == Folder ? "name a file" : "write what comes from it into a file, and name that")}");
    }

    /// <summary>Refuses to write where something lies that is read, by whatever name or link it is read.</summary>
    /// <param name="path">Where is written.</param>
    /// <param name="read">What is read.</param>
    /// <exception cref="NatsBenchException">It is one of them.</exception>
    public static void RefuseToReplace(string path, params IEnumerable<string> read)
    {
        if (File.Exists(path) && read.Any(other => IsOneFile(path, other)))
            throw new NatsBenchException($"{path}: is read, and would be written over; choose another name");
    }

    private static bool IsOneFile(string path, string other) =>
        Path.GetFullPath(path) == Path.GetFullPath(other) || (OperatingSystem.IsLinux() && Number(path) is { } number && number == Number(other));

    private static unsafe int Mode(string path)
    {
        byte* status = stackalloc byte[StatusBytes];
        return Ask(path, TypeOnly, status) ? *(ushort*)(status + ModeOffset) : 0;
    }

    // The device, in two halves, and the file's number on it.
    private static unsafe (ulong Device, ulong File)? Number(string path)
    {
        byte* status = stackalloc byte[StatusBytes];
        return Ask(path, NumberOnly, status) ? (*(ulong*)(status + DeviceOffset), *(ulong*)(status + NumberOffset)) : null;
    }

    private static unsafe bool Ask(string path, uint mask, byte* status)
    {
        try
        {
            return StatX(CurrentFolder, path, FollowLinks, mask, status) == 0;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // A C library older than the call: then as elsewhere.
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static unsafe partial int StatX(int folder, string path, int flags, uint mask, byte* status);
}
