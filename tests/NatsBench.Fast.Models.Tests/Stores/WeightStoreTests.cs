using System.Runtime.CompilerServices;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Stores;
using NatsBench.Fast.Models.Weights;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Models.Tests.Stores;

/// <summary>Weight stores, written, left, continued and read.</summary>
public sealed class WeightStoreTests : IDisposable
{
    private const string First = "|nor_conv_3x3~0|", Second = "8:8:8:8:8";

    private static readonly Dictionary<string, string> Texts = new() { ["source"] = "NATS-tss-v1_0-3ffb9-full.tar", ["chosen"] = "0-99" };

    private readonly TemporaryFolder _folder = new();

    private string Path => _folder["a.natsw"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Progress_without_its_store_is_that_of_one_that_became_complete()
    {
        using (WeightStoreWriter writer = WeightStoreWriter.Open(Path, new Dictionary<string, string>()))
        {
            writer.Add(new TrainingKey(1, TrainingSetting.Epochs12, Dataset.Cifar10, 777), "text", SampleTensors.Set());
            writer.Checkpoint(1);
        }
        File.Delete(Path + ".partial");
        using (WeightStoreWriter writer = WeightStoreWriter.Open(Path, new Dictionary<string, string>()))
        {
            Assert.Equal((0, 0), (writer.Done, writer.Networks));
            writer.Add(new TrainingKey(2, TrainingSetting.Epochs12, Dataset.Cifar10, 777), "text", SampleTensors.Set());
            writer.Complete();
        }
        using WeightStore store = WeightStore.Open(Path);
        Assert.Equal(2, Assert.Single(store.Trainings).Architecture);
        Assert.False(File.Exists(Path + ".partial") || File.Exists(Path + ".progress"));
    }

    [Fact]
    public void Networks_come_with_every_bit_in_the_order_of_their_trainings()
    {
        Write(Path);
        using WeightStore store = WeightStore.Open(Path);
        Assert.Equal(
            [
                SampleTensors.Key(3), SampleTensors.Key(7, 111), SampleTensors.Key(7, 777), SampleTensors.Key(7, 777, "cifar100"), SampleTensors.Key(7, -1, "cifar10", "200"),
            ],
            store.Trainings);
        Assert.Equal(SampleTensors.Shown(SampleTensors.Set(2)), SampleTensors.Shown(store.Get(SampleTensors.Key(7, 111))));
        Assert.Equal(SampleTensors.Shown(SampleTensors.Set(5)), SampleTensors.Shown(store.Get(SampleTensors.Key(7, -1, "cifar10", "200"))));
        Assert.Equal([1f], store.Get(SampleTensors.Key(3))["other"].Floats);
        Assert.Equal((First, Second), (store.Architecture(7), store.Architecture(3)));
        Assert.Equal(Texts, store.Texts);
        Assert.Equal((new FileInfo(Path).Length, Path), (store.Bytes, store.Path));
        store.Check(cancellation: TestContext.Current.CancellationToken);
        Assert.Equal([Path], Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Every_tensor_is_aligned_in_memory_and_costs_nothing_to_look_at()
    {
        Write(Path);
        using WeightStore store = WeightStore.Open(Path);
        foreach (TrainingKey training in store.Trainings)
            foreach (Tensor tensor in store.Get(training).Tensors)
                Assert.Equal(0, Address(tensor.Bytes) % 64);
        Tensor stem = store.Get(SampleTensors.Key(7, 111))["stem.0.weight"];
        Assert.Equal(Address(stem.Bytes), Address(store.Get(SampleTensors.Key(7, 111))["stem.0.weight"].Bytes));
        float sum = stem.Floats[1];
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
            sum += stem.Floats[1];
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(1001, sum);

        static unsafe long Address(ReadOnlySpan<byte> bytes) => (long)Unsafe.AsPointer(ref System.Runtime.InteropServices.MemoryMarshal.GetReference(bytes));
    }

    [Fact]
    public void Seeds_are_found_as_an_archive_finds_them()
    {
        Write(Path);
        using WeightStore store = WeightStore.Open(Path);
        Assert.Equal([111, 777], store.GetNetParam(7, Dataset.Cifar10).Keys);
        Assert.Equal([777], store.GetNetParam(7, Dataset.Cifar10, 777).Keys);
        Assert.Equal([-1], store.GetNetParam(7, Dataset.Cifar10, setting: TrainingSetting.Epochs200).Keys);
        Refuses("no network of architecture 7, hp 12, cifar10, seed 5; of this architecture it has hp 12, cifar10, seed 111; hp 12, cifar10, seed 777;", () => store.GetNetParam(7, Dataset.Cifar10, 5));
        Refuses("no network of architecture 7, hp 12, ImageNet16-120; of this", () => store.GetNetParam(7, Dataset.ImageNet16120));
        Refuses("no network of architecture 4, hp 12, cifar10", () => store.GetNetParam(4, Dataset.Cifar10));
        Refuses("no network of architecture 4, hp 12, cifar10, seed 777", () => store.Get(SampleTensors.Key(4)));
        Refuses("no network of architecture 4", () => store.Architecture(4));
    }

    [Fact]
    public void Networks_that_differ_in_numbers_alone_share_a_layout()
    {
        Write(Path);
        long one = new FileInfo(Path).Length;
        using (WeightStoreWriter writer = WeightStoreWriter.Open(Path, Texts))
        {
            for (int seed = 0; seed < 100; seed++)
                writer.Add(SampleTensors.Key(7, seed), First, SampleTensors.Set(seed));
            writer.Complete();
        }
        Assert.InRange(new FileInfo(Path).Length, one, one + 100 * (5 * 64 + 56));
    }

    [Fact]
    public void A_run_that_was_left_is_continued_to_the_same_bytes()
    {
        Write(_folder["whole"]);
        for (int left = 1; left <= 5; left++)
        {
            string path = _folder[$"{left}.natsw"];
            using (WeightStoreWriter writer = WeightStoreWriter.Open(path, Texts))
            {
                foreach ((TrainingKey key, string text, TensorSet tensors) in Networks().Take(left))
                    writer.Add(key, text, tensors);
                writer.Checkpoint(10 + left);
                // What comes behind the checkpoint is written again.
                foreach ((TrainingKey key, string text, TensorSet tensors) in Networks().Skip(left).Take(1))
                    writer.Add(key, text, tensors);
            }
            Assert.False(File.Exists(path));
            List<double> compared = [];
            using (WeightStoreWriter writer = WeightStoreWriter.Open(path, Texts, new Told(compared)))
            {
                Assert.Equal((10 + left, left), (writer.Done, writer.Networks));
                foreach ((TrainingKey key, string text, TensorSet tensors) in Networks().Skip(left))
                    writer.Add(key, text, tensors);
                writer.Complete();
            }
            Assert.Equal(left, compared.Count);
            Assert.Equal(File.ReadAllBytes(_folder["whole"]), File.ReadAllBytes(path));
            Assert.False(File.Exists(path + ".partial") || File.Exists(path + ".progress"));
        }
    }

    [Fact]
    public void What_was_left_is_continued_by_its_like_alone()
    {
        Leave();
        Dictionary<string, string> others = new(Texts) { ["chosen"] = "all" };
        Refuses("was begun from another archive or for another choice", () => WeightStoreWriter.Open(Path, others));
        using (WeightStoreWriter.Open(Path, Texts))
            Refuses("cannot be written", () => WeightStoreWriter.Open(Path, Texts));
    }

    [Fact]
    public void What_was_left_and_has_any_wrong_byte_is_refused_or_gives_the_right_file()
    {
        Write(_folder["whole"]);
        Leave();
        byte[] partial = File.ReadAllBytes(Path + ".partial"), progress = File.ReadAllBytes(Path + ".progress");
        int refused = 0;
        for (int i = 0; i < progress.Length + partial.Length; i++)
        {
            byte[][] left = [[.. progress], [.. partial]];
            left[i < progress.Length ? 0 : 1][i < progress.Length ? i : i - progress.Length] ^= (byte)(1 << (i % 8));
            File.WriteAllBytes(Path + ".progress", left[0]);
            File.WriteAllBytes(Path + ".partial", left[1]);
            try
            {
                using WeightStoreWriter writer = WeightStoreWriter.Open(Path, Texts);
                foreach ((TrainingKey key, string text, TensorSet tensors) in Networks().Skip(2))
                    writer.Add(key, text, tensors);
                writer.Complete();
                using WeightStore store = WeightStore.Open(Path);
                Assert.Equal(SampleTensors.Shown(SampleTensors.Set(2)), SampleTensors.Shown(store.Get(SampleTensors.Key(7, 111))));
                store.Check(cancellation: TestContext.Current.CancellationToken);
            }
            catch (NatsBenchException e)
            {
                Assert.DoesNotContain('\n', e.Message);
                refused++;
            }
        }
        // The rest are zeros between parts, and the header, which is written last.
        Assert.InRange(refused, progress.Length + (partial.Length / 2), progress.Length + partial.Length);
    }

    [Fact]
    public void Without_a_checkpoint_nothing_is_left()
    {
        using (WeightStoreWriter writer = WeightStoreWriter.Open(Path, Texts))
            writer.Add(SampleTensors.Key(3), First, SampleTensors.Set());
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
        Refuses("is a folder", () => WeightStoreWriter.Open(_folder.Path, Texts));
        Refuses("cannot be written", () => WeightStoreWriter.Open(_folder["no/a"], Texts));
    }

    [Fact]
    public void What_a_store_cannot_keep_is_refused()
    {
        using WeightStoreWriter writer = WeightStoreWriter.Open(Path, Texts);
        Refuses("tensors of 8 sides at most", () => writer.Add(SampleTensors.Key(3), First, new TensorSet([new Tensor("x", [1, 1, 1, 1, 1, 1, 1, 1, 1], new float[1])])));
        writer.Add(SampleTensors.Key(3), First, SampleTensors.Set());
        writer.Add(SampleTensors.Key(3), First, SampleTensors.Set());
        Refuses("architecture 3, hp 12, cifar10, seed 777 was added twice", writer.Complete);
    }

    [Fact]
    public void A_closed_store_refuses_and_so_do_its_tensors()
    {
        Write(Path);
        WeightStore store = WeightStore.Open(Path);
        Tensor tensor = store.Get(SampleTensors.Key(3))["other"];
        store.Dispose();
        store.Dispose();
        Assert.Throws<ObjectDisposedException>(() => tensor.Floats.Length);
        Assert.Throws<ObjectDisposedException>(() => store.Get(SampleTensors.Key(3)));
    }

    [Fact]
    public void A_store_that_is_cut_short_while_it_is_open_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a mapped file cannot be cut there");
        Write(Path);
        using WeightStore store = WeightStore.Open(Path);
        using (FileStream file = new(Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            file.SetLength(file.Length - 1);
        Refuses("was cut short while it was open", () => store.Get(SampleTensors.Key(3)));
    }

    [Fact]
    public void Other_files_are_told_apart()
    {
        Refuses("there is no such file", () => WeightStore.Open(Path));
        Refuses("is a folder", () => WeightStore.Open(_folder.Path));
        File.WriteAllBytes(Path, []);
        Refuses("it is empty", () => WeightStore.Open(Path));
        File.WriteAllText(Path, "hello");
        Refuses("not a weight store", () => WeightStore.Open(Path));
    }

    [Fact]
    public void Many_threads_may_ask_at_once()
    {
        Write(Path);
        using WeightStore store = WeightStore.Open(Path);
        Parallel.For(0, 200, _ => Assert.Equal(SampleTensors.Shown(SampleTensors.Set(2)), SampleTensors.Shown(store.Get(SampleTensors.Key(7, 111)))));
    }

    [Fact]
    public void A_network_is_loaded_from_a_store()
    {
        Graph.NetworkGraph network = CellNetworks.Of(SizeNetwork.Parse("8:16:8:24:8"), classes: 10);
        TensorSet tensors = new(network.State().Select(tensor => tensor.Kind == Graph.TensorKind.Counter
            ? new Tensor(tensor.Name, tensor.Shape, new long[tensor.Count])
            : new Tensor(tensor.Name, tensor.Shape, [.. Enumerable.Range(0, (int)tensor.Count).Select(i => i / 7f)])));
        using (WeightStoreWriter writer = WeightStoreWriter.Open(Path, Texts))
        {
            writer.Add(SampleTensors.Key(3), Second, tensors);
            writer.Complete();
        }
        using WeightStore store = WeightStore.Open(Path);
        TrainedNetwork trained = network.LoadState(store.Get(SampleTensors.Key(3)));
        Assert.Equal(SampleTensors.Shown(tensors), SampleTensors.Shown(new TensorSet(trained.Tensors)));
    }

    internal static void Write(string path)
    {
        using WeightStoreWriter writer = WeightStoreWriter.Open(path, Texts);
        foreach ((TrainingKey key, string text, TensorSet tensors) in Networks())
            writer.Add(key, text, tensors);
        writer.Complete();
    }

    private static IEnumerable<(TrainingKey, string, TensorSet)> Networks() =>
    [
        (SampleTensors.Key(7, 777), First, SampleTensors.Set(1)),
        (SampleTensors.Key(7, 111), First, SampleTensors.Set(2)),
        (SampleTensors.Key(3), Second, new TensorSet([new Tensor("other", [1], [1f])])),
        (SampleTensors.Key(7, 777, "cifar100"), First, SampleTensors.Set(4)),
        (SampleTensors.Key(7, -1, "cifar10", "200"), First, SampleTensors.Set(5)),
    ];

    private void Leave()
    {
        using WeightStoreWriter writer = WeightStoreWriter.Open(Path, Texts);
        foreach ((TrainingKey key, string text, TensorSet tensors) in Networks().Take(2))
            writer.Add(key, text, tensors);
        writer.Checkpoint(2);
    }

    private static void Refuses(string message, Action act)
    {
        NatsBenchException error = Assert.ThrowsAny<NatsBenchException>(act);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    private sealed class Told(List<double> shares) : IProgress<double>
    {
        public void Report(double value) => shares.Add(value);
    }
}
