namespace NatsBench.Fast.Model;

/// <summary>
/// The order in which the official archive numbers the cells of the topology space. For what has no list of
/// architectures: a real archive brings its own order. (The size space needs none: its index is <see cref="SizeNetwork.Code"/>.)
/// </summary>
public static class TopologyOrder
{
    private const uint OfficialSeed = 88;

    /// <summary>The <see cref="TopologyCell.Code"/> of every index, 0..15,624: all codes in ascending order, shuffled by Python's random generator.</summary>
    public static int[] Codes()
    {
        int[] codes = [.. Enumerable.Range(0, TopologyCell.Count)];
        new PythonRandom(OfficialSeed).Shuffle(codes);
        return codes;
    }
}
