using System.Buffers.Binary;
using System.IO.Compression;

namespace NatsBench.Fast.Tables.Tests.Support;

/// <summary>What <c>torch.save</c> makes of a list of numbers: a zip around a pickle of protocol 2.</summary>
internal static class TorchZip
{
    public static byte[] Of(params double[] numbers)
    {
        List<byte> pickle = [0x80, 2, .. "]q\0("u8];
        foreach (double number in numbers)
        {
            byte[] bytes = new byte[8];
            BinaryPrimitives.WriteDoubleBigEndian(bytes, number);
            pickle.AddRange([(byte)'G', .. bytes]);
        }
        return Around([.. pickle, .. "e."u8]);
    }

    public static byte[] Around(byte[] pickle)
    {
        using MemoryStream file = new();
        using (ZipArchive zip = new(file, ZipArchiveMode.Create))
        {
            using Stream entry = zip.CreateEntry("archive/data.pkl", CompressionLevel.NoCompression).Open();
            entry.Write(pickle);
        }
        return file.ToArray();
    }
}
