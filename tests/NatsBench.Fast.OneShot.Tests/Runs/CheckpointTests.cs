using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Weights;
using NatsBench.Fast.OneShot.Runs;
using NatsBench.Fast.OneShot.Training;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.OneShot.Tests.Runs;

public sealed class CheckpointTests
{
    private static readonly RunPlan Plan = new(SearchSettings.Paper(OneShotAlgorithm.Gdas, Dataset.Cifar10), Dataset.Cifar10, new string('a', 64));

    private static readonly Checkpoint Sample = new(
        3, 17, [1, 2, 3, 250],
        new TensorSet([new Tensor("w", [2, 2], [1f, -2f, 0f, 1e-30f]), new Tensor("n", [], new long[] { 9 }), new Tensor("search/baseline", [1], [double.NaN])]));

    [Fact]
    public void It_is_read_back_as_it_was_and_written_to_the_same_bytes()
    {
        using TemporaryFolder folder = new();
        Sample.Write(folder.Path, Plan);
        byte[] bytes = File.ReadAllBytes(folder[RunFolder.CheckpointName]);
        Checkpoint read = Checkpoint.Read(folder.Path, Plan);
        Assert.Equal((3, 17), (read.Epoch, read.Step));
        Assert.Equal(Sample.Draws, read.Draws);
        Assert.Equal(Sample.State.Tensors.Select(tensor => tensor.ToString()), read.State.Tensors.Select(tensor => tensor.ToString()));
        read.Write(folder.Path, Plan);
        Assert.Equal(bytes, File.ReadAllBytes(folder[RunFolder.CheckpointName]));
    }

    [Fact]
    public void A_weight_that_is_no_number_is_found_and_a_counter_may_be_none()
    {
        Assert.Null(Sample.FirstNotFinite());
        Assert.Equal("w", new Checkpoint(0, 0, [], new TensorSet([new Tensor("w", [1], [float.PositiveInfinity])])).FirstNotFinite());
    }

    [Fact]
    public void That_of_another_algorithm_dataset_or_plan_is_refused_by_name()
    {
        using TemporaryFolder folder = new();
        Sample.Write(folder.Path, Plan);
        Assert.Contains("algorithm 'gdas', and the run is of 'setn'", Fault(Plan with { Settings = Plan.Settings with { Algorithm = OneShotAlgorithm.Setn } }), StringComparison.Ordinal);
        Assert.Contains("dataset 'cifar10', and the run is of 'cifar100'", Fault(Plan with { Dataset = Dataset.Cifar100 }), StringComparison.Ordinal);
        Assert.Contains("another run", Fault(Plan with { Settings = Plan.Settings with { Epochs = 7 } }), StringComparison.Ordinal);
        Assert.Contains("another run", Fault(Plan with { ImagesSha256 = new string('b', 64) }), StringComparison.Ordinal);

        string Fault(RunPlan plan) => Assert.Throws<NatsBenchException>(() => Checkpoint.Read(folder.Path, plan)).Message;
    }

    // Every byte of a file so small: whatever changes is told, in one line that names the file.
    [Fact]
    public void No_byte_can_change_and_no_end_be_cut_without_notice()
    {
        using TemporaryFolder folder = new();
        string path = folder[RunFolder.CheckpointName];
        Sample.Write(folder.Path, Plan);
        byte[] whole = File.ReadAllBytes(path);
        for (int place = 0; place < whole.Length; place++)
        {
            byte[] changed = [.. whole];
            changed[place] ^= 0x01;
            // Blanks that fill the header up are no content: JSON may have others there.
            if (whole[place] == ' ' || changed[place] == ' ')
                continue;
            File.WriteAllBytes(path, changed);
            Told(place);
        }
        for (int length = 0; length < whole.Length; length += 7)
        {
            File.WriteAllBytes(path, whole[..length]);
            Told(length);
        }

        void Told(int place)
        {
            string message = Assert.ThrowsAny<NatsBenchException>(() => Checkpoint.Read(folder.Path, Plan)).Message;
            Assert.True(message.StartsWith(path, StringComparison.Ordinal) && !message.Contains('\n', StringComparison.Ordinal), $"{place}: {message}");
        }
    }
}
