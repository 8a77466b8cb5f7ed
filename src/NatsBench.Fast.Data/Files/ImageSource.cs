using NatsBench.Fast.Internals;

namespace NatsBench.Fast.Data.Files;

/// <summary>Where the files of a part lie: in a folder, or in an archive that is read through once and never unpacked.</summary>
internal abstract class ImageSource(PublishedPart part)
{
    /// <summary>The largest file; the largest published one has 98 MB.</summary>
    protected const int MaxFileSize = 256 << 20;

    // Where AutoDL-Projects keeps all of them.
    private const string CommonFolder = "cifar.python";

    /// <summary>What is done with a file.</summary>
    /// <param name="place">Its place among those of the part.</param>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="where">What messages call it.</param>
    public delegate void Use(int place, byte[] bytes, string where);

    /// <summary>The part's names.</summary>
    protected PublishedPart Part => part;

    /// <summary>Finds the files.</summary>
    /// <exception cref="NatsBenchException">There are none.</exception>
    public static ImageSource Open(string path, PublishedPart part)
    {
        if (!Directory.Exists(path))
            return File.Exists(path) || PathKind.Irregular(path) is not null ? new ImageArchive(path, part)
                : throw new NatsBenchException($"{path}: there is no such file or folder; download {part.Archive} ({part.Home})");
        string[] folders = [path, Path.Combine(path, part.Folder), Path.Combine(path, CommonFolder, part.Folder)];
        foreach (string folder in folders)
            if (part.Files.Any(file => File.Exists(Path.Combine(folder, file.Name))))
                return new ImageFolder(folder, part);
        string archive = Path.Combine(path, part.Archive);
        return File.Exists(archive) ? new ImageArchive(archive, part) : throw new NatsBenchException(
            $"{path}: neither {part.Files[0].Name} nor a folder {part.Folder} nor {part.Archive} is there; download it ({part.Home})");
    }

    /// <summary>Hands out every file of the part once, in any order.</summary>
    /// <exception cref="NatsBenchException">One is absent, or larger than any that was published.</exception>
    public abstract void Read(Use use);

    /// <summary>Refuses a file that is larger than any that was published.</summary>
    protected static int SizeOf(long length, string where) => length is >= 0 and <= MaxFileSize ? (int)length
        : throw new DamagedFileException($"{where}: {length >> 20} MiB are more than any file of images has; download it again");

    /// <summary>What to say where a file is absent.</summary>
    protected NatsBenchException Absent(string place, string name) =>
        new($"{place}: {name} is not there; download {part.Archive} again ({part.Home})");
}
