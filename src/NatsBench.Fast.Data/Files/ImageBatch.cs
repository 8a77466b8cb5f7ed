using NatsBench.Fast.Conversion.Pickle;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Data.Files;

/// <summary>The images of one file: a pickled dict of Python 2 or 3 with an array of pixels, one image a row, and a list of labels.</summary>
/// <param name="Pixels">The pixels.</param>
/// <param name="Labels">The classes.</param>
internal sealed record ImageBatch(byte[] Pixels, int[] Labels)
{
    private const string PixelKey = "data";

    /// <summary>Reads a file.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="part">What it should hold.</param>
    /// <param name="images">How its images should be.</param>
    /// <param name="where">What messages call it.</param>
    /// <exception cref="NatsBenchException">It holds anything else.</exception>
    public static ImageBatch Read(byte[] bytes, PublishedPart part, ImageStatistics images, string where)
    {
        PickleValue top = new PickleMachine(new StringTable(), PickleScope.Images).Read(new PickleInput(bytes, bytes.Length, where));
        if (top.Kind != PickleKind.Dict)
            throw Damaged(part, where, $"{top} instead of a dict");
        int imageSize = 3 * images.Side * images.Side;
        PickleValue data = Entry(top.AsDict, PixelKey, part, where), labels = Entry(top.AsDict, part.LabelKey, part, where);
        if (data.Kind != PickleKind.Array || data.AsArray is not { IsEmpty: false, Type.IsByte: true, Shape: [int count, int width] } array || width != imageSize)
            throw Damaged(part, where, $"'{PixelKey}' is {data}, not u1 [N, {imageSize}]");
        int[] classes = Classes(labels, count, part, where);
        return classes.AsSpan().ContainsAnyInRange(images.Classes, int.MaxValue)
            ? Within(array.Data, classes, images.Classes, imageSize)
            : new ImageBatch(array.Data, classes);
    }

    private static PickleValue Entry(PickleDict dict, string key, PublishedPart part, string where)
    {
        if (dict.TryGet(key, out PickleValue value))
            return value;
        // Written by Python 3 out of what it read as bytes.
        foreach (ref readonly PickleDict.Entry entry in dict.Entries)
            if (entry.Key.Kind == PickleKind.Bytes && entry.Key.AsBytes.AsSpan().SequenceEqual(System.Text.Encoding.ASCII.GetBytes(key)))
                return entry.Value;
        throw Damaged(part, where, $"there is no '{key}'");
    }

    private static int[] Classes(in PickleValue labels, int count, PublishedPart part, string where)
    {
        ReadOnlySpan<PickleValue> items = labels.Kind == PickleKind.Array && labels.AsArray is { IsEmpty: false, Shape: [_] } array ? Numbers(array)
            : labels.TryGetItems(out ReadOnlySpan<PickleValue> listed) ? listed
            : throw Damaged(part, where, $"'{part.LabelKey}' is {labels}, not a list");
        if (items.Length != count)
            throw Damaged(part, where, $"{count} images and {items.Length} labels");
        int[] classes = new int[count];
        for (int i = 0; i < count; i++)
            classes[i] = items[i].Kind == PickleKind.Int && items[i].AsInt >= part.FirstLabel && items[i].AsInt < part.FirstLabel + part.Labels
                ? (int)items[i].AsInt - part.FirstLabel
                : throw Damaged(part, where, $"label {i} is {items[i]}; they are {part.FirstLabel} to {part.FirstLabel + part.Labels - 1}");
        return classes;
    }

    private static PickleValue[] Numbers(NumpyArray array)
    {
        PickleValue[] numbers = new PickleValue[array.Shape[0]];
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = array.Type.Read(array.Data.AsSpan(i * array.Type.Size));
        return numbers;
    }

    // ImageNet16 has 1,000 classes, ImageNet16-120 the first 120.
    private static ImageBatch Within(byte[] pixels, int[] labels, int classes, int imageSize)
    {
        int[] kept = [.. Enumerable.Range(0, labels.Length).Where(i => labels[i] < classes)];
        byte[] keptPixels = new byte[kept.Length * imageSize];
        for (int i = 0; i < kept.Length; i++)
            pixels.AsSpan(kept[i] * imageSize, imageSize).CopyTo(keptPixels.AsSpan(i * imageSize));
        return new ImageBatch(keptPixels, [.. kept.Select(i => labels[i])]);
    }

    private static DamagedFileException Damaged(PublishedPart part, string where, string fault) =>
        new($"{where}: no batch of images as {part.Archive} has them: {fault}; download it again ({part.Home})");
}
