using System.Diagnostics;

namespace NatsBench.Fast.Model;

/// <summary>The official names of a module's operations.</summary>
public static class ModuleOperations
{
    /// <summary>Number of operations that a vertex chooses from.</summary>
    public const int Count = 3;

    /// <summary>What the first vertex is called.</summary>
    public const string Input = "input";

    /// <summary>What the last vertex is called.</summary>
    public const string Output = "output";

    /// <summary>The official name, such as <c>conv3x3-bn-relu</c>.</summary>
    public static string OfficialName(this ModuleOperation operation) => operation switch
    {
        ModuleOperation.Conv3x3 => "conv3x3-bn-relu",
        ModuleOperation.Conv1x1 => "conv1x1-bn-relu",
        ModuleOperation.MaxPool3x3 => "maxpool3x3",
        _ => throw new UnreachableException(),
    };

    /// <summary>Reads an official name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="operation">The operation.</param>
    public static bool TryParse(ReadOnlySpan<char> name, out ModuleOperation operation)
    {
        for (operation = 0; (int)operation < Count; operation++)
            if (name.SequenceEqual(operation.OfficialName()))
                return true;
        operation = default;
        return false;
    }
}
