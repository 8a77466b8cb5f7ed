using System.Formats.Tar;
using System.Globalization;
using NatsBench.Fast.Conversion.Tests.Archives;
using NatsBench.Fast.Conversion.Weights;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Stores;
using NatsBench.Fast.Models.Weights;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Conversion.Tests.Weights;

/// <summary>Chosen weights of an archive as a store and as safetensors files.</summary>
public sealed class WeightExtractionTests : IDisposable
{
    private static readonly WeightChoice All = new();

    private readonly TemporaryFolder _folder = new();
    private readonly WeightArchive _archive;

    public WeightExtractionTests()
    {
        Directory.CreateDirectory(_folder["full"]);
        for (int index = 0; index < 12; index++)
            Write(index);
        _archive = WeightArchive.Open(_folder["full"]);
    }

    private string Store => _folder["a.natsw"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_store_has_the_chosen_networks_and_says_whose_they_are()
    {
        ExtractionReport report = WeightExtraction.ToStore(_archive, [1, 4, 5], All, Store);
        using WeightStore store = WeightStore.Open(Store);
        Assert.Equal(["architecture 1, hp 12, cifar10, seed 777", "architecture 1, hp 12, cifar10, seed 888", "architecture 4, hp 12, cifar10, seed 777", "architecture 5, hp 12, cifar10, seed 777"], store.Trainings.Select(one => one.ToString()));
        Assert.Equal([5, 777], store.GetNetParam(5, Dataset.Cifar10)[777]["x"].Floats);
        Assert.Equal("arch-4", store.Architecture(4));
        Assert.Equal(("full", "1,4-5", "all settings, all datasets, all seeds"), (store.Texts["source"], store.Texts["architectures"], store.Texts["choice"]));
        Assert.Equal((3, 4, 4L, new FileInfo(Store).Length), (report.Architectures, report.Networks, report.Tensors, report.Bytes));
        Assert.Empty(report.Without);
    }

    [Fact]
    public void Threads_and_the_kind_of_archive_change_no_byte_of_the_networks()
    {
        int[] all = [.. Enumerable.Range(0, 12)];
        WeightExtraction.ToStore(_archive, all, All, Store, new() { Threads = 1 });
        byte[] one = File.ReadAllBytes(Store);
        WeightExtraction.ToStore(_archive, all, All, Store, new() { Threads = 7 });
        Assert.Equal(one, File.ReadAllBytes(Store));
    }

    [Fact]
    public void A_choice_narrows_and_those_without_are_named()
    {
        ExtractionReport report = WeightExtraction.ToStore(_archive, [0, 1, 2], new() { Seeds = [888], Datasets = [Dataset.Cifar10], Settings = [TrainingSetting.Epochs12] }, Store);
        Assert.Equal(1, report.Networks);
        Assert.Equal([0, 2], report.Without);
        Refuses("none of the 2 architectures that are asked for has weights of all settings, all datasets, seed 888; there are those of architecture 0, hp 12, cifar10, seed 777",
            () => WeightExtraction.ToStore(_archive, [0, 2], new() { Seeds = [888] }, _folder["b.natsw"]));
        Refuses("architecture 0 has no weights of hp 200, all datasets, all seeds", () => WeightExtraction.ToSafetensors(_archive, [0], new() { Settings = [TrainingSetting.Epochs200] }, _folder["out"]));
        Assert.False(File.Exists(_folder["b.natsw"]) || File.Exists(_folder["b.natsw.partial"]) || Directory.Exists(_folder["out"]));
    }

    [Fact]
    public void A_simple_archive_says_which_download_has_weights()
    {
        WeightArchive simple = WeightArchive.Open(SharedData.Require("data", "NATS-tss-v1_0-3ffb9-simple"));
        Refuses("none of the 2 architectures that are asked for has weights; the '-full' download", () => WeightExtraction.ToStore(simple, [11, 284], All, Store));
        Refuses("architecture 11 has no weights; the '-full' download", () => WeightExtraction.ToSafetensors(simple, [11], All, _folder["out"]));
    }

    [Fact]
    public void A_run_that_is_stopped_goes_on_to_the_same_bytes()
    {
        int[] all = [.. Enumerable.Range(0, 12)];
        WeightExtraction.ToStore(_archive, all, All, _folder["whole.natsw"]);
        for (int stop = 1; stop < 12; stop += 3)
        {
            using CancellationTokenSource source = new();
            ExtractionOptions stopped = new() { Threads = 2, Cancellation = source.Token, Progress = new StopAt(source, stop / 12.0), CheckpointInterval = stop == 1 ? TimeSpan.Zero : TimeSpan.MaxValue };
            Assert.ThrowsAny<OperationCanceledException>(() => WeightExtraction.ToStore(_archive, all, All, Store, stopped));
            Assert.False(File.Exists(Store));
            WeightExtraction.ToStore(_archive, all, All, Store);
            Assert.Equal(File.ReadAllBytes(_folder["whole.natsw"]), File.ReadAllBytes(Store));
            File.Delete(Store);
        }
    }

    [Fact]
    public void A_damaged_record_leaves_what_was_done_and_the_rest_follows_when_it_is_mended()
    {
        int[] all = [.. Enumerable.Range(0, 12)];
        WeightExtraction.ToStore(_archive, all, All, _folder["whole.natsw"]);
        File.WriteAllBytes(_folder["full/000006.pickle.pbz2"], [1, 2, 3]);
        Refuses("000006.pickle.pbz2: not a bzip2 file", () => WeightExtraction.ToStore(_archive, all, All, Store));
        Refuses("was begun from another archive or for another choice", () => WeightExtraction.ToStore(_archive, [1, 2], All, Store));
        Write(6);
        WeightExtraction.ToStore(_archive, all, All, Store);
        Assert.Equal(File.ReadAllBytes(_folder["whole.natsw"]), File.ReadAllBytes(Store));
    }

    [Fact]
    public void Safetensors_files_are_named_by_their_training_and_say_it_inside()
    {
        ExtractionReport report = WeightExtraction.ToSafetensors(_archive, [1, 4], All, _folder["out"]);
        Assert.Equal(["000001-12-cifar10-777.safetensors", "000001-12-cifar10-888.safetensors", "000004-12-cifar10-777.safetensors"], Directory.EnumerateFiles(_folder["out"]).Select(Path.GetFileName).Order());
        SafetensorsFile file = SafetensorsFile.Read(_folder["out/000001-12-cifar10-888.safetensors"]);
        Assert.Equal([1, 888], file.Tensors["x"].Floats);
        Assert.Equal(("1", "arch-1", "12", "cifar10", "888", "full"), (file.Metadata["architecture"], file.Metadata["architecture_text"], file.Metadata["hp"], file.Metadata["dataset"], file.Metadata["seed"], file.Metadata["source"]));
        Assert.Equal((3, 3L), (report.Networks, report.Tensors));
    }

    [Fact]
    public void A_single_safetensors_file_takes_one_network()
    {
        string file = _folder["one.safetensors"];
        Refuses("a file holds one network, and there are architecture 1, hp 12, cifar10, seed 777; architecture 1, hp 12, cifar10, seed 888", () => WeightExtraction.ToSafetensors(_archive, [1], All, file));
        Refuses("a file holds one network, and 2 architectures are chosen", () => WeightExtraction.ToSafetensors(_archive, [1, 2], All, file));
        Assert.False(File.Exists(file));
        WeightExtraction.ToSafetensors(_archive, [1], new() { Seeds = [777] }, file);
        Assert.Equal([1, 777], SafetensorsFile.Read(file).Tensors["x"].Floats);
    }

    [Fact]
    public void A_name_that_leads_elsewhere_goes_into_no_file_name()
    {
        Write(3, "../../cifar10");
        Refuses("its names do not go into the name of a file", () => WeightExtraction.ToSafetensors(_archive, [3], All, _folder["out"]));
        WeightExtraction.ToStore(_archive, [3], All, Store);
        using WeightStore store = WeightStore.Open(Store);
        Assert.Equal([3, 777], store.GetNetParam(3, new Dataset("../../cifar10"))[777]["x"].Floats);
    }

    [Fact]
    public void A_real_record_is_the_same_in_all_forms()
    {
        WeightArchive real = WeightArchive.Open(SharedData.Require("data", "NATS-sss-v1_0-50262-full"));
        WeightExtraction.ToStore(real, [11], All, Store);
        WeightExtraction.ToSafetensors(real, [11], All, _folder["out"]);
        using WeightStore store = WeightStore.Open(Store);
        Assert.Equal(3, store.Trainings.Count);
        foreach (TrainingKey training in store.Trainings)
        {
            TensorSet expected = real.GetNetParam(11, training.Dataset, training.Seed, training.Setting)[training.Seed];
            TensorSet stored = store.Get(training), written = SafetensorsFile.Read(_folder[$"out/000011-{training.Setting}-{training.Dataset}-{training.Seed}.safetensors"]).Tensors;
            Assert.Equal(Shown(expected), Shown(stored));
            Assert.Equal(Shown(expected), Shown(written));
        }

        static string[] Shown(TensorSet tensors) => [.. tensors.Tensors.Select(tensor => $"{tensor} {Convert.ToHexString(tensor.Bytes)}")];
    }

    private void Write(int index, string dataset = "cifar10")
    {
        PyDict trials = [];
        // One of them has two seeds.
        foreach (long seed in index == 1 ? (long[])[777, 888] : [777])
        {
            PyDict trial = TestArchive.Trial(dataset, seed, epochs: 1);
            trial["net_state_dict"] = new PyDict { { "x", TestTensor.Of(index, seed) } };
            trials.Add((dataset, (object)seed), trial);
        }
        PyDict setting = TestArchive.Setting(index);
        setting["all_results"] = trials;
        TestArchive.Write(_folder["full"], string.Create(CultureInfo.InvariantCulture, $"{index:D6}.pickle.pbz2"), new PyDict { { "12", setting } });
    }

    [Fact]
    public void An_archive_is_not_written_over_by_whatever_name_it_is_read()
    {
        string record = Path.Combine(_folder["full"], "000003.pickle.pbz2"), tar = _folder["full.tar"], link = _folder["link.tar"];
        TarFile.CreateFromDirectory(_folder["full"], tar, includeBaseDirectory: true);
        File.CreateSymbolicLink(link, tar);
        byte[][] before = [File.ReadAllBytes(record), File.ReadAllBytes(tar)];
        foreach ((string archive, string output) in ((string, string)[])[(_folder["full"], record), (record, record), (tar, tar), (link, tar), (tar, Path.Combine(_folder["full"], "..", "full.tar"))])
            Refuses("is read, and would be written over; choose another name", () => WeightExtraction.ToStore(WeightArchive.Open(archive), [3], All, output));
        File.Copy(tar, _folder["tar.safetensors"]);
        Refuses("is read, and would be written over", () => WeightExtraction.ToSafetensors(WeightArchive.Open(_folder["tar.safetensors"]), [3], All, _folder["tar.safetensors"]));
        Assert.Equal(before, [File.ReadAllBytes(record), File.ReadAllBytes(tar)]);
        Assert.Equal(before[1], File.ReadAllBytes(_folder["tar.safetensors"]));
    }

    private static void Refuses(string message, Action act)
    {
        NatsBenchException error = Assert.ThrowsAny<NatsBenchException>(act);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    private sealed class StopAt(CancellationTokenSource source, double share) : IProgress<double>
    {
        public void Report(double value)
        {
            if (value >= share)
                source.Cancel();
        }
    }
}
