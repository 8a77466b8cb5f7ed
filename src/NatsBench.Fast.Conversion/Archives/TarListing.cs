using System.Formats.Tar;

namespace NatsBench.Fast.Conversion.Archives;

/// <summary>Which record files a tar file holds, in any folder, and where: its headers are read one after another, what lies between them is passed over.</summary>
internal static class TarListing
{
    /// <summary>Bytes of a header; the last of an entry's headers lies right before its data.</summary>
    public const int HeaderBytes = 512;

    /// <summary>Reads all headers.</summary>
    /// <param name="path">The tar file.</param>
    /// <param name="progress">Told the share of the file that is passed.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="NatsBenchException">It is not whole, or holds what no archive does.</exception>
    public static RecordFiles Read(string path, IProgress<double>? progress, CancellationToken cancellation)
    {
        var files = new RecordFiles();
        using FileStream file = File.OpenRead(path);
        using var tar = new TarReader(file);
        try
        {
            while (tar.GetNextEntry() is { } entry)
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Report((double)file.Position / file.Length);
                if (entry.EntryType is TarEntryType.Directory or TarEntryType.GlobalExtendedAttributes)
                    continue;
                bool isFile = entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile;
                string name = entry.Name[(entry.Name.LastIndexOf('/') + 1)..];
                if (isFile && entry.DataOffset >= HeaderBytes && entry.DataOffset <= file.Length - entry.Length)
                    files.Add(name, entry.Name, entry.DataOffset, entry.Length);
                else if (isFile)
                    throw new DamagedFileException($"{path}: {Printable.Of(entry.Name)} is empty or beyond the end; make the tar file again, or download it again");
                else
                    files.Odd.Add(new($"a tar entry of kind {entry.EntryType}", entry.Name));
            }
        }
        // An extended header may claim gigabytes, which are asked for before they are found missing.
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException or ArgumentException or OverflowException
            or InvalidOperationException or OutOfMemoryException)
        {
            throw new DamagedFileException($"{path}: not a whole tar file (at byte {file.Position}); download it again", e);
        }
        catch (NotSupportedException e)
        {
            // Sparse files and such, which tar makes only when it is told to.
            throw new NatsBenchException($"{path}: {e.Message.TrimEnd('.')}; make the tar file again without --sparse, or unpack it and give the directory", e);
        }
        return files;
    }
}
