using NatsBench.Fast.Model;

namespace NatsBench.Fast.OneShot.Scoring;

/// <summary>The official order of architectures, without a table.</summary>
public static class OfficialIndex
{
    private static readonly Lazy<int[]> LazyCells = new(() =>
    {
        int[] codes = TopologyOrder.Codes(), indices = new int[codes.Length];
        for (int index = 0; index < codes.Length; index++)
            indices[codes[index]] = index;
        return indices;
    });

    /// <summary>The index of an architecture.</summary>
    /// <param name="architecture">Its official text.</param>
    /// <exception cref="NatsBenchException">It is none.</exception>
    public static int Of(string architecture)
    {
        ArgumentException.ThrowIfNullOrEmpty(architecture);
        return SearchSpaces.Detect(architecture) == SearchSpace.Topology ? LazyCells.Value[TopologyCell.Parse(architecture).Code] : SizeNetwork.Parse(architecture).Code;
    }
}
