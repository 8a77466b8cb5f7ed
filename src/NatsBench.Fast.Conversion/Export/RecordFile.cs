using System.Globalization;
using ICSharpCode.SharpZipLib.BZip2;

namespace NatsBench.Fast.Conversion.Export;

/// <summary>The files of an official archive's folder.</summary>
internal static class RecordFile
{
    /// <summary>The list of architectures.</summary>
    public const string Meta = "meta.pickle.pbz2";

    private const int BlocksOf900Kilobytes = 9;

    /// <summary>The file of an architecture.</summary>
    public static string Name(int index) => string.Create(CultureInfo.InvariantCulture, $"{index:D6}.pickle.pbz2");

    /// <summary>Compresses a pickle into a file, which gets its name when it is complete.</summary>
    public static void Write(string path, ReadOnlySpan<byte> pickle)
    {
        string aside = path + ".partial";
        try
        {
            using (FileStream file = File.Create(aside))
            using (var compressed = new BZip2OutputStream(file, BlocksOf900Kilobytes))
                compressed.Write(pickle);
            File.Move(aside, path, overwrite: true);
        }
        catch
        {
            File.Delete(aside);
            throw;
        }
    }
}
