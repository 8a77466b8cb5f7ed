using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NatsBench.Fast.Conversion.Weights;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models;
using NatsBench.Fast.Models.Graph;
using NatsBench.Fast.Models.Weights;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Conversion.Tests.Weights;

/// <summary>Weights of official records.</summary>
public sealed class RealWeightTests
{
    // SHA-256 over name, line feed and numbers of each tensor in its order, as Python's own pickle module reads them.
    [Theory]
    [InlineData("NATS-tss-v1_0-3ffb9-full", 284, "cifar10-valid", 777, "6f38e4caad372d3a85004a9423fc378bbf5e3336f5b2e5405549dc12128c72a4")]
    [InlineData("NATS-tss-v1_0-3ffb9-full", 284, "cifar10-valid", 111, "cbad7dcf5aaeea7cf8f3a243dc30e320a645856c5dfff0958f2be3a367785ab6")]
    [InlineData("NATS-tss-v1_0-3ffb9-full", 284, "cifar10", 111, "8c1ad66ca4379a88c3a25fe8e3039eff7d33fe40cc07fad39e43ec57ff8e219f")]
    [InlineData("NATS-tss-v1_0-3ffb9-full", 284, "cifar100", 111, "58a37627f34ccc753c468c5e4540c38f63b2fdd266ad107b8b0ed6ea14bf333d")]
    [InlineData("NATS-tss-v1_0-3ffb9-full", 284, "ImageNet16-120", 111, "f9a2ca54c31b7a51f16c281cf4670a425f3c28d204f84b495e83c55ed6415683")]
    [InlineData("NATS-sss-v1_0-50262-full", 11, "cifar10", 777, "df81972013b9de66481ce952516dd38209bd33b0548d0d7d028ba54d79b20b42")]
    [InlineData("NATS-sss-v1_0-50262-full", 11, "cifar100", 777, "f81092b4333585b4838e10472e24cb306bd44bba081070e2361c439b608118b9")]
    [InlineData("NATS-sss-v1_0-50262-full", 11, "ImageNet16-120", 777, "efa534c32b46df2f7196cab87e038a6f03333d8a01ad5bcb23c407c803963de2")]
    public void Every_number_of_a_state_has_its_bits(string archive, int index, string dataset, long seed, string sha256)
    {
        TensorSet tensors = WeightArchive.Open(SharedData.Require("data", archive)).GetNetParam(index, new Dataset(dataset), seed)[seed];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Tensor tensor in tensors.Tensors)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(tensor.Name + "\n"));
            hash.AppendData(tensor.Type == ElementType.F32 ? MemoryMarshal.AsBytes(tensor.Floats) : MemoryMarshal.AsBytes(tensor.Integers));
        }
        Assert.Equal(sha256, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    [Theory]
    [InlineData("NATS-tss-v1_0-3ffb9-full", 284, "logits-tss-284.json", 5)]
    [InlineData("NATS-sss-v1_0-50262-full", 11, "logits-sss-11.json", 3)]
    public void A_state_has_the_names_and_shapes_that_PyTorch_loads_and_fits_its_network(string archive, int index, string golden, int trials)
    {
        var weights = WeightArchive.Open(SharedData.Require("data", archive));
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(SharedData.Require("golden", golden)));
        int compared = 0;
        foreach (JsonElement trial in document.RootElement.GetProperty("trials").EnumerateArray())
        {
            string architecture = trial.GetProperty("arch").GetString()!;
            long seed = trial.GetProperty("seed").GetInt64();
            TensorSet tensors = weights.GetNetParam(
                index, new Dataset(trial.GetProperty("dataset").GetString()!), seed, new TrainingSetting(trial.GetProperty("hp").GetString()!))[seed];
            Assert.Equal(
                trial.GetProperty("tensors").EnumerateObject().Select(tensor => $"{tensor.Name} [{string.Join(", ", tensor.Value.EnumerateArray())}]"),
                tensors.Tensors.Select(tensor => $"{tensor.Name} [{string.Join(", ", tensor.Shape.ToArray())}]"));
            int classes = tensors["classifier.bias"].Shape[0];
            NetworkGraph network = TopologyCell.TryParse(architecture, out TopologyCell cell)
                ? CellNetworks.Of(cell, classes)
                : CellNetworks.Of(SizeNetwork.Parse(architecture), classes);
            TrainedNetwork trained = network.LoadState(tensors);
            Assert.Equal(tensors.Tensors, trained.Tensors);
            compared++;
        }
        Assert.Equal(trials, compared);
    }

    [Fact]
    public void Without_a_seed_come_all_that_have_weights()
    {
        var topology = WeightArchive.Open(SharedData.Require("data", "NATS-tss-v1_0-3ffb9-full"));
        Assert.Equal([111, 777], topology.GetNetParam(284, Dataset.Cifar10Valid).Keys.Order());
        var size = WeightArchive.Open(SharedData.Require("data", "NATS-sss-v1_0-50262-full"));
        Assert.Equal([777], size.GetNetParam(11, Dataset.Cifar10).Keys); // 888 and 999 were cleared
    }

    [Theory]
    [InlineData("NATS-tss-v1_0-3ffb9-simple", 284, "12", "cifar10", 111L, "hp 12, cifar10, seed 111: no weights, nor anywhere in the record; the '-full' download")]
    [InlineData("NATS-tss-v1_0-3ffb9-full", 284, "200", "cifar10", 777L, "this training's weights were left out of the archive; the record has those of hp 12, cifar10-valid, seed 777")]
    [InlineData("NATS-sss-v1_0-50262-full", 11, "01", "cifar10", null, "hp 01, cifar10: this training's weights were left out")]
    [InlineData("NATS-tss-v1_0-3ffb9-full", 284, "90", "cifar10", null, "no setting '90'; the record has 12, 200")]
    [InlineData("NATS-tss-v1_0-3ffb9-full", 284, "12", "cifar", null, "no dataset 'cifar'; the record has ImageNet16-120, cifar10, cifar10-valid, cifar100")]
    [InlineData("NATS-tss-v1_0-3ffb9-full", 284, "12", "cifar10", 5L, "no seed 5; there are 111")]
    [InlineData("NATS-tss-v1_0-3ffb9-full", 3, "12", "cifar10", null, "000003.pickle.pbz2: there is no such file")]
    public void What_is_not_there_is_said_in_one_line(string archive, int index, string setting, string dataset, long? seed, string message)
    {
        var weights = WeightArchive.Open(SharedData.Require("data", archive));
        var error = Assert.Throws<NatsBenchException>(() => weights.GetNetParam(index, new Dataset(dataset), seed, new TrainingSetting(setting)));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains(archive, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }
}
