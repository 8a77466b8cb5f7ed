using System.Buffers.Binary;
using System.Text;

namespace NatsBench.Fast.Data.Files;

/// <summary>A file of images as the published ones are: a dict that Python 2 pickled with protocol 2.</summary>
public static class ImagePickle
{
    /// <summary>Writes one file.</summary>
    /// <param name="pixels">The pixels, image by image.</param>
    /// <param name="labels">The label of each image, 0 to 65,535.</param>
    /// <param name="labelKey">What the file calls them: <c>labels</c>, or <c>fine_labels</c> in CIFAR-100.</param>
    public static byte[] Write(ReadOnlySpan<byte> pixels, ReadOnlySpan<int> labels, string labelKey)
    {
        ArgumentException.ThrowIfNullOrEmpty(labelKey);
        using MemoryStream pickle = new();
        Put(pickle, "\u0080\u0002}(U\u000bbatch_labelU\u0014testing batch 1 of 1");
        Put(pickle, $"U{(char)labelKey.Length}{labelKey}](");
        foreach (int label in labels)
            Put(pickle, $"M{(char)(label & 0xff)}{(char)(label >> 8)}");
        Put(pickle, "eU\u0004datacnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\u0085U\u0001b\u0087R(K\u0001J");
        PutInteger(pickle, labels.Length);
        Put(pickle, "J");
        PutInteger(pickle, labels.Length == 0 ? 0 : pixels.Length / labels.Length);
        Put(pickle, "\u0086cnumpy\ndtype\nU\u0002u1K\0K\u0001\u0087R(K\u0003U\u0001|NNNJ\u00ff\u00ff\u00ff\u00ffJ\u00ff\u00ff\u00ff\u00ffK\0tb\u0089T");
        PutInteger(pickle, pixels.Length);
        pickle.Write(pixels);
        Put(pickle, "tbu.");
        return pickle.ToArray();
    }

    private static void Put(MemoryStream pickle, string latin1) => pickle.Write(Encoding.Latin1.GetBytes(latin1));

    private static void PutInteger(MemoryStream pickle, int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        pickle.Write(bytes);
    }
}
