using NatsBench.Fast.Models.Graph;

namespace NatsBench.Fast.Models.Tests.Onnx;

/// <summary>Convolution and pooling by their definitions.</summary>
internal static class Windows
{
    public static double[] Convolve(double[] input, TensorShape from, double[] weights, int channels, Window window, TensorShape to)
    {
        double[] output = new double[channels * to.Height * to.Width];
        int size = window.Size * window.Size;
        for (int o = 0; o < output.Length; o++)
        {
            int channel = o / (to.Height * to.Width);
            for (int c = 0; c < from.Channels; c++)
                foreach ((int pixel, int place) in Pixels(o, c, from, window, to))
                    output[o] += weights[(channel * from.Channels + c) * size + place] * input[pixel];
        }
        return output;
    }

    public static double[] Average(double[] input, TensorShape from, Window window, TensorShape to)
    {
        double[] output = new double[from.Channels * to.Height * to.Width];
        for (int o = 0; o < output.Length; o++)
            output[o] = Pixels(o, o / (to.Height * to.Width), from, window, to).Average(pixel => input[pixel.Pixel]);
        return output;
    }

    // The pixels of a channel that the window of an output sees, and their places in the window; padding is none of them.
    private static IEnumerable<(int Pixel, int Place)> Pixels(int output, int channel, TensorShape from, Window window, TensorShape to)
    {
        int top = output / to.Width % to.Height * window.Stride - window.Padding, left = output % to.Width * window.Stride - window.Padding;
        for (int place = 0; place < window.Size * window.Size; place++)
        {
            int row = top + place / window.Size, column = left + place % window.Size;
            if (row >= 0 && row < from.Height && column >= 0 && column < from.Width)
                yield return ((channel * from.Height + row) * from.Width + column, place);
        }
    }
}
