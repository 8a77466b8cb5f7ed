using System.Text;
using NatsBench.Fast.Data.Files;
using NatsBench.Fast.DataSupport;
using NatsBench.Fast.Model;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Data.Tests;

/// <summary>Files that are no images: one clear line each, and nothing is executed.</summary>
public sealed class HostileFileTests
{
    private const string Remedy = "; download it again (https://image-net.org/download-images.php)";

    private static readonly byte[] Whole = SyntheticImages.Pickle(SyntheticImages.Random(1, side: 16, firstLabel: 1, labels: 120, seed: 5).Pixels, [7], "labels");

    [Fact]
    public void A_batch_cut_anywhere_is_refused()
    {
        for (int length = 0; length < Whole.Length; length++)
            AssertRefused(Whole[..length]);
    }

    [Fact]
    public void A_batch_with_any_byte_changed_is_refused_or_whole()
    {
        byte[] bytes = [.. Whole];
        for (int i = 0; i < bytes.Length; i++)
            foreach (int change in new[] { 0x01, 0x04, 0x10, 0x80, 0xff })
            {
                bytes[i] = (byte)(Whole[i] ^ change);
                try
                {
                    ImageBatch batch = PublishedFormatTests.Batch(bytes);
                    Assert.Equal((batch.Labels.Length * 768, true), (batch.Pixels.Length, batch.Labels.All(label => label is >= 0 and < 120)));
                }
                catch (NatsBenchException e)
                {
                    Assert.DoesNotContain('\n', e.Message);
                }
                bytes[i] = Whole[i];
            }
    }

    [Theory]
    // Names that are no data, such as what would run a program, and tensors.
    [InlineData("cposix\nsystem\n(S'true'\ntR.", "val_data: global 'posix.system' is not on the list of data types; nothing was run (pickle opcode Global at byte 0)")]
    [InlineData("ctorch.storage\n_load_from_bytes\n.", "val_data: global 'torch.storage._load_from_bytes' is not on the list of data types; nothing was run (pickle opcode Global at byte 0)")]
    [InlineData("K\u0001.", "val_data: no batch of images as ImageNet16.tar has them: 1 instead of a dict" + Remedy)]
    [InlineData("}.", "val_data: no batch of images as ImageNet16.tar has them: there is no 'data'" + Remedy)]
    [InlineData("}(U\u0004data]U\u0006labels]u.", "val_data: no batch of images as ImageNet16.tar has them: 'data' is a value of kind List, not u1 [N, 768]" + Remedy)]
    [InlineData("}(U\u0004datacnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\u0085U\u0001b\u0087RU\u0006labels]u.",
        "val_data: no batch of images as ImageNet16.tar has them: 'data' is a NumPy array without numbers, not u1 [N, 768]" + Remedy)]
    public void What_is_no_batch_is_named(string pickle, string message) => Assert.Equal(message, AssertRefused(Encoding.Latin1.GetBytes(pickle)));

    [Theory]
    // Sides that no data fit, negative ones, and other numbers than bytes.
    [InlineData("J\u0001\0\0\0J\0\u0003\0\0\u0086", "J\u00ff\u00ff\u00ff\u007fJ\u00ff\u00ff\u00ff\u007f\u0086", "a NumPy array whose data do not fit its shape")]
    [InlineData("J\u0001\0\0\0J\0\u0003\0\0\u0086", "J\u00ff\u00ff\u00ff\u00ffJ\0\u0003\0\0\u0086", "-1 as a side of a NumPy array")]
    [InlineData("J\u0001\0\0\0J\0\u0003\0\0\u0086", "J\0\u0003\0\0J\u0001\0\0\0\u0086", "'data' is u1 [768, 1], not u1 [N, 768]")]
    [InlineData("J\u0001\0\0\0J\0\u0003\0\0\u0086", "J\u0002\0\0\0J\u0080\u0001\0\0\u0086", "'data' is u1 [2, 384], not u1 [N, 768]")]
    [InlineData("U\u0002u1", "U\u0002i1", "'data' is i1 [1, 768], not u1 [N, 768]")]
    [InlineData("U\u0002u1", "U\u0002O8", "numpy.dtype 'O8' is no number")]
    [InlineData("](M\u0007\0e", "](M\u0007\0M\u0007\0e", "1 images and 2 labels")]
    [InlineData("](M\u0007\0e", "](M\0\0e", "label 0 is 0; they are 1 to 1000")]
    [InlineData("](M\u0007\0e", "](M\u00e9\u0003e", "label 0 is 1001; they are 1 to 1000")]
    [InlineData("](M\u0007\0e", "](Ne", "label 0 is None; they are 1 to 1000")]
    [InlineData("](M\u0007\0e", "N", "'labels' is None, not a list")]
    [InlineData("U\u0006labels", "U\u0006label_", "there is no 'labels'")]
    public void A_batch_of_anything_else_is_refused(string there, string instead, string fault)
    {
        string text = Encoding.Latin1.GetString(Whole);
        Assert.Contains(there, text, StringComparison.Ordinal);
        Assert.Contains(fault, AssertRefused(Encoding.Latin1.GetBytes(text.Replace(there, instead, StringComparison.Ordinal))), StringComparison.Ordinal);
    }

    [Fact]
    public void An_array_whose_columns_come_first_is_refused() =>
        Assert.Contains("a NumPy array whose columns come first", AssertRefused(File.ReadAllBytes(PublishedFormatTests.Golden("columns-first"))), StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_not_the_published_one_is_refused_unless_it_is_allowed()
    {
        using TemporaryFolder folder = new();
        string inner = SyntheticImages.WriteCifar100(folder.Path, train: 1, test: 1);
        string message = Assert.Throws<NatsBenchException>(() => OfficialImages.Read(folder.Path, Dataset.Cifar100, EvaluationSet.OriTest)).Message;
        Assert.StartsWith($"{inner}/test: not the published file: its MD5 is ", message, StringComparison.Ordinal);
        Assert.EndsWith(
            ", not f0ef6b0ae62326f3e7ffdfab6717acfc; download cifar-100-python.tar.gz again (https://www.cs.toronto.edu/~kriz/cifar.html), or allow images of your own",
            message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_are_absent_are_named()
    {
        using TemporaryFolder folder = new();
        const string Home = "(https://www.cs.toronto.edu/~kriz/cifar.html)";
        Assert.Equal(
            $"{folder["none"]}: there is no such file or folder; download cifar-10-python.tar.gz {Home}", Refusal(folder["none"]));
        Assert.Equal(
            $"{folder.Path}: neither data_batch_1 nor a folder cifar-10-batches-py nor cifar-10-python.tar.gz is there; download it {Home}", Refusal(folder.Path));
        string inner = SyntheticImages.WriteCifar10(folder.Path, perBatch: 1, test: 1);
        File.Delete(Path.Combine(inner, "data_batch_3"));
        Assert.Equal($"{inner}: data_batch_3 is not there; download cifar-10-python.tar.gz again {Home}", Refusal(folder.Path));
        string archive = SyntheticImages.Pack(inner, folder["a.tar.gz"]);
        Assert.Equal($"{archive}: data_batch_3 is not there; download cifar-10-python.tar.gz again {Home}", Refusal(archive));
    }

    [Theory]
    [InlineData("a.tar")]
    [InlineData("a.tar.gz")]
    public void An_archive_cut_or_altered_is_refused(string name)
    {
        using TemporaryFolder folder = new();
        string inner = SyntheticImages.WriteCifar10(folder.Path, perBatch: 1, test: 1);
        byte[] whole = File.ReadAllBytes(SyntheticImages.Pack(inner, folder[name]));
        foreach (int length in new[] { 0, 1, 2, 100, 600, whole.Length / 2 })
        {
            File.WriteAllBytes(folder[name], whole[..length]);
            Assert.StartsWith(folder[name], Refusal(folder[name]), StringComparison.Ordinal);
        }
        File.WriteAllBytes(folder[name], [.. whole[..20], .. Enumerable.Repeat((byte)0xa5, 5000)]);
        Assert.StartsWith(folder[name], Refusal(folder[name]), StringComparison.Ordinal);
    }

    [Fact]
    public void Sets_that_a_dataset_lacks_are_refused()
    {
        Assert.Equal(
            "the networks of cifar10 are not measured on 'x-valid': there are ori-test",
            Assert.Throws<NatsBenchException>(() => OfficialImages.Read("anywhere", Dataset.Cifar10, EvaluationSet.XValid)).Message);
        Assert.Equal(
            "the networks of cifar10-valid are not measured on 'x-test': there are x-valid, ori-test",
            Assert.Throws<NatsBenchException>(() => OfficialImages.Read("anywhere", Dataset.Cifar10Valid, EvaluationSet.XTest)).Message);
        Assert.Throws<NatsBenchException>(() => OfficialImages.Read("anywhere", new Dataset("svhn"), EvaluationSet.OriTest));
    }

    private static string Refusal(string path) => Assert.ThrowsAny<NatsBenchException>(
        () => OfficialImages.Read(path, Dataset.Cifar10, EvaluationSet.Train, publishedOnly: false)).Message;

    private static string AssertRefused(byte[] pickle)
    {
        string message = Assert.ThrowsAny<NatsBenchException>(() => PublishedFormatTests.Batch(pickle)).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }
}
