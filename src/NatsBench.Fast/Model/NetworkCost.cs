namespace NatsBench.Fast.Model;

/// <summary>
/// What a network costs, counted as the official archive does: trainable parameters, and multiply-adds of one image's forward pass
/// in convolutions and the classifier (which the archive calls FLOPs). Exact, by closed forms; no archive is asked.
/// </summary>
/// <remarks>
/// A minority of the official topology trials after 200 epochs carry another network's cost, so an archive may answer
/// differently from this.
/// </remarks>
/// <param name="Parameters">Number of trainable parameters.</param>
/// <param name="MultiplyAdds">Number of multiply-adds.</param>
public readonly partial record struct NetworkCost(long Parameters, long MultiplyAdds)
{
    private const double Million = 1e6;

    /// <summary>Parameters in the archive's unit, millions: the stored double.</summary>
    public double ParametersInMillions => Parameters / Million;

    /// <summary>Multiply-adds in the archive's unit, millions: the stored double.</summary>
    public double MultiplyAddsInMillions => MultiplyAdds / Million;

    /// <summary>The cost of a topology cell in the network of 16, 32 and 64 channels with five cells each.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="classes">Number of classes, such as 10.</param>
    /// <param name="imageSide">Height and width of an image, a positive multiple of 4, such as 32.</param>
    public static NetworkCost Of(TopologyCell cell, int classes, int imageSide)
    {
        Check(classes, imageSide);
        long conv3x3 = cell.CountOf(CellOperation.NorConv3x3);
        long conv1x1 = cell.CountOf(CellOperation.NorConv1x1);
        // 64 weights and a bias for each class.
        long classifier = 65L * classes;
        return new NetworkCost(
            72_656 + 243_040 * conv3x3 + 28_000 * conv1x1 + classifier,
            (7_600 + 34_560 * conv3x3 + 3_840 * conv1x1) * imageSide * imageSide + classifier);
    }

    /// <summary>The cost of a network of the size space.</summary>
    /// <param name="network">The network.</param>
    /// <param name="classes">Number of classes, such as 10.</param>
    /// <param name="imageSide">Height and width of an image, a positive multiple of 4, such as 32.</param>
    public static NetworkCost Of(SizeNetwork network, int classes, int imageSide)
    {
        Check(classes, imageSide);
        long c1 = network[0], c2 = network[1], c3 = network[2], c4 = network[3], c5 = network[4];
        long pixels = (long)imageSide * imageSide;
        NetworkCost stem = new(27 * c1 + 2 * c1, 27 * c1 * pixels);
        NetworkCost head = new(2 * c5 + classes * (c5 + 1), classes * (c5 + 1));
        return Sum(
            stem,
            Cell(c1, c1, pixels),
            Reduction(c1, c2, pixels / 4),
            Cell(c2, c3, pixels / 4),
            Reduction(c3, c4, pixels / 16),
            Cell(c4, c5, pixels / 16),
            head);
    }

    // Two 3x3 edges from the input, three inside; the skip edge is a 1x1 convolution where the width changes. Batch norm: 2 a channel.
    private static NetworkCost Cell(long input, long output, long pixels)
    {
        long skip = input == output ? 0 : input * output;
        long convolutions = 18 * input * output + 27 * output * output + skip;
        long norms = 10 * output + (skip == 0 ? 0 : 2 * output);
        return new NetworkCost(convolutions + norms, convolutions * pixels);
    }

    // Two 3x3 convolutions with batch norm, and a 1x1 shortcut without; pixels after the stride.
    private static NetworkCost Reduction(long input, long output, long pixels)
    {
        long convolutions = 9 * input * output + 9 * output * output + input * output;
        return new NetworkCost(convolutions + 4 * output, convolutions * pixels);
    }

    private static NetworkCost Sum(params ReadOnlySpan<NetworkCost> parts)
    {
        long parameters = 0, multiplyAdds = 0;
        foreach (NetworkCost part in parts)
        {
            parameters += part.Parameters;
            multiplyAdds += part.MultiplyAdds;
        }
        return new NetworkCost(parameters, multiplyAdds);
    }

    private static void Check(int classes, int imageSide)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classes);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(imageSide);
        // The two reductions halve the image; at other sides their branches differ in size and the network does not exist.
        if (imageSide % 4 != 0)
            throw new ArgumentOutOfRangeException(nameof(imageSide), imageSide, "an image side is a multiple of 4");
    }
}
