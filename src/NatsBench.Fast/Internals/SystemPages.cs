using System.Runtime.InteropServices;

namespace NatsBench.Fast.Internals;

/// <summary>
/// Pages of the system for large buffers. The C library of Linux soon takes such out of its own heap, where whatever small was taken after them
/// keeps their pages in the process once they have been let go. To take pages from the system takes time: those let go are given to whoever
/// asks next, until no buffer is out any more, large or small; then all go back. Thread-safe.
/// </summary>
internal static unsafe partial class SystemPages
{
    // Less is not worth it.
    private const nuint Least = 3 << 17;

    private const int ReadAndWrite = 3;
    private const int PrivateAnonymousAndFilled = 0x8022;
    private const int NoFile = -1;
    private const nint Failed = -1;

    private static readonly Lock Gate = new();
    private static readonly List<Block> Free = [];
    private static int Outstanding;

    /// <summary>Memory for one more buffer, which holds anything; none where it is small, or there is none, or the system is not Linux.</summary>
    public static Block Take(nuint bytes)
    {
        lock (Gate)
        {
            Outstanding++;
            if (bytes < Least || !OperatingSystem.IsLinux())
                return default;
            for (int i = 0; i < Free.Count; i++)
                if (Free[i].Bytes >= bytes)
                {
                    Block block = Free[i];
                    Free.RemoveAt(i);
                    return block;
                }
            nint memory = Map(0, bytes, ReadAndWrite, PrivateAnonymousAndFilled, NoFile, 0);
            return memory == Failed ? default : new(memory, bytes);
        }
    }

    /// <summary>One buffer fewer, with what it was given.</summary>
    public static void Return(Block block)
    {
        lock (Gate)
        {
            if (block.Memory != 0)
                Free.Add(block);
            if (--Outstanding > 0)
                return;
            foreach (Block free in Free)
                _ = Unmap(free.Memory, free.Bytes);
            Free.Clear();
        }
    }

    /// <summary>Where some pages lie, and how long they are; none by default.</summary>
    public readonly record struct Block(nint Memory, nuint Bytes);

    [LibraryImport("libc", EntryPoint = "mmap")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Map(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "munmap")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Unmap(nint address, nuint length);
}
