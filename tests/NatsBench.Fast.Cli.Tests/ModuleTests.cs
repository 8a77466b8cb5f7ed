using System.Text.Json;
using NatsBench.Fast.Cli.Tests.Support;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Cli.Tests;

/// <summary>NAS-Bench-101 on the command line.</summary>
public sealed class ModuleTests : IDisposable
{
    private const string Hash = "00005c142e6f48ac74fdcf73e3439874";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_real_record_is_converted_verified_and_asked()
    {
        string source = SharedData.Require("data", "tables", "nasbench101", "one-record.tfrecord"), file = _folder["x.natsb"];
        JsonElement converted = Natsbench.Run("convert", source, "-o", file, "--json").Json();
        Assert.Equal(("tfrecord", 1, 1), (converted.GetProperty("kind").GetString(), converted.GetProperty("architectures").GetInt32(), converted.GetProperty("runs").GetInt32()));
        Assert.Contains("equal bit for bit", Natsbench.Run("verify", file, "--against", source).Succeeded(), StringComparison.Ordinal);
        Assert.Equal("nasbench101", Natsbench.Run("info", file, "--json").Json().GetProperty("space").GetString());
        JsonElement module = Natsbench.Run("arch", file, Hash, "--json").Json().GetProperty("architectures")[0];
        string text = $"{module.GetProperty("matrix").GetString()}:{string.Join(',', module.GetProperty("operations").EnumerateArray().Select(one => one.GetString()))}";
        foreach (string name in (string[])["0", Hash, text])
        {
            JsonElement train = Natsbench.Run("query", file, name, "--dataset", "cifar10", "--hp", "4", "--json").Json().GetProperty("sets").GetProperty("train");
            Assert.Equal((89.90399932861328, 34.98597741127014), (train.GetProperty("all_time").GetDouble(), train.GetProperty("accuracy").GetDouble()));
            Assert.Equal(JsonValueKind.Null, train.GetProperty("loss").ValueKind);
        }
        Assert.Contains("no path", Natsbench.Run("query", file, "0000:input,output", "--dataset", "cifar10", "--hp", "4").Failed(1), StringComparison.Ordinal);
        Assert.Contains("upper triangular", Natsbench.Run("query", file, "0010:input,output", "--dataset", "cifar10", "--hp", "4").Failed(1), StringComparison.Ordinal);
        Assert.Contains("no accuracy", Natsbench.Run("query", file, "0", "--dataset", "cifar10", "--hp", "4", "--epoch", "0").Failed(1), StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_file_leaves_nothing_behind()
    {
        string source = _folder["x.tfrecord"];
        Natsbench.Run("synth", "nasbench101", "--archive", source, "--count", "10").Succeeded();
        byte[] bytes = File.ReadAllBytes(source);
        File.WriteAllBytes(source, bytes[..^7]);
        string error = Natsbench.Run("convert", source, "-o", _folder["x.natsb"]).Failed(1);
        Assert.Contains("record 119 at byte ", error, StringComparison.Ordinal);
        Assert.Contains("ends inside it", error, StringComparison.Ordinal);
        bytes[40] ^= 1;
        File.WriteAllBytes(source, bytes);
        Assert.Contains("record 0 at byte 0: its checksum does not fit", Natsbench.Run("convert", source, "-o", _folder["x.natsb"]).Failed(1), StringComparison.Ordinal);
        Assert.Equal([source], Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_made_up_table_is_searched_and_asked_for_its_best()
    {
        string source = _folder["x.tfrecord"], file = _folder["x.natsb"];
        Natsbench.Run("synth", "nasbench101", "--archive", source, "--count", "300").Succeeded();
        Assert.True(Natsbench.Run("convert", source, "-o", file, "--json").Json().GetProperty("synthetic").GetBoolean());
        Assert.Contains("nasbench101-model 1, seed 0", Natsbench.Run("info", file).Succeeded(), StringComparison.Ordinal);
        JsonElement best = Natsbench.Run("best", file, "--dataset", "cifar10", "--set", "valid", "--json").Json();
        Assert.Equal(JsonValueKind.Null, best.GetProperty("best").GetProperty("flops").ValueKind);
        Assert.Contains("neither FLOPs nor latencies", Natsbench.Run("search", file, "--algorithm", "rea", "--trials", "2", "--max-flops", "9").Failed(1), StringComparison.Ordinal);
        Assert.Contains("neither FLOPs nor latencies", Natsbench.Run("best", file, "--dataset", "cifar10", "--set", "valid", "--max-flops", "9").Failed(1), StringComparison.Ordinal);
        string[] rows = Natsbench.Run("search", file, "--algorithm", "random,rea,local-search", "--trials", "2", "--budget", "200000", "--json").Succeeded().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, rows.Length);
        Natsbench.Run("search", file, "--algorithm", "asha", "--fidelity", "ladder", "--trials", "2", "--budget", "200000").Succeeded();
        Assert.Contains("random, rea, local-search", Natsbench.Run("search", file, "--algorithm", "bohb", "--trials", "2").Failed(1), StringComparison.Ordinal);
        Outcome call = Natsbench.Run("call", file), export = Natsbench.Run("export-official", file, "-o", _folder["archive"]);
        Assert.Equal((1, 1), (call.ExitCode, export.ExitCode));
        Assert.Contains("no calls of nats_bench", call.Error, StringComparison.Ordinal);
        Assert.Contains("no archives", export.Error, StringComparison.Ordinal);
    }
}
