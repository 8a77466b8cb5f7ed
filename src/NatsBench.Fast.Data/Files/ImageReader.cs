using System.Security.Cryptography;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Data.Files;

/// <summary>Reads the files of a part into one set.</summary>
internal static class ImageReader
{
    /// <summary>Reads a part; at no time more than one of its files is in memory besides the images.</summary>
    public static ImageSet Read(string path, PublishedPart part, ImageStatistics images, bool publishedOnly)
    {
        var files = new ImageFile[part.Files.Length];
        var batches = new ImageBatch[part.Files.Length];
        ImageSource.Open(path, part).Read((place, bytes, where) =>
        {
            files[place] = Check(part, place, bytes, where, publishedOnly);
            batches[place] = ImageBatch.Read(bytes, part, images, where);
        });
        return new ImageSet(Joined(batches, batch => batch.Pixels), Joined(batches, batch => batch.Labels), images.Classes, images.Side, files);
    }

    private static ImageFile Check(PublishedPart part, int place, byte[] bytes, string where, bool publishedOnly)
    {
        (string name, string published) = part.Files[place];
#pragma warning disable CA5351 // The data sets are published with MD5; it tells damage, not forgery.
        string md5 = Convert.ToHexStringLower(MD5.HashData(bytes));
#pragma warning restore CA5351
        if (md5 != published && publishedOnly)
            throw new NatsBenchException(
                $"{where}: not the published file: its MD5 is {md5}, not {published}; download {part.Archive} again ({part.Home}), or allow images of your own");
        return new ImageFile(name, md5, md5 == published);
    }

    private static T[] Joined<T>(ImageBatch[] batches, Func<ImageBatch, T[]> column)
    {
        if (batches is [var only])
            return column(only);
        T[] joined = new T[batches.Sum(batch => column(batch).Length)];
        int at = 0;
        foreach (ImageBatch batch in batches)
        {
            column(batch).CopyTo(joined, at);
            at += column(batch).Length;
        }
        return joined;
    }
}
