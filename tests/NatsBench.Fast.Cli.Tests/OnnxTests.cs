using System.Text.Json;
using NatsBench.Fast.Cli.Tests.Support;
using NatsBench.Fast.Conversion.Weights;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models;
using NatsBench.Fast.Models.Initialisation;
using NatsBench.Fast.Models.Onnx;
using NatsBench.Fast.Models.Stores;
using NatsBench.Fast.Models.Weights;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Cli.Tests;

public sealed class OnnxTests : IDisposable
{
    private const string Topology = "NATS-tss-v1_0-3ffb9-full", Size = "NATS-sss-v1_0-50262-full";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void One_training_of_an_archive_becomes_the_model_of_the_library()
    {
        string archive = SharedData.Require("data", Size);
        JsonElement report = Natsbench.Run(
            "onnx", "export", "--archive", archive, "--arch", "11", "--dataset", "cifar10", "--seed", "777", "--hp", "12", "-o", _folder["m.onnx"], "--json").Json();
        Assert.Equal(1, report.GetProperty("models").GetInt32());
        TrainedNetwork network = CellNetworks.Of("8:8:8:16:32", classes: 10).LoadState(WeightArchive.Open(archive).GetNetParam(11, Dataset.Cifar10, 777)[777]);
        OnnxLabels labels = new()
        {
            Architecture = "8:8:8:16:32",
            Dataset = Dataset.Cifar10,
            Setting = TrainingSetting.Epochs12,
            Seed = 777,
            Weights = Size,
        };
        Assert.Equal(OnnxExport.ToArray(network, labels: labels), File.ReadAllBytes(_folder["m.onnx"]));
    }

    [Fact]
    public void A_folder_has_a_model_for_each_training_and_goes_on_where_it_was_left()
    {
        string record = SharedData.Require("data", Topology, "000284.pickle.pbz2");
        string[] command = ["onnx", "export", "--archive", record, "--hp", "12", "-o", _folder["models"], "--json"];
        string[] files = [.. Natsbench.Run(command).Json().GetProperty("files").EnumerateArray().Select(file => file.GetString()!)];
        Assert.Equal(
            [
                "000284-12-ImageNet16-120-111.onnx", "000284-12-cifar10-111.onnx", "000284-12-cifar10-valid-111.onnx", "000284-12-cifar10-valid-777.onnx",
                "000284-12-cifar100-111.onnx",
            ],
            files);
        Assert.Equal(files, Files("models"));
        File.Delete(Path.Combine(_folder["models"], files[2]));
        File.WriteAllText(Path.Combine(_folder["models"], files[0]), "kept");
        JsonElement again = Natsbench.Run(command).Json();
        Assert.Equal((1, 4), (again.GetProperty("models").GetInt32(), again.GetProperty("already_there").GetInt32()));
        Assert.Equal(files, Files("models"));
        Assert.Equal("kept", File.ReadAllText(Path.Combine(_folder["models"], files[0])));
        Assert.Equal(5, Natsbench.Run([.. command, "--force"]).Json().GetProperty("models").GetInt32());
        Assert.NotEqual("kept", File.ReadAllText(Path.Combine(_folder["models"], files[0])));
        Assert.Contains(
            "000284-12-cifar10-111-plain-half-pixels-kernel.onnx",
            Natsbench.Run([.. command, "--dataset", "cifar10", "--no-fold", "--half", "--with-preprocessing", "--kernel"]).Json().GetProperty("files").EnumerateArray().Select(file => file.GetString()));
    }

    [Fact]
    public void Fresh_networks_are_those_of_the_library_for_any_number_of_threads()
    {
        string[] command = ["onnx", "export", "--init-seed", "7", "--space", "sss", "--arch", "0-2,32767", "--dataset", "ImageNet16-120", "--json"];
        Assert.Equal(4, Natsbench.Run([.. command, "--threads", "1", "-o", _folder["one"]]).Json().GetProperty("models").GetInt32());
        Natsbench.Run([.. command, "--threads", "3", "-o", _folder["three"]]).Succeeded();
        Assert.Equal(["000000-fresh-ImageNet16-120-7.onnx", "000001-fresh-ImageNet16-120-7.onnx", "000002-fresh-ImageNet16-120-7.onnx", "032767-fresh-ImageNet16-120-7.onnx"], Files("one"));
        foreach (string file in Files("one"))
            Assert.Equal(File.ReadAllBytes(Path.Combine(_folder["one"], file)), File.ReadAllBytes(Path.Combine(_folder["three"], file)));
        byte[] expected = OnnxExport.ToArray(
            CellNetworks.Of("8:8:8:8:16", classes: 120).Initialise(7), new OnnxOptions { ImageSide = 16 },
            new OnnxLabels { Architecture = "8:8:8:8:16", Dataset = Dataset.ImageNet16120, Weights = "initialisation 7" });
        Assert.Equal(expected, File.ReadAllBytes(Path.Combine(_folder["one"], "000001-fresh-ImageNet16-120-7.onnx")));
        Assert.Equal(4, Natsbench.Run([.. command, "-o", _folder["one"]]).Json().GetProperty("already_there").GetInt32());
    }

    [Fact]
    public void A_store_and_safetensors_give_the_model_of_the_archive()
    {
        string archive = SharedData.Require("data", Size);
        string[] choice = ["--arch", "11", "--dataset", "cifar100", "--hp", "12"];
        Natsbench.Run(["weights", "extract", archive, .. choice, "-o", _folder["w.natsw"]]).Succeeded();
        Natsbench.Run(["weights", "extract", archive, .. choice, "--safetensors", _folder["w.safetensors"]]).Succeeded();
        Natsbench.Run(["onnx", "export", "--archive", archive, .. choice, "-o", _folder["a.onnx"]]).Succeeded();
        Natsbench.Run(["onnx", "export", "--store", _folder["w.natsw"], .. choice, "-o", _folder["s.onnx"]]).Succeeded();
        Natsbench.Run(["onnx", "export", "--safetensors", _folder["w.safetensors"], "-o", _folder["t.onnx"]]).Succeeded();
        // They say where their weights are from, and safetensors of an archive name it.
        Assert.Equal(File.ReadAllBytes(_folder["a.onnx"]), File.ReadAllBytes(_folder["t.onnx"]));
        Assert.Equal(File.ReadAllBytes(_folder["a.onnx"]).Length - Size.Length, File.ReadAllBytes(_folder["s.onnx"]).Length - "w.natsw".Length);
    }

    [Fact]
    public void Safetensors_that_say_nothing_need_an_architecture_and_one_that_fits()
    {
        WriteSafetensors("w.safetensors", tensor => tensor);
        string[] command = ["onnx", "export", "--safetensors", _folder["w.safetensors"], "-o", _folder["m.onnx"]];
        Assert.Contains("name it with --space and --arch", Natsbench.Run(command).Failed(exitCode: 1), StringComparison.Ordinal);
        Assert.Contains(
            "image", Natsbench.Run([.. command, "--space", "sss", "--arch", "0"]).Failed(exitCode: 1), StringComparison.Ordinal);
        Assert.Contains(
            "the tensors are not those of this network: ", Natsbench.Run([.. command, "--space", "sss", "--arch", "11", "--dataset", "cifar10"]).Failed(exitCode: 1), StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["m.onnx"]));
        Natsbench.Run([.. command, "--space", "sss", "--arch", "0", "--dataset", "cifar10"]).Succeeded();
        Natsbench.Run([.. command, "--space", "sss", "--arch", "0", "--image-side", "8"]).Succeeded();
    }

    [Fact]
    public void What_tells_no_number_of_classes_is_refused_with_its_file()
    {
        WriteSafetensors("scalar.safetensors", tensor => tensor.Name == "classifier.bias" ? new Tensor(tensor.Name, [], [1f]) : tensor);
        WriteSafetensors("none.safetensors", tensor => tensor.Name == "classifier.bias" ? new Tensor(tensor.Name, [0], Array.Empty<float>()) : tensor);
        WriteSafetensors("other.safetensors", tensor => tensor.Name == "classifier.bias" ? new Tensor("bias", tensor.Shape, tensor.Floats.ToArray()) : tensor);
        foreach ((string name, string fault) in ((string, string)[])
            [("scalar", "tells no number of classes"), ("none", "the number of classes is 0"), ("other", "there is no tensor 'classifier.bias'")])
        {
            string file = _folder[$"{name}.safetensors"];
            string error = Natsbench.Run("onnx", "export", "--safetensors", file, "--space", "sss", "--arch", "0", "--image-side", "32", "-o", _folder["m.onnx"]).Failed(exitCode: 1);
            Assert.Contains(fault, error, StringComparison.Ordinal);
            Assert.Contains(file, error, StringComparison.Ordinal);
        }
        Assert.False(File.Exists(_folder["m.onnx"]));
    }

    [Fact]
    public void A_dataset_that_is_named_twice_counts_once_and_a_source_is_not_written_over()
    {
        string model = _folder["m.onnx"];
        Natsbench.Run("onnx", "export", "--init-seed", "1", "--space", "sss", "--arch", "0", "--dataset", "cifar10", "--dataset", "cifar10", "-o", model).Succeeded();
        WriteSafetensors("w.onnx", tensor => tensor);
        byte[] before = File.ReadAllBytes(_folder["w.onnx"]);
        Assert.Contains("is read, and would be written over", Natsbench.Run(
            "onnx", "export", "--safetensors", _folder["w.onnx"], "--space", "sss", "--arch", "0", "--dataset", "cifar10", "-o", _folder["w.onnx"]).Failed(exitCode: 1), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(_folder["w.onnx"]));
    }

    [Fact]
    public void Weights_that_no_network_computes_with_are_refused_and_nothing_is_written()
    {
        WriteSafetensors("nan.safetensors", tensor => tensor.Name == "classifier.bias" ? new Tensor(tensor.Name, tensor.Shape, [float.NaN, .. tensor.Floats[1..]]) : tensor);
        WriteSafetensors("negative.safetensors", tensor => tensor.Name == "stem.1.running_var" ? new Tensor(tensor.Name, tensor.Shape, [-1, .. tensor.Floats[1..]]) : tensor);
        WriteSafetensors("large.safetensors", tensor => tensor.Name == "classifier.bias" ? new Tensor(tensor.Name, tensor.Shape, [1e6f, .. tensor.Floats[1..]]) : tensor);
        Assert.Contains("classifier.bias float32 [10]: element 0 is NaN", Export("nan"), StringComparison.Ordinal);
        Assert.Contains("no variance is negative", Export("negative"), StringComparison.Ordinal);
        Assert.Contains("beyond float16", Export("large", "--half"), StringComparison.Ordinal);
        Assert.Contains("images of 10 pixels a side do not fit", Export("large", "--image-side", "10"), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(_folder.Path, "*.onnx*"));

        string Export(string name, params string[] more) => Natsbench.Run(
            ["onnx", "export", "--safetensors", _folder[$"{name}.safetensors"], "--space", "sss", "--arch", "0", "--dataset", "cifar10", "-o", _folder["m.onnx"], .. more]).Failed(exitCode: 1);
    }

    [Fact]
    public void What_cannot_be_is_one_line()
    {
        string record = SharedData.Require("data", Topology, "000284.pickle.pbz2");
        Assert.Contains(
            "no weights of hp 12, cifar10, seed 555; architecture 284 has those of hp 12, cifar10-valid, seed 777; hp 12, cifar10-valid, seed 111; hp 12, cifar10, seed 111",
            Natsbench.Run("onnx", "export", "--archive", record, "--dataset", "cifar10", "--hp", "12", "--seed", "555", "-o", _folder["m.onnx"]).Failed(exitCode: 1), StringComparison.Ordinal);
        Assert.Contains(
            "a file holds one network, and there are 000284-12-cifar10-valid-777, 000284-12-cifar10-valid-111; choose one",
            Natsbench.Run("onnx", "export", "--archive", record, "--dataset", "cifar10-valid", "--hp", "12", "-o", _folder["m.onnx"]).Failed(exitCode: 1), StringComparison.Ordinal);
        Assert.Contains(
            "m.onnx: cannot be written",
            Natsbench.Run("onnx", "export", "--init-seed", "1", "--space", "sss", "--arch", "0", "-o", _folder["absent/m.onnx"]).Failed(exitCode: 1), StringComparison.Ordinal);
        File.WriteAllText(_folder["file"], "");
        Assert.Contains(
            "cannot be written",
            Natsbench.Run("onnx", "export", "--init-seed", "1", "--space", "sss", "--arch", "0", "-o", _folder["file/models"]).Failed(exitCode: 1), StringComparison.Ordinal);
        Assert.Contains(
            "no architecture 15625", Natsbench.Run("onnx", "export", "--init-seed", "1", "--space", "tss", "--arch", "15625", "-o", _folder["m.onnx"]).Failed(exitCode: 1), StringComparison.Ordinal);
        Assert.Contains("names no images", Natsbench.Run(
            "onnx", "export", "--init-seed", "1", "--space", "tss", "--arch", "0", "--dataset", "mnist", "-o", _folder["m.onnx"]).Failed(exitCode: 1), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(_folder.Path, "*.onnx*"));
    }

    [Theory]
    [InlineData("Name one source of weights")]
    [InlineData("Name one source of weights", "--init-seed", "1", "--archive", "x")]
    [InlineData("--init-seed needs --space", "--init-seed", "1")]
    [InlineData("--space goes with", "--archive", "x", "--space", "tss")]
    public void A_command_names_one_source(string fault, params string[] options) =>
        Assert.Contains(fault, Natsbench.Run(["onnx", "export", .. options, "-o", "m.onnx"]).Failed(exitCode: 2), StringComparison.Ordinal);

    private IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(_folder[folder]).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    private void WriteSafetensors(string name, Func<Tensor, Tensor> change) => SafetensorsFile.Write(
        _folder[name], new TensorSet(CellNetworks.Of("8:8:8:8:8", classes: 10).Initialise(1).Tensors.Select(change)));
}
