namespace NatsBench.Fast.OneShot.Training;

/// <summary>The nine weight-sharing searches of the benchmark's paper.</summary>
public enum OneShotAlgorithm
{
    /// <summary>Random search with parameter sharing (Li and Talwalkar, UAI 2019), official <c>random</c>.</summary>
    Rsps,

    /// <summary>DARTS, first order (Liu, Simonyan and Yang, ICLR 2019), official <c>darts-v1</c>.</summary>
    DartsFirstOrder,

    /// <summary>DARTS, second order, official <c>darts-v2</c>.</summary>
    DartsSecondOrder,

    /// <summary>GDAS (Dong and Yang, CVPR 2019), official <c>gdas</c>.</summary>
    Gdas,

    /// <summary>SETN (Dong and Yang, ICCV 2019), official <c>setn</c>.</summary>
    Setn,

    /// <summary>ENAS (Pham and others, ICML 2018), official <c>enas</c>.</summary>
    Enas,

    /// <summary>Channel-wise interpolation (TAS, Dong and Yang, NeurIPS 2019), official <c>tas</c>.</summary>
    ChannelInterpolation,

    /// <summary>Masking with Gumbel-Softmax (FBNetV2, Wan and others, CVPR 2020), official <c>mask_gumbel</c>.</summary>
    MaskGumbel,

    /// <summary>Masking with sampling (TuNAS, Bender and others, CVPR 2020), official <c>mask_rl</c>.</summary>
    MaskSampling,
}
