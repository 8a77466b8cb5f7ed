using NatsBench.Fast.Conversion.Export;
using NatsBench.Fast.Model;
using NatsBench.Fast.Records;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Synthesis.Tests;

public class SyntheticFilesTests
{
    [Fact]
    public void An_archive_is_refused_where_the_folder_holds_anything()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["mine"], "precious");
        var refusal = Assert.Throws<NatsBenchException>(() => SyntheticArchive.Write(SyntheticSpace.Size, folder.Path, count: 1, cancellation: TestContext.Current.CancellationToken));
        Assert.Contains("not empty", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("precious", File.ReadAllText(folder["mine"]));
    }

    [Theory]
    [InlineData(SearchSpace.Topology)]
    [InlineData(SearchSpace.Size)]
    public void A_table_gives_back_the_records_that_an_archive_of_its_seed_holds(SearchSpace space)
    {
        using var folder = new TemporaryFolder();
        SyntheticSpace source = SyntheticSpace.Of(space);
        SyntheticTable.Write(source, folder["table"], 7, ..30, threads: 2, null, TableContents.Whole, TestContext.Current.CancellationToken);
        using NatsBenchmark table = NatsBenchmark.Open(folder["table"]);
        Assert.Equal((30, source.Architectures.Count), (table.RecordCount, table.Count));
        for (int index = 0; index < table.RecordCount; index++)
        {
            byte[] expected = ArchivePickle.OfRecord(space, source.CreateRecord(index, 7)).ToArray();
            Assert.True(ArchivePickle.OfRecord(space, table.Record(index)).Span.SequenceEqual(expected));
        }
    }

    [Fact]
    public void A_cancelled_table_leaves_nothing()
    {
        using var folder = new TemporaryFolder();
        using var cancellation = new CancellationTokenSource();
        var progress = new ActionProgress(_ => cancellation.Cancel());
        Assert.ThrowsAny<OperationCanceledException>(() =>
            SyntheticTable.Write(SyntheticSpace.Size, folder["table"], progress: progress, cancellation: cancellation.Token));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_cancelled_archive_has_no_list_of_architectures_and_no_partial_files()
    {
        using var folder = new TemporaryFolder();
        using var cancellation = new CancellationTokenSource();
        var progress = new ActionProgress(_ => cancellation.Cancel());
        Assert.ThrowsAny<OperationCanceledException>(() =>
            SyntheticArchive.Write(SyntheticSpace.Size, folder["archive"], progress: progress, cancellation: cancellation.Token));
        Assert.All(Directory.EnumerateFiles(folder["archive"]), file => Assert.Matches(@"\d{6}\.pickle\.pbz2$", file));
    }

    [Fact]
    public void Provenance_names_model_version_and_seed()
    {
        Provenance provenance = SyntheticTable.ProvenanceOf(SyntheticSpace.Topology, -3);
        Assert.Equal("synthetic", provenance.SourceKind);
        Assert.Equal("synthetic-tss", provenance.SourceName);
        Assert.Equal("tss-surrogate 1, seed -3", provenance.Synthetic);
    }

    private sealed class ActionProgress(Action<int> action) : IProgress<int>
    {
        public void Report(int value) => action(value);
    }
}
