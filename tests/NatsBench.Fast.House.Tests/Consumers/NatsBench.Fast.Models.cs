using NatsBench.Fast.Model;
using NatsBench.Fast.Models;
using NatsBench.Fast.Models.Graph;

NetworkGraph network = CellNetworks.Of(SizeNetwork.Parse(args[0]), classes: 10);
Console.WriteLine($"{network.Parameters} {network.Cost(imageSide: 32).MultiplyAdds} {network.State()[0]}");
