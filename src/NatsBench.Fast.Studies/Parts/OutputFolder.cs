using System.Text;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Studies.Internals;

namespace NatsBench.Fast.Studies.Parts;

/// <summary>What may lie in the folder of a study.</summary>
internal static class OutputFolder
{
    public const string StudyName = "study.json";
    public const string PartsName = "parts";

    /// <summary>Where a report on the study lies, if anybody made one.</summary>
    public const string ReportName = "report";

    /// <summary>Refuses a folder that holds anything else, or another study.</summary>
    /// <exception cref="NatsBenchException">It does; the message names the file.</exception>
    public static void Check(string folder, string studyText)
    {
        RequireOnly(folder, IsName, name => IsName(name) || name is PartsName or ReportName || FolderLock.IsLock(name));
        string parts = Path.Combine(folder, PartsName), study = Path.Combine(folder, StudyName);
        if (Directory.Exists(parts))
            RequireOnly(parts, PartFiles.IsName, PartFiles.IsName);
        if (StudyIn(folder) is { } text && text != studyText)
            throw new NatsBenchException($"{study}: is another study ({FileIdentity.StudyDifference(studyText, text)}); choose another folder");
    }

    /// <summary>Refuses a folder that holds anything but what dead runs leave, among it a merge of the same study that did not come to its end.</summary>
    /// <exception cref="NatsBenchException">It does.</exception>
    public static void CheckMergeable(string folder, FileIdentity identity)
    {
        if (File.Exists(folder))
            throw new NatsBenchException($"{folder}: is a file; name a folder");
        if (!Directory.Exists(folder))
            return;
        bool isUnfinished = !File.Exists(Path.Combine(folder, StudyFolder.OutcomesName)) && StudyIn(folder) == identity.Study;
        RequireOnly(folder, IsName, name => FolderLock.IsLock(name) || (isUnfinished && name is (StudyName or StudyFolder.TracesName)));
    }

    /// <summary>The text of the study that a folder belongs to; null where it has none.</summary>
    /// <exception cref="NatsBenchException">It is no regular file, or cannot be read.</exception>
    public static string? StudyIn(string folder)
    {
        string path = Path.Combine(folder, StudyName);
        PathKind.RefuseToRead(path);
        return File.Exists(path) ? Disk.Read(path, () => File.ReadAllText(path)) : null;
    }

    /// <summary>Removes what a merge wrote that did not come to its end.</summary>
    public static void RemoveUnfinished(string folder)
    {
        if (!File.Exists(Path.Combine(folder, StudyFolder.OutcomesName)))
            foreach (string name in new[] { StudyName, StudyFolder.TracesName })
                File.Delete(Path.Combine(folder, name));
    }

    /// <summary>Removes what dead runs left: those of an owner, or of anyone.</summary>
    public static void Clean(string folder, string? owner)
    {
        RemoveLeft(folder, IsName);
        RemoveLeft(Path.Combine(folder, PartsName), PartFiles.IsName);

        void RemoveLeft(string place, Func<string, bool> isName)
        {
            if (!Directory.Exists(place))
                return;
            foreach (string path in Directory.EnumerateFiles(place).Where(path => PartialFile.IsLeft(path, isName, owner)).ToArray())
                Disk.Write(path, () => File.Delete(path));
        }
    }

    public static void WriteStudy(string folder, string owner, string studyText)
    {
        string path = Path.Combine(folder, StudyName);
        if (!File.Exists(path))
            Disk.Write(path, () => PartialFile.Write(path, owner, Encoding.UTF8.GetBytes(studyText)));
    }

    /// <summary>Removes the parts, their work being done.</summary>
    public static void RemoveParts(string folder)
    {
        string parts = Path.Combine(folder, PartsName);
        if (!Directory.Exists(parts))
            return;
        Disk.Write(parts, () =>
        {
            foreach (string path in Directory.EnumerateFiles(parts).Where(path => PartFiles.IsName(Path.GetFileName(path))).ToArray())
                File.Delete(path);
            Directory.Delete(parts);
        });
    }

    private static bool IsName(string name) => name is StudyName or StudyFolder.OutcomesName or StudyFolder.TracesName;

    private static void RequireOnly(string folder, Func<string, bool> isName, Func<string, bool> isKnown)
    {
        string? other = Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path))
            .FirstOrDefault(name => !isKnown(name) && !PartialFile.IsLeft(name, isName));
        if (other is not null)
            throw new NatsBenchException($"{folder}: holds '{other}' already; choose an empty folder, or a new one");
    }
}
