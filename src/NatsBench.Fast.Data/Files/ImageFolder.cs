using NatsBench.Fast.Internals;

namespace NatsBench.Fast.Data.Files;

/// <summary>An extracted archive.</summary>
internal sealed class ImageFolder(string folder, PublishedPart part) : ImageSource(part)
{
    public override void Read(Use use)
    {
        for (int place = 0; place < Part.Files.Length; place++)
        {
            string path = Path.Combine(folder, Part.Files[place].Name);
            PathKind.RefuseToRead(path);
            if (!File.Exists(path))
                throw Absent(folder, Part.Files[place].Name);
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            byte[] bytes = new byte[SizeOf(stream.Length, path)];
            stream.ReadExactly(bytes);
            use(place, bytes, path);
        }
    }
}
