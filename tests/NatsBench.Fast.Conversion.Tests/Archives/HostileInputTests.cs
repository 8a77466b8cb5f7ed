using CsCheck;
using NatsBench.Fast.Conversion.Archives;
using NatsBench.Fast.Conversion.Pickle;
using NatsBench.Fast.Conversion.Tests.Pickle;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Conversion.Tests.Archives;

/// <summary>Whatever the bytes are: a value, or a <see cref="NatsBenchException"/> of one line.</summary>
public sealed class HostileInputTests
{
    private static readonly Gen<(int Place, byte Value)[]> Changes = Gen.Select(Gen.Int[0, 100_000], Gen.Byte, (place, value) => (place, value)).Array[1, 4];

    [Fact]
    public void A_changed_record_is_read_or_refused()
    {
        byte[] pickle = TestPickle.Dump(TestArchive.Record(3));
        Changes.Sample(changes => Refuses(() =>
        {
            byte[] changed = Change(pickle, changes);
            PickleValue value = new PickleMachine(new StringTable()).Read(new PickleInput(changed, changed.Length, "file"));
            new RecordReader().Read(value, 3, TestArchive.Architectures[3], "file", []);
        }), iter: 20_000);
    }

    [Fact]
    public void A_changed_archive_in_one_pickle_is_read_or_refused()
    {
        byte[] pickle = TestPickle.Dump(TestArchive.Whole(1, 2, 3));
        byte[] fromPython = PickleText.FromBase64(PythonPickles.Archive2);
        Gen.Select(Gen.Bool, Changes).Sample((isOurs, changes) => Refuses(() =>
        {
            byte[] changed = Change(isOurs ? pickle : fromPython, changes);
            var pass = new SinglePicklePass(
                "file", new PickleMachine(new StringTable()), new PickleInput(new MemoryStream(changed), "file"), RecordLayout.NatsBench);
            while (pass.TryRead(out _)) { }
        }), iter: 10_000);
    }

    [Fact]
    public void A_changed_tar_header_is_read_or_refused()
    {
        using var folder = new TemporaryFolder();
        TestArchive.WriteDirectory(folder["part"], 1);
        System.Formats.Tar.TarFile.CreateFromDirectory(folder["part"], folder["part.tar"], includeBaseDirectory: true);
        byte[] tar = File.ReadAllBytes(folder["part.tar"]);
        Gen.Select(Gen.Int[0, 1500], Gen.Byte).Sample((place, value) => Refuses(() =>
        {
            File.WriteAllBytes(folder["changed.tar"], Change(tar, [(place, value)]));
            using ArchiveSource source = ArchiveSource.Open(folder["changed.tar"]);
            foreach (var _ in source.ReadRecords(1)) { }
        }), iter: 300, threads: 1);
    }

    private static byte[] Change(byte[] bytes, (int Place, byte Value)[] changes)
    {
        byte[] changed = [.. bytes];
        foreach ((int place, byte value) in changes)
            changed[place % changed.Length] = value;
        return changed;
    }

    private static void Refuses(Action read)
    {
        try
        {
            read();
        }
        catch (NatsBenchException e)
        {
            Assert.DoesNotContain('\n', e.Message);
        }
    }
}
