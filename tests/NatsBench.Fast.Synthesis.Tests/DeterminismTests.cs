using System.Security.Cryptography;
using NatsBench.Fast.Conversion.Export;
using NatsBench.Fast.Model;
using NatsBench.Fast.Records;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Synthesis.Tests;

public class DeterminismTests
{
    public static TheoryData<SearchSpace> Spaces => [SearchSpace.Topology, SearchSpace.Size];

    // Whoever changes a hash gives the model a new version.
    [Theory]
    [InlineData(SearchSpace.Topology, "tss-surrogate 1", "80abc48c549e655311e5d01064ddd185579c38d0b6361bf8272348a390b8a7a5")]
    [InlineData(SearchSpace.Size, "sss-power-law 1", "837b79961360461cc08d7e7d542bef68359231985c391f920585c2d45ad8e890")]
    public void Values_of_a_model_version_never_change(SearchSpace space, string model, string sha256)
    {
        SyntheticSpace source = SyntheticSpace.Of(space);
        Assert.Equal(model, source.ModelId);
        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(Pickle(source, 11, 1))));
    }

    [Theory]
    [MemberData(nameof(Spaces))]
    public void A_record_depends_on_index_and_seed_alone(SearchSpace space)
    {
        SyntheticSpace source = SyntheticSpace.Of(space);
        byte[] first = Pickle(source, 100, 5);
        byte[] other = Pickle(source, 101, 5);
        Assert.Equal(first, Pickle(source, 100, 5));
        Assert.NotEqual(first, other);
        Assert.NotEqual(first, Pickle(source, 100, 6));
    }

    [Theory]
    [MemberData(nameof(Spaces))]
    public void Tables_have_the_same_bytes_whatever_the_threads(SearchSpace space)
    {
        using var folder = new TemporaryFolder();
        SyntheticSpace source = SyntheticSpace.Of(space);
        SyntheticTable.Write(source, folder["one"], 3, ..50, threads: 1, null, TableContents.Whole, TestContext.Current.CancellationToken);
        SyntheticTable.Write(source, folder["three"], 3, ..50, threads: 3, null, TableContents.Whole, TestContext.Current.CancellationToken);
        Assert.True(File.ReadAllBytes(folder["one"]).AsSpan().SequenceEqual(File.ReadAllBytes(folder["three"])));
    }

    [Theory]
    [MemberData(nameof(Spaces))]
    public void Archives_have_the_same_bytes_whatever_the_threads(SearchSpace space)
    {
        using var folder = new TemporaryFolder();
        SyntheticSpace source = SyntheticSpace.Of(space);
        SyntheticArchive.Write(source, folder["one"], 3, count: 4, threads: 1, cancellation: TestContext.Current.CancellationToken);
        SyntheticArchive.Write(source, folder["three"], 3, count: 4, threads: 3, cancellation: TestContext.Current.CancellationToken);
        string[] names = [.. Directory.EnumerateFiles(folder["one"]).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
        Assert.Equal(["000000.pickle.pbz2", "000001.pickle.pbz2", "000002.pickle.pbz2", "000003.pickle.pbz2", "meta.pickle.pbz2"], names);
        foreach (string name in names)
            Assert.Equal(File.ReadAllBytes(Path.Combine(folder["one"], name)), File.ReadAllBytes(Path.Combine(folder["three"], name)));
    }

    private static byte[] Pickle(SyntheticSpace space, int index, long seed) => ArchivePickle.OfRecord(space.Space, space.CreateRecord(index, seed)).ToArray();
}
