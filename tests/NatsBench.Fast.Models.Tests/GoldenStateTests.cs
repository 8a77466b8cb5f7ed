using System.Text.Json;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Graph;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Models.Tests;

/// <summary>Names, shapes and order of tensors against the state dictionaries that PyTorch wrote.</summary>
public sealed class GoldenStateTests
{
    [Theory]
    [InlineData("logits-tss-284.json")]
    [InlineData("logits-sss-11.json")]
    public void A_network_has_the_tensors_of_its_trained_ones(string file)
    {
        using JsonDocument golden = JsonDocument.Parse(File.ReadAllText(SharedData.Require("golden", file)));
        JsonElement[] trials = [.. golden.RootElement.GetProperty("trials").EnumerateArray()];
        Assert.NotEmpty(trials);
        foreach (JsonElement trial in trials)
        {
            JsonProperty[] tensors = [.. trial.GetProperty("tensors").EnumerateObject()];
            string architecture = trial.GetProperty("arch").GetString()!;
            int classes = tensors.Single(tensor => tensor.Name == "classifier.bias").Value[0].GetInt32();
            NetworkGraph network = TopologyCell.TryParse(architecture, out TopologyCell cell)
                ? CellNetworks.Of(cell, classes)
                : CellNetworks.Of(SizeNetwork.Parse(architecture), classes);
            Assert.Equal(trial.GetProperty("params").GetInt64(), network.Parameters);
            Assert.Equal(
                tensors.Select(tensor => $"{tensor.Name} [{string.Join(", ", tensor.Value.EnumerateArray())}]"),
                network.State().Select(tensor => tensor.ToString()));
        }
    }
}
