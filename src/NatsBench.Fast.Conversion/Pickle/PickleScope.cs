namespace NatsBench.Fast.Conversion.Pickle;

/// <summary>What a pickle is read for, which says what becomes of tensors.</summary>
internal enum PickleScope
{
    /// <summary>Numbers: tensors are noticed and dropped.</summary>
    Numbers,

    /// <summary>Weights: tensors are kept as they are written, for whoever decodes the chosen ones.</summary>
    Weights,

    /// <summary>The head of a PyTorch stream: a reference to a storage stands for itself.</summary>
    TorchStream,

    /// <summary>Numbers of a PyTorch file: tensors refer to storages behind the pickle, which are counted and dropped.</summary>
    TorchFile,

    /// <summary>Images: NumPy arrays of any dimensions are kept as they are written; there are no tensors.</summary>
    Images,
}
