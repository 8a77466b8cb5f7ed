using Google.Protobuf;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models;
using NatsBench.Fast.Models.Initialisation;
using NatsBench.Fast.Models.Onnx;
using NatsBench.Fast.Models.Onnx.Schema;

namespace NatsBench.Fast.Inference.Tests.Support;

/// <summary>Small models: a fresh network, and what is altered of it.</summary>
internal static class TestModels
{
    public const int Classes = 10;
    public const int ImageSide = 8;
    public const int ImageLength = 3 * ImageSide * ImageSide;

    /// <summary>The smallest network of the size space, fresh from a seed.</summary>
    public static byte[] Network(long seed = 1, int imageSide = ImageSide) => Network(new OnnxOptions(), seed, imageSide);

    /// <summary>The same, exported otherwise.</summary>
    public static byte[] Network(OnnxOptions options, long seed = 1, int imageSide = ImageSide) =>
        OnnxExport.ToArray(CellNetworks.Of(SizeNetwork.Parse("8:8:8:8:8"), Classes).Initialise(seed), options with { ImageSide = imageSide });

    /// <summary>The same with something altered.</summary>
    public static byte[] Altered(Action<ModelProto> alter)
    {
        ModelProto model = ModelProto.Parser.ParseFrom(Network());
        alter(model);
        return model.ToByteArray();
    }

    /// <summary>Any images of a size.</summary>
    public static void Fill(Span<float> images, int seed = 3)
    {
        Random random = new(seed);
        for (int i = 0; i < images.Length; i++)
            images[i] = (float)(random.NextDouble() * 4 - 2);
    }
}
