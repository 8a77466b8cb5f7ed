using System.Text.RegularExpressions;
using NatsBench.Fast.Studies.Internals;

namespace NatsBench.Fast.Studies.Parts;

/// <summary>
/// A folder in use. The lock is the system's, on an open file, and dies with the process: a file left by a killed run locks nothing.
/// Shards lock each its own file and may share a folder; a run without shards, or a merge, wants it alone.
/// </summary>
internal sealed partial class FolderLock : IDisposable
{
    private const string Prefix = "natsbench-";
    private const string Suffix = ".lock";
    private const string WholeOwner = "run";
    private const string ShardOwner = "shard-";

    private readonly FileStream _file;

    private FolderLock(string owner, FileStream file) => (Owner, _file) = (owner, file);

    /// <summary>Who holds it: the same text for the same shard, part of the names of its unfinished files.</summary>
    public string Owner { get; }

    /// <summary>Takes a folder.</summary>
    /// <param name="folder">The folder; there must be one.</param>
    /// <param name="shard">The shard; null for the whole folder.</param>
    /// <exception cref="NatsBenchException">Another process, or another run of this one, uses it.</exception>
    public static FolderLock Take(string folder, Shard? shard)
    {
        string owner = shard is { } own ? $"{ShardOwner}{own.Index}-of-{own.Count}" : WholeOwner;
        FileStream file = Disk.Write(folder, () => Open(folder, owner, FileMode.OpenOrCreate) ?? throw InUse(folder, owner));
        // Each takes its own first and then looks for the other, so that never both go on.
        foreach (string? other in Directory.EnumerateFiles(folder).Select(OwnerOf))
            if (other is not null && other != owner && (shard is null || other == WholeOwner) && IsHeld(folder, other))
            {
                file.Dispose();
                throw InUse(folder, other);
            }
        return new FolderLock(owner, file);
    }

    /// <summary>Whether a file's name is that of a lock.</summary>
    public static bool IsLock(string name) => OwnerOf(name) is not null;

    /// <summary>Whether a text is the name of one who can hold a folder.</summary>
    public static bool IsOwner(string text) => OwnerName().IsMatch(text);

    /// <summary>Gives the folder back.</summary>
    public void Dispose() => _file.Dispose();

    private static bool IsHeld(string folder, string owner)
    {
        try
        {
            using FileStream? file = Open(folder, owner, FileMode.Open);
            return file is null;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    // The file is removed before the lock is released.
    private static FileStream? Open(string folder, string owner, FileMode mode)
    {
        try
        {
            return new FileStream(Path.Combine(folder, NameOf(owner)), mode, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException e) when (IsSharingViolation(e))
        {
            return null;
        }
    }

    private static string NameOf(string owner) => Prefix + owner + Suffix;

    private static string? OwnerOf(string path) =>
        Path.GetFileNameWithoutExtension(path) is var name && name.StartsWith(Prefix, StringComparison.Ordinal)
        && path.EndsWith(Suffix, StringComparison.Ordinal) && IsOwner(name[Prefix.Length..]) ? name[Prefix.Length..] : null;

    [GeneratedRegex($@"^(?:{WholeOwner}|{ShardOwner}[0-9]+-of-[0-9]+)\z")]
    private static partial Regex OwnerName();

    // ERROR_SHARING_VIOLATION; elsewhere flock would block, EWOULDBLOCK (11 on Linux, 35 on macOS).
    private static bool IsSharingViolation(IOException e) => e.GetType() == typeof(IOException) && e.HResult is unchecked((int)0x80070020) or 11 or 35;

    private static NatsBenchException InUse(string folder, string owner) => new(
        $"{folder}: in use by another {(owner == WholeOwner ? "run" : $"run of {owner}")} ({NameOf(owner)} is locked); wait for it or choose another folder");
}
