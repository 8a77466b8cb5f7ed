using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text.Json;
using NatsBench.Fast.Cli.Tests.Support;
using NatsBench.Fast.Conversion.Weights;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Stores;
using NatsBench.Fast.Models.Weights;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Cli.Tests;

/// <summary><c>natsbench weights</c> on full records.</summary>
public sealed class WeightsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _full = SharedData.Require("data", "NATS-tss-v1_0-3ffb9-full");
    private readonly string _simple = SharedData.Require("data", "NATS-tss-v1_0-3ffb9-simple");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_list_says_what_has_weights_in_directory_tar_record_and_store()
    {
        string tar = Tar(_full), store = _folder["a.natsw"];
        Natsbench.Run("weights", "extract", _full, "-o", store).Succeeded();
        string[] lists = [.. new[] { _full, tar, Path.Combine(_full, "000284.pickle.pbz2"), store }.Select(source =>
        {
            JsonElement list = Natsbench.Run("weights", "list", source, "--json").Json();
            Assert.Equal((source, 1, 1), (list.GetProperty("source").GetString(), list.GetProperty("architectures").GetInt32(), list.GetProperty("with_weights").GetInt32()));
            return list.GetProperty("trainings").GetRawText();
        })];
        Assert.StartsWith("""[{"hp":"12","dataset":"ImageNet16-120","seed":111,"architectures":[284]},""", lists[0], StringComparison.Ordinal);
        Assert.All(lists, list => Assert.Equal(lists[0], list));
        Assert.True(File.Exists(tar + ".index"));
        string text = Natsbench.Run("weights", "list", store, "--dataset", "cifar10-valid", "--seed", "777").Succeeded();
        Assert.Contains("weights of 1 of 1 architectures", text, StringComparison.Ordinal);
        Assert.DoesNotContain("111", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_extracted_network_has_the_tensors_of_the_archive()
    {
        string store = _folder["a.natsw"], file = _folder["a.safetensors"];
        JsonElement report = Natsbench.Run("weights", "extract", _full, "--arch", "all", "--dataset", "cifar10", "--hp", "12", "-o", store, "--json").Json();
        Assert.Equal((1, 129, new FileInfo(store).Length), (report.GetProperty("networks").GetInt32(), report.GetProperty("tensors").GetInt32(), report.GetProperty("bytes").GetInt64()));
        Natsbench.Run("weights", "extract", Tar(_full), "--arch", "284", "--dataset", "cifar10", "--seed", "111", "--safetensors", file).Succeeded();
        TensorSet expected = WeightArchive.Open(_full).GetNetParam(284, Dataset.Cifar10)[111];
        using (WeightStore opened = WeightStore.Open(store))
            Assert.Equal(Hashes(expected), Hashes(opened.GetNetParam(284, Dataset.Cifar10)[111]));
        Assert.Equal(Hashes(expected), Hashes(SafetensorsFile.Read(file).Tensors));
        foreach (JsonElement shown in (JsonElement[])
            [
                Natsbench.Run("weights", "show", _full, "--dataset", "cifar10", "--json").Json(), Natsbench.Run("weights", "show", store, "--arch", "284", "--json").Json(),
                Natsbench.Run("weights", "show", file, "--json").Json(),
            ])
            Assert.Equal(Hashes(expected), shown.GetProperty("tensors").EnumerateObject().Select(tensor =>
                $"{tensor.Name} {tensor.Value.GetProperty("dtype")} {tensor.Value.GetProperty("shape")} {tensor.Value.GetProperty("sha256")}"));
        Assert.Contains("stem.0.weight", Natsbench.Run("weights", "show", store).Succeeded(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_gets_a_file_for_each_training()
    {
        string output = Natsbench.Run("weights", "extract", _full, "--safetensors", _folder["out"]).Succeeded();
        Assert.Contains("5 networks of 1 architectures", output, StringComparison.Ordinal);
        Assert.Contains("000284-12-cifar10-valid-777.safetensors", Directory.EnumerateFiles(_folder["out"]).Select(Path.GetFileName));
        Assert.Equal(5, Directory.EnumerateFiles(_folder["out"]).Count());
    }

    [Fact]
    public void A_simple_archive_says_which_download_has_weights()
    {
        foreach (string archive in (string[])[_simple, Tar(_simple), Path.Combine(_simple, "000284.pickle.pbz2")])
        {
            Assert.Contains("the '-full' download of the space has them", Natsbench.Run("weights", "extract", archive, "-o", _folder["a.natsw"]).Failed(1), StringComparison.Ordinal);
            Assert.Contains("the '-full' download of the space has them", Natsbench.Run("weights", "show", archive).Failed(1), StringComparison.Ordinal);
            Outcome list = Natsbench.Run("weights", "list", archive);
            Assert.Equal(1, list.ExitCode);
            Assert.Contains("the '-full' download of the space has them", list.Error, StringComparison.Ordinal);
        }
        Assert.False(File.Exists(_folder["a.natsw"]));
    }

    [Fact]
    public void What_is_wrong_is_said_in_one_line()
    {
        Assert.Contains("no architecture 11; it has index 284", Natsbench.Run("weights", "list", _full, "--arch", "11").Failed(1), StringComparison.Ordinal);
        Assert.Contains("no architecture 0;", Natsbench.Run("weights", "list", _full, "--arch", "0-2000000000").Failed(1), StringComparison.Ordinal);
        Assert.Contains("architecture 284 has no weights of hp 200", Natsbench.Run("weights", "extract", _full, "--hp", "200", "-o", _folder["a.natsw"]).Failed(1), StringComparison.Ordinal);
        Assert.Contains("a file holds one network", Natsbench.Run("weights", "extract", _full, "--safetensors", _folder["a.safetensors"]).Failed(1), StringComparison.Ordinal);
        Assert.Contains("no weights of", Natsbench.Run("weights", "show", _full, "--seed", "5").Failed(1), StringComparison.Ordinal);
        Assert.Contains("there is no such file or directory", Natsbench.Run("weights", "list", _folder["none"]).Failed(1), StringComparison.Ordinal);
        File.WriteAllText(_folder["x.safetensors"], "hello, this is none");
        Assert.Contains("not a whole safetensors file", Natsbench.Run("weights", "show", _folder["x.safetensors"]).Failed(1), StringComparison.Ordinal);
        File.WriteAllBytes(_folder["x.natsw"], [0x89, .. "NWS\r\n\u001a\n"u8]);
        Assert.Contains("not a whole weight store", Natsbench.Run("weights", "show", _folder["x.natsw"]).Failed(1), StringComparison.Ordinal);
        Assert.Contains("is a weight store already", Natsbench.Run("weights", "extract", _folder["x.natsw"], "-o", _folder["a.natsw"]).Failed(1), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--arch: '5-3' ends before it begins", "weights", "list", "X", "--arch", "5-3")]
    [InlineData("--arch: 'x' is no index", "weights", "list", "X", "--arch", "1,x")]
    [InlineData("--arch: '-1' is no index", "weights", "list", "X", "--arch=-1")]
    [InlineData("--arch: '' is no index", "weights", "list", "X", "--arch", "1,")]
    [InlineData("--seed: 'x' is not a whole number", "weights", "list", "X", "--seed", "x")]
    [InlineData("--dataset is empty", "weights", "list", "X", "--dataset", "")]
    [InlineData("Name a weight store with -o, or safetensors", "weights", "extract", "X")]
    [InlineData("Name a weight store with -o, or safetensors", "weights", "extract", "X", "-o", "a", "--safetensors", "b")]
    [InlineData("no command 'lst'; did you mean 'list'?", "weights", "lst")]
    [InlineData("--tensor-values goes with --weights", "call", "X", "--tensor-values")]
    public void A_wrong_command_line_is_refused(string reason, params string[] command) => Assert.Contains(reason, Natsbench.Run(command).Failed(2), StringComparison.Ordinal);

    [Fact]
    public void The_calls_about_weights_are_answered_as_the_official_library_does()
    {
        string file = _folder["tss.natsb"];
        Natsbench.Run("convert", _simple, "-o", file).Succeeded();
        string[] answers = Calls(file, ["--weights", _full],
            """{"call": "get_net_param", "args": {"index": 284, "dataset": "cifar10", "seed": 111}}""",
            """{"call": "get_net_param", "args": {"index": 284, "dataset": "cifar10", "seed": 777, "hp": "200"}}""",
            """{"call": "clear_params", "args": {"index": 284, "hp": 200}}""",
            """{"call": "get_net_param", "args": {"index": 284, "dataset": "cifar10", "seed": 111}}""",
            """{"call": "clear_params", "args": {"index": 284}}""",
            """{"call": "get_net_param", "args": {"index": 284, "dataset": "cifar10", "seed": 111}}""",
            """{"call": "get_net_param", "args": {"index": 284, "dataset": "cifar10-valid", "seed": null}}""",
            """{"call": "reload", "args": {"index": 284}}""",
            """{"call": "get_net_param", "args": {"index": 284, "dataset": "cifar10", "seed": 111}}""",
            """{"call": "get_net_config", "args": {"index": 284, "dataset": "cifar10"}}""");
        TensorSet expected = WeightArchive.Open(_full).GetNetParam(284, Dataset.Cifar10)[111];
        using JsonDocument first = JsonDocument.Parse(answers[0]);
        Assert.Equal(Hashes(expected), first.RootElement.GetProperty("result").EnumerateObject().Select(tensor =>
            $"{tensor.Name} {tensor.Value.GetProperty("dtype")} {tensor.Value.GetProperty("shape")} {tensor.Value.GetProperty("sha256")}"));
        string none = """{"result":null}""";
        Assert.Equal([none, none, answers[0], none, none, """{"result":{"111":null,"777":null}}"""], (string[])[.. answers[1..6], Sorted(answers[6])]);
        Assert.Equal([none, answers[0]], answers[7..9]);
        Assert.Contains("infer.tiny", answers[9], StringComparison.Ordinal);

        // Seeds come in the record's order.
        static string Sorted(string answer) => answer.Contains("""{"777":null,"111":null}""", StringComparison.Ordinal) ? """{"result":{"111":null,"777":null}}""" : answer;
    }

    [Fact]
    public void Every_number_is_told_where_it_is_asked_for()
    {
        string file = _folder["tss.natsb"];
        Natsbench.Run("convert", _simple, "-o", file).Succeeded();
        using JsonDocument answer = JsonDocument.Parse(Calls(file, ["--weights", Tar(_full), "--tensor-values"],
            """{"call": "get_net_param", "args": {"index": 284, "dataset": "cifar10", "seed": 111}}""")[0]);
        foreach (Tensor tensor in WeightArchive.Open(_full).GetNetParam(284, Dataset.Cifar10)[111].Tensors)
        {
            JsonElement values = answer.RootElement.GetProperty("result").GetProperty(tensor.Name).GetProperty("values");
            if (tensor.Type == ElementType.F32)
                Assert.Equal(tensor.Floats.ToArray(), values.EnumerateArray().Select(value => (float)value.GetDouble()));
            else
                Assert.Equal(tensor.Integers.ToArray(), values.EnumerateArray().Select(value => value.GetInt64()));
        }
    }

    [Fact]
    public void Calls_that_the_official_library_refuses_are_refused_by_its_names()
    {
        string file = _folder["tss.natsb"];
        Natsbench.Run("convert", _simple, "-o", file).Succeeded();
        string[] errors = [.. Calls(file, ["--weights", _full],
            """{"call": "clear_params", "args": {"index": 12}}""",
            """{"call": "clear_params", "args": {"index": "284"}}""",
            """{"call": "clear_params", "args": {"index": 284, "hp": "90"}}""",
            """{"call": "reload", "args": {"index": -1}}""",
            """{"call": "reload", "args": {"index": 99999}}""",
            """{"call": "reload", "args": {"index": 11}}""",
            """{"call": "reload", "args": {"index": 284.0}}""",
            """{"call": "reload", "args": {"index": "284"}}""",
            """{"call": "reload"}""",
            """{"call": "reload", "args": {"archive_root": "/nowhere", "index": 284}}""",
            """{"call": "get_net_param", "args": {"index": 11, "dataset": "cifar10", "seed": 777}}""",
            """{"call": "get_net_param", "args": {"index": 284, "dataset": "cifar10", "seed": 5}}""").Select(Error)];
        Assert.Equal(
            [
                "KeyError", "KeyError", "ValueError", "AssertionError", "AssertionError", "AssertionError", "ValueError", "TypeError", "AssertionError", "ValueError", "ValueError", "ValueError",
            ], errors);
        string[] without = Calls(file, [],
            """{"call": "get_net_param", "args": {"index": 284, "dataset": "cifar10", "seed": 111}}""",
            """{"call": "clear_params", "args": {"index": 284}}""",
            """{"call": "reload", "args": {"index": 284}}""");
        Assert.Equal(["""{"result":null}""", """{"result":null}"""], without[..2]);
        Assert.Contains("name the full archive, by 'natsbench call --weights ARCHIVE'", without[2], StringComparison.Ordinal);

        static string Error(string answer)
        {
            using JsonDocument document = JsonDocument.Parse(answer);
            return document.RootElement.GetProperty("error").GetString()!;
        }
    }

    private static string[] Calls(string file, string[] options, params string[] calls) =>
        Natsbench.RunWithInput(string.Join('\n', calls), ["call", file, .. options]).Succeeded().TrimEnd('\n').Split('\n');

    private static string[] Hashes(TensorSet tensors) =>
        [.. tensors.Tensors.Select(tensor => $"{tensor.Name} {tensor.Type} [{string.Join(",", tensor.Shape.ToArray())}] {Convert.ToHexStringLower(SHA256.HashData(tensor.Bytes))}")];

    private string Tar(string directory)
    {
        string tar = _folder[$"{Path.GetFileName(directory)}.tar"];
        if (!File.Exists(tar))
            TarFile.CreateFromDirectory(directory, tar, includeBaseDirectory: true);
        return tar;
    }
}
