using NatsBench.Fast.Data;
using NatsBench.Fast.Data.Transforms;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.House.Tests;

/// <summary>The example of docs/data.md; it wants the real data, so here it is compiled, and run where it must fail.</summary>
internal static class DataExample
{
    public static void Run(string folder, TextWriter output)
    {
        // data: begin
        ImageSet images = OfficialImages.Read(folder, Dataset.Cifar100, EvaluationSet.XValid);     // cifar-100-python, or its .tar.gz
        float[] batch = new float[256 * images.ImageSize];
        ImageTransform transform = new(ImageStatistics.Of(Dataset.Cifar100));
        transform.Normalise(images.Images(first: 0, count: 256), batch);                           // [256, 3, 32, 32], as a network takes them
        output.WriteLine($"{images.Count} images of {images.Classes} classes; the first is of class {images.Labels[0]}");
        // data: end
    }
}
