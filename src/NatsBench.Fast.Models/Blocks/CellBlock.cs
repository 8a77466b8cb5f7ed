using NatsBench.Fast.Models.Graph;

namespace NatsBench.Fast.Models.Blocks;

/// <summary>
/// A cell: the value of a node is the sum of its edges, the last node is the output (AutoDL-Projects, <c>InferCell</c> of
/// <c>xautodl/models/cell_infers/cells.py</c>). Edges are numbered through the whole cell, those without tensors too.
/// </summary>
internal static class CellBlock
{
    /// <summary>Appends a cell; edges from its input change the width, all others keep the new one.</summary>
    public static int Append(GraphBuilder graph, string path, Genotype genotype, int input, int inChannels, int outChannels)
    {
        List<int> nodes = [input];
        int layer = 0;
        foreach (Genotype.Edge[] edges in genotype.Nodes)
        {
            int[] terms = new int[edges.Length];
            for (int i = 0; i < terms.Length; i++, layer++)
                terms[i] = EdgeBlock.Append(
                    graph, $"{path}.layers.{layer}", edges[i].Operation, nodes[edges[i].Source], edges[i].Source == 0 ? inChannels : outChannels, outChannels);
            nodes.Add(terms is [int only] ? only : graph.Add($"{path}.nodes.{nodes.Count}", new Sum(), terms));
        }
        return nodes[^1];
    }
}
