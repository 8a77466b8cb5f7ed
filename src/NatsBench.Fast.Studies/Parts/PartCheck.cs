using System.Globalization;
using NatsBench.Fast.Studies.Definition;
using NatsBench.Fast.Studies.Running;

namespace NatsBench.Fast.Studies.Parts;

/// <summary>Whether the files of a part belong to a study, and are whole.</summary>
internal static class PartCheck
{
    /// <summary>
    /// Opens a file of a part; null where it is missing or damaged. One that this run has just written is not looked through, nor read again
    /// where its bytes are in memory.
    /// </summary>
    /// <exception cref="NatsBenchException">It is whole, but of another study, version, benchmark or part.</exception>
    public static TableReader? Open(string path, int part, FileIdentity identity, StudyLayout layout, bool isFresh = false, MemoryStream? bytes = null)
    {
        TableReader? file = TableReader.TryOpen(path, isFresh, bytes);
        if (file is null)
            return null;
        string? difference = identity.Difference(file.Identity)
            ?? CutDifference(file, layout)
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
            using TableReader? file = File.Exists(path) ? Open(path, part, identity, layout) : null;
            if (file is null)
                return false;
        }
        return true;
    }

    /// <summary>
    /// The layout of a study whose parts are some files: parts of a study that was begun before blocks were cut are gone on with as they are,
    /// unless there are traces, whose pages tell where parts end.
    /// </summary>
    public static StudyLayout LayoutOf(IEnumerable<PartFiles> files, StudyLayout layout)
    {
        if (layout.Study.Traces != TraceKeeping.None)
            return layout;
        StudyLayout coarse = new(layout.Study, layout.Space, isCoarse: true);
        foreach (PartFiles part in files)
        {
            using TableReader? file = TableReader.TryOpen(part.Outcomes);
            if (file is not null)
                return PartFiles.CountOf(file) == coarse.PartCount ? coarse : layout;
        }
        return layout;
    }

    /// <summary>Null, or how the cut that a file belongs to differs from a study's.</summary>
    public static string? CutDifference(TableReader file, StudyLayout layout) => PartFiles.CountOf(file) == layout.PartCount
        ? null : string.Create(CultureInfo.InvariantCulture, $"another cut of the study (into {PartFiles.CountOf(file)} parts, not {layout.PartCount})");

    public static NatsBenchException Damaged(string path) =>
        new($"{path}: is missing, cut or changed, or no part of a study; run its shard again, which makes it anew");
}
