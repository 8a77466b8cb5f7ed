using System.Text.Json.Nodes;
using NatsBench.Fast.OneShot.Replay;
using NatsBench.Fast.TestSupport;
using TorchSharp;

namespace NatsBench.Fast.OneShot.Tests.Replay;

/// <summary>Traces are files of others: what is missing, unknown or out of bounds is refused in one line that names it.</summary>
public sealed class HostileTraceTests
{
    public static TheoryData<string, string> Changes => new()
    {
        { "schedule.lr", "" },
        { "schedule.lr", "\"fast\"" },
        { "schedule.epochs", "0" },
        { "schedule.steps", "1e9" },
        { "schedule.warp", "1" },
        { "schedule.arch_betas", "[0.5]" },
        { "model.classes", "-1" },
        { "model.channels", "1000000" },
        { "model.ops", "[\"none\"]" },
        { "model.affine", "true" },
        { "data.side", "100000" },
        { "data.image", "\"j\"" },
        { "data.valid_batches", "[]" },
        { "algorithm", "\"gdas_v1\"" },
        { "space", "\"sss\"" },
        { "tensors", "\"../random.safetensors\"" },
        { "initial_state", "\"\"" },
        { "surprise", "1" },
        { "weights", "[\"a\"]" },
        { "epochs", "[]" },
        { "epochs.0.steps", "[]" },
        { "epochs.0.steps.0.passes.0.mode", "\"dreams\"" },
        { "epochs.0.steps.0.passes.0.cell_draws", "[[9]]" },
        { "epochs.0.steps.0.passes.0.cell_draws", "[]" },
        { "epochs.0.selection.candidates.0", "\"|none~0|\"" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_changed_trace_is_refused_in_one_line(string place, string value)
    {
        NeedsEngine.Skip();
        using TemporaryFolder folder = new();
        JsonNode root = JsonNode.Parse(File.ReadAllText(SharedData.Require("golden", "oneshot", "random.json")))!;
        string[] path = place.Split('.');
        JsonNode parent = path[..^1].Aggregate(root, (node, key) => node is JsonArray list ? list[int.Parse(key, null)]! : node[key]!);
        JsonNode? changed = value.Length == 0 ? null : JsonNode.Parse(value);
        if (parent is JsonArray array)
            array[int.Parse(path[^1], null)] = changed;
        else if (value.Length == 0)
            parent.AsObject().Remove(path[^1]);
        else
            parent[path[^1]] = changed;
        string message = Assert.Throws<NatsBenchException>(() => Replayer.Run(Write(folder, root), isDouble: true, torch.CPU, TestContext.Current.CancellationToken)).Message;
        Assert.DoesNotContain('\n', message);
        Assert.True(message.Length < 500, message);
    }

    [Fact]
    public void A_changed_number_is_found_where_it_is()
    {
        NeedsEngine.Skip();
        using TemporaryFolder folder = new();
        JsonNode root = JsonNode.Parse(File.ReadAllText(SharedData.Require("golden", "oneshot", "random.json")))!;
        JsonNode pass = root["epochs"]![1]!["steps"]![0]!["passes"]![0]!;
        pass["loss_f64"] = pass["loss_f64"]!.GetValue<double>() + 1e-7;
        ReplayReport report = Replayer.Run(Write(folder, root), isDouble: true, torch.CPU, TestContext.Current.CancellationToken);
        Assert.False(report.IsWithin);
        ReplayPart part = Assert.Single(report.Parts, part => part.Beyond > 0);
        Assert.Equal("e1/s0", part.Place);
        Assert.Contains("loss", part.FirstBeyond, StringComparison.Ordinal);
    }

    [Fact]
    public void A_trace_of_a_search_that_diverged_is_read()
    {
        NeedsEngine.Skip();
        using TemporaryFolder folder = new();
        JsonNode root = JsonNode.Parse(File.ReadAllText(SharedData.Require("golden", "oneshot", "random.json")))!;
        root["epochs"]![1]!["steps"]![0]!["passes"]![0]!["loss_f64"] = "NaN";
        root["epochs"]![1]!["steps"]![1]!["weight_norms_f64"]![2] = "Infinity";
        ReplayReport report = Replayer.Run(
            Write(folder, root, text => text.Replace("\"NaN\"", "NaN", StringComparison.Ordinal).Replace("\"Infinity\"", "Infinity", StringComparison.Ordinal)),
            isDouble: true, torch.CPU, TestContext.Current.CancellationToken);
        Assert.Equal(["e1/s0", "e1/s1"], report.Parts.Where(part => part.Beyond == 1).Select(part => part.Place));
        Assert.Equal(2, report.Parts.Sum(part => part.Beyond));
    }

    [Fact]
    public void A_choice_that_rounding_decides_may_be_recorded_for_each_precision()
    {
        NeedsEngine.Skip();
        using TemporaryFolder folder = new();
        JsonNode root = JsonNode.Parse(File.ReadAllText(SharedData.Require("golden", "oneshot", "random.json")))!;
        JsonNode final = root["final"]!;
        final["selected_f64"] = final["selected"]!.GetValue<string>();
        final["selected"] = "|none~0|+|none~0|none~1|+|none~0|none~1|none~2|";
        Assert.True(Replayer.Run(Write(folder, root), isDouble: true, torch.CPU, TestContext.Current.CancellationToken).IsWithin);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[1]")]
    [InlineData("{\"trace\": \"\\ud800\"}")]
    public void What_is_no_trace_is_refused(string text)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["t.json"], text);
        Assert.Throws<NatsBenchException>(() => Trace.Read(folder["t.json"]));
        Assert.Throws<NatsBenchException>(() => Trace.Read(folder["absent.json"]));
        Assert.Throws<NatsBenchException>(() => Trace.Read(folder.Path));
    }

    private static Trace Write(TemporaryFolder folder, JsonNode root, Func<string, string>? change = null)
    {
        foreach (string file in (string[])["random.safetensors", "tss-init.safetensors", "random-final.safetensors"])
            File.Copy(SharedData.Require("golden", "oneshot", file), folder[file]);
        File.WriteAllText(folder["t.json"], (change ?? (text => text))(root.ToJsonString()));
        return Trace.Read(folder["t.json"]);
    }
}
