using NatsBench.Fast.Models.Graph;

namespace NatsBench.Fast.Models.Tests.Onnx;

/// <summary>Convolution and pooling by their definitions.</summary>
internal static class Windows
{
    public static double[] Convolve(double[] input, TensorShape from, double[] weights, int channels, Window window, TensorShape to)
    {
        double[] output = new double[channels * to.Height * to.Width];
        int size = window.Size;
        for (int o = 0, channel = 0; channel < channels; channel++)
            for (int top = -window.Padding, y = 0; y < to.Height; y++, top += window.Stride)
                for (int left = -window.Padding, x = 0; x < to.Width; x++, left += window.Stride, o++)
                    for (int c = 0, w = channel * from.Channels * size * size; c < from.Channels; c++)
                        for (int row = top; row < top + size; row++)
                            for (int column = left; column < left + size; column++, w++)
                                if (row >= 0 && row < from.Height && column >= 0 && column < from.Width)
                                    output[o] += weights[w] * input[(c * from.Height + row) * from.Width + column];
        return output;
    }

    public static double[] Average(double[] input, TensorShape from, Window window, TensorShape to)
    {
        double[] output = new double[from.Channels * to.Height * to.Width];
        for (int o = 0, c = 0; c < from.Channels; c++)
            for (int top = -window.Padding, y = 0; y < to.Height; y++, top += window.Stride)
                for (int left = -window.Padding, x = 0; x < to.Width; x++, left += window.Stride, o++)
                {
                    // Padding is not counted.
                    int seen = 0;
                    for (int row = Math.Max(top, 0); row < Math.Min(top + window.Size, from.Height); row++)
                        for (int column = Math.Max(left, 0); column < Math.Min(left + window.Size, from.Width); column++, seen++)
                            output[o] += input[(c * from.Height + row) * from.Width + column];
                    output[o] /= seen;
                }
        return output;
    }
}
