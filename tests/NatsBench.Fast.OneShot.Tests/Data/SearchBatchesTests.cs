using NatsBench.Fast.Data;
using NatsBench.Fast.Model;
using NatsBench.Fast.OneShot.Data;
using NatsBench.Fast.OneShot.Training;
using NatsBench.Fast.TestSupport;
using TorchSharp;

namespace NatsBench.Fast.OneShot.Tests.Data;

public sealed class SearchBatchesTests
{
    private static readonly SearchImages Images = new(Dataset.Cifar10, MadeUpImages.Make(Dataset.Cifar10, 70, 1), MadeUpImages.Make(Dataset.Cifar10, 45, 2));

    [Fact]
    public void A_batch_follows_from_seed_and_place_whatever_was_asked_before()
    {
        NeedsEngine.Skip();
        using SearchBatches one = Make(seed: 3), other = Make(seed: 3), third = Make(seed: 4);
        _ = other.Base(5, 2);
        _ = other.Valid(17);
        foreach (Func<SearchBatches, Batch> ask in new Func<SearchBatches, Batch>[] { source => source.Base(1, 1), source => source.Arch(1, 1), source => source.Valid(4) })
        {
            Batch expected = ask(one);
            Assert.Equal(Numbers(expected.Images), Numbers(ask(other).Images));
            Assert.NotEqual(Numbers(expected.Images), Numbers(ask(third).Images));
        }
    }

    [Fact]
    public void An_epoch_has_every_training_image_once_and_a_walk_every_validation_image_once()
    {
        NeedsEngine.Skip();
        using SearchBatches batches = Make(seed: 3);
        Assert.Equal((5, 3), (batches.Steps, batches.ValidBatches));
        long[] sizes = [.. Enumerable.Range(0, 5).Select(step => batches.Base(0, step).Labels.shape[0])];
        Assert.Equal([16, 16, 16, 16, 6], sizes);
        Assert.Equal([16, 16, 13], Enumerable.Range(3, 3).Select(position => batches.Valid(position).Labels.shape[0]));
        Assert.Equal(Images.Train.Labels.ToArray().Order(), Enumerable.Range(0, 5).SelectMany(step => Classes(batches.Base(2, step))).Order());
        float[][] walk = [.. Enumerable.Range(0, 3).SelectMany(position => Rows(batches.Valid(position).Images))];
        Assert.Equal(45, walk.Select(row => string.Join(' ', row.Take(40))).Distinct().Count());
        // The next walk is in another order.
        Assert.NotEqual(Numbers(batches.Valid(0).Images), Numbers(batches.Valid(3).Images));
    }

    [Fact]
    public void A_batch_lives_until_the_next_of_its_kind_in_whatever_scope_it_was_asked_for()
    {
        NeedsEngine.Skip();
        using SearchBatches batches = Make(seed: 3);
        Batch first;
        using (torch.NewDisposeScope())
            first = batches.Base(0, 0);
        _ = batches.Arch(0, 0);
        Assert.False(first.Images.IsInvalid);
        _ = batches.Base(0, 1);
        Assert.True(first.Images.IsInvalid);
    }

    [Fact]
    public void A_limit_cuts_epochs_and_walks()
    {
        NeedsEngine.Skip();
        using SearchBatches batches = new(Images, 16, 1, torch.CPU, limit: 2, validBatch: 16);
        Assert.Equal((2, 2), (batches.Steps, batches.ValidBatches));
    }

    [Fact]
    public void Halves_are_those_of_the_original_and_need_not_be_the_published_images()
    {
        using TemporaryFolder folder = new();
        MadeUpImages.Write(folder.Path, Dataset.Cifar10, 200, 50);
        SearchImages read = SearchImages.Read(folder.Path, Dataset.Cifar10, publishedOnly: false);
        Assert.Equal(200, read.Train.Count + read.Valid.Count);
        Assert.Equal(read.Fingerprint(), SearchImages.Read(folder.Path, Dataset.Cifar10, publishedOnly: false).Fingerprint());
        Assert.NotEqual(read.Fingerprint(), (read with { Valid = read.Train }).Fingerprint());
        Assert.Contains("not the published file", Assert.Throws<NatsBenchException>(() => SearchImages.Read(folder.Path, Dataset.Cifar10)).Message, StringComparison.Ordinal);
        Assert.Contains("not on 'svhn'", Assert.Throws<NatsBenchException>(() => SearchImages.Read(folder.Path, new Dataset("svhn"))).Message, StringComparison.Ordinal);
    }

    private static SearchBatches Make(ulong seed) => new(Images, 16, seed, torch.CPU, validBatch: 16);

    private static float[] Numbers(torch.Tensor tensor) => [.. tensor.contiguous().data<float>()];

    private static IEnumerable<float[]> Rows(torch.Tensor images) => Numbers(images).Chunk(3 * 32 * 32);

    private static IEnumerable<int> Classes(Batch batch) => batch.Labels.data<long>().ToArray().Select(label => (int)label);
}
