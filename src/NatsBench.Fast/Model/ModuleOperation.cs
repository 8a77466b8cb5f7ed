namespace NatsBench.Fast.Model;

/// <summary>What a vertex of a NAS-Bench-101 module computes; the number is its label in the module's hash.</summary>
public enum ModuleOperation
{
    /// <summary><c>conv3x3-bn-relu</c>.</summary>
    Conv3x3 = 0,

    /// <summary><c>conv1x1-bn-relu</c>.</summary>
    Conv1x1 = 1,

    /// <summary><c>maxpool3x3</c>.</summary>
    MaxPool3x3 = 2,
}
