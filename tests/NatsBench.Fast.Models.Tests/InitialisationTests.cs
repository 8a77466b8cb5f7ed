using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Graph;
using NatsBench.Fast.Models.Initialisation;
using NatsBench.Fast.Models.Weights;
using NatsBench.Fast.Records;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Models.Tests;

/// <summary>Fresh networks against those that PyTorch made (<c>tools/oracle/networks</c>).</summary>
public sealed class InitialisationTests
{
    private static readonly JsonElement[] Golden = [.. JsonDocument.Parse(File.ReadAllText(Path.Combine(
        SharedData.RepositoryRoot, "tests", "NatsBench.Fast.Models.Tests", "golden", "initialisation.json"))).RootElement.GetProperty("cases").EnumerateArray()];

    public static TheoryData<int> Cases { get; } = [.. Enumerable.Range(0, Golden.Length)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_fresh_network_is_that_of_PyTorch_to_the_last_bit(int index)
    {
        JsonElement golden = Golden[index];
        NetworkGraph network = Network(golden);
        TorchGenerator generator = new(golden.GetProperty("seed").GetInt64());
        TrainedNetwork fresh = network.Initialise(generator);
        foreach (JsonProperty drawn in golden.GetProperty("drawn").EnumerateObject())
            Assert.Equal($"{drawn.Name} {drawn.Value}", $"{drawn.Name} {Digest(fresh.Tensors.Where(tensor => tensor.Name == drawn.Name))}");
        Assert.Equal(golden.GetProperty("tensors").GetInt32(), fresh.Tensors.Count);
        Assert.Equal(golden.GetProperty("all").GetString(), Digest(fresh.Tensors));
        Assert.Equal(golden.GetProperty("next").GetDouble(), generator.NextSingle());
    }

    [Fact]
    public void A_fresh_network_can_be_loaded_as_a_trained_one()
    {
        NetworkGraph network = CellNetworks.Of(SizeNetwork.Parse("8:16:24:32:40"), classes: 120);
        TrainedNetwork fresh = network.Initialise(seed: 777);
        TrainedNetwork loaded = network.LoadState(new TensorSet(fresh.Tensors));
        Assert.Equal(network.State().Select(tensor => tensor.Name), loaded.Tensors.Select(tensor => tensor.Name));
        Assert.Equal(Digest(fresh.Tensors), Digest(loaded.Tensors));
    }

    [Fact]
    public void Each_seed_gives_a_network_of_its_own()
    {
        NetworkGraph network = CellNetworks.Of(SizeNetwork.Parse("8:8:8:8:8"), classes: 10);
        Assert.NotEqual(Digest(network.Initialise(seed: 777).Tensors), Digest(network.Initialise(seed: 778).Tensors));
    }

    [Fact]
    public void Two_networks_of_one_generator_follow_each_other()
    {
        NetworkGraph network = CellNetworks.Of(SizeNetwork.Parse("8:8:8:8:8"), classes: 10);
        TorchGenerator generator = new(777);
        string first = Digest(network.Initialise(generator).Tensors), second = Digest(network.Initialise(generator).Tensors);
        Assert.Equal(Digest(network.Initialise(seed: 777).Tensors), first);
        Assert.NotEqual(first, second);
    }

    [Fact]
    public void A_tensor_that_no_memory_holds_is_refused()
    {
        NetworkGraph network = CellNetworks.Of([[new CellEdge("none", 0)]], [1, 1, 1, 65_536, 65_536], classes: 2);
        string message = Assert.Throws<NatsBenchException>(() => network.Initialise(seed: 0)).Message;
        Assert.Equal("cells.3.conv_b.op.1.weight [65536, 65536, 3, 3] has 38654705664 numbers, more than one piece of memory holds", message);
    }

    private static NetworkGraph Network(JsonElement golden) => CellNetworks.FromConfig([.. golden.GetProperty("config").EnumerateObject().Select(
        entry => new ConfigEntry(entry.Name, entry.Value.ValueKind == JsonValueKind.String ? entry.Value.GetString() : entry.Value.GetInt64()))]);

    private static string Digest(IEnumerable<Tensor> tensors)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Tensor tensor in tensors)
            hash.AppendData(tensor.Type == ElementType.F32 ? MemoryMarshal.AsBytes(tensor.Floats) : MemoryMarshal.AsBytes(tensor.Integers));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
