using NatsBench.Fast.Model;

namespace NatsBench.Fast.Search.Spaces;

/// <summary>The classes of isomorphic cells in a topology file.</summary>
internal static class IsomorphismClasses
{
    /// <summary>For each architecture the lowest index of its class.</summary>
    /// <exception cref="NatsBenchException">A size file, whose networks all differ.</exception>
    public static int[] LowestMembers(NatsBenchmark bench)
    {
        if (bench.Space != SearchSpace.Topology)
            throw new NatsBenchException($"{bench.Path}: the size space has no isomorphic architectures to collapse");
        Dictionary<string, int> lowest = new(StringComparer.Ordinal);
        int[] members = new int[bench.Count];
        for (int architecture = 0; architecture < members.Length; architecture++)
        {
            string text = bench.UniqueString(architecture);
            if (!lowest.TryGetValue(text, out members[architecture]))
                lowest.Add(text, members[architecture] = architecture);
        }
        return members;
    }
}
