using NatsBench.Fast.Studies.Running;

namespace NatsBench.Fast.Studies.Parts;

/// <summary>Whether the files of a part belong to a study, and are whole.</summary>
internal static class PartCheck
{
    /// <summary>Opens a file of a part; null where it is missing or damaged.</summary>
    /// <exception cref="NatsBenchException">It is whole, but of another study, version, benchmark or part.</exception>
    public static TableReader? Open(string path, int part, FileIdentity identity)
    {
        TableReader? file = TableReader.TryOpen(path);
        if (file is null)
            return null;
        string? difference = identity.Difference(file.Identity)
            ?? (PartFiles.NumberOf(file) == part ? null : $"part {PartFiles.NumberOf(file)}, whatever its name");
        if (difference is null)
            return file;
        file.Dispose();
        throw new NatsBenchException($"{path}: belongs to {difference}; remove it, or choose another folder");
    }

    /// <summary>Whether a part is complete.</summary>
    /// <exception cref="NatsBenchException">A file is whole, but of another study, version, benchmark or part.</exception>
    public static bool IsComplete(PartFiles files, int part, FileIdentity identity, StudyLayout layout)
    {
        // The name that is given last is asked for first.
        foreach (string path in files.Paths(layout.Study).Reverse())
        {
            using TableReader? file = File.Exists(path) ? Open(path, part, identity) : null;
            if (file is null)
                return false;
        }
        return true;
    }

    public static NatsBenchException Damaged(string path) =>
        new($"{path}: is missing, cut or changed, or no part of a study; run its shard again, which makes it anew");
}
