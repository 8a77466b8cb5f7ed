namespace NatsBench.Fast.Models.Graph;

/// <summary>What a tensor of a network's state is for.</summary>
public enum TensorKind
{
    /// <summary>Trained, float32; the only kind that counts as parameters.</summary>
    Parameter,

    /// <summary>A running statistic of a batch normalisation, float32; not trained.</summary>
    Statistic,

    /// <summary>How many batches a batch normalisation has seen, int64, a scalar; not trained and not used in inference.</summary>
    Counter,
}
