namespace NatsBench.Fast.Model;

/// <summary>The five candidate operations of an edge; the values are the official codes.</summary>
public enum CellOperation
{
    /// <summary><c>none</c>: zero, the edge carries nothing.</summary>
    None = 0,

    /// <summary><c>skip_connect</c>: identity.</summary>
    SkipConnect = 1,

    /// <summary><c>nor_conv_1x1</c>: ReLU, 1x1 convolution, batch normalisation.</summary>
    NorConv1x1 = 2,

    /// <summary><c>nor_conv_3x3</c>: ReLU, 3x3 convolution, batch normalisation.</summary>
    NorConv3x3 = 3,

    /// <summary><c>avg_pool_3x3</c>: 3x3 average pooling of stride 1.</summary>
    AvgPool3x3 = 4,
}
