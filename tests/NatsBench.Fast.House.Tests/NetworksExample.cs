using NatsBench.Fast.Model;
using NatsBench.Fast.Models;
using NatsBench.Fast.Models.Graph;

namespace NatsBench.Fast.House.Tests;

/// <summary>The example of docs/networks.md, compiled and run by a test.</summary>
internal static class NetworksExample
{
    public static void Run(NatsBenchmark bench, TextWriter output)
    {
        // networks: begin
        NetworkGraph network = CellNetworks.FromConfig(bench.NetworkConfig(284, Dataset.Cifar10));
        output.WriteLine($"{network.Parameters} parameters, {network.Cost(imageSide: 32).MultiplyAdds} multiply-adds");
        foreach (StateTensor tensor in network.State())
            output.WriteLine(tensor);                    // stem.0.weight [16, 3, 3, 3]
        // networks: end
    }
}
