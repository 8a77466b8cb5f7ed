using NatsBench.Fast.Studies.Parts;
using NatsBench.Fast.Studies.Running;
using NatsBench.Fast.Studies.Tests.Support;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Studies.Tests.Parts;

/// <summary>A part or a finished file that somebody made by hand, with a right seal: one line or the same rows, whatever it says.</summary>
public sealed class ForgedPartTests : IDisposable
{
    // Far more than a part of a few kilobytes needs, far less than numbers in it can ask for.
    private const long MostBytes = 32 << 20;

    // 2^31 - 1 in the compact protocol, as it is and as a signed number.
    private static readonly byte[] Most = [0xFF, 0xFF, 0xFF, 0xFF, 0x07];
    private static readonly byte[] MostSigned = [0xFE, 0xFF, 0xFF, 0xFF, 0x0F];

    private readonly TemporaryFolder _folder = new();
    private readonly BoundStudy _study;
    private readonly FileIdentity _identity;

    public ForgedPartTests(SmallBenchmark small)
    {
        _study = small.Bind(SmallBenchmark.Study with { Algorithms = [SmallBenchmark.Study.Algorithms[0]], Trials = 2 });
        _identity = FileIdentity.Of(_study);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Bytes_of_a_part_may_say_anything()
    {
        Runs.Into(_folder["run"], _study, new Shard(0, 1));
        PartFiles files = new(Folders.OutcomesOf(_folder["run"], 0));
        OutcomeTable outcomes = new(_study.Layout);
        TraceTable traces = new(_study.Layout);
        Forge(files.Outcomes, () =>
        {
            outcomes.Clear();
            StudyAssembly.ReadOutcomes(files, outcomes, _study.Part(0), _identity, _study.Layout);
            Assert.Equal(_study.Part(0).Count * _study.Layout.ReportCount, outcomes.Rows);
        });
        int points = StudyAssembly.CheckTraces(files, traces, _study.Part(0), _identity, _study.Layout);
        Forge(files.Traces, () =>
        {
            traces.Clear();
            Assert.Equal(points, StudyAssembly.CheckTraces(files, traces, _study.Part(0), _identity, _study.Layout));
        });
    }

    [Fact]
    public void Bytes_of_a_finished_file_may_say_anything()
    {
        Runs.Into(_folder["run"], _study);
        string path = _folder["run/outcomes.parquet"];
        int experiments = OutcomeFile.Read(path).Experiments.Count;
        Forge(path, () => Assert.Equal(experiments, OutcomeFile.Read(path).Experiments.Count));
    }

    // Steps that share no factor with what repeats in a file; all places take minutes.
    private static void Forge(string path, Action read)
    {
        byte[] whole = File.ReadAllBytes(path);
        int footer = SealedFiles.FooterOf(whole);
        for (int place = 0; place < whole.Length; place += place < footer ? 31 : 5)
            foreach (int value in new[] { whole[place] ^ 0x80, 0xFF })
            {
                byte[] forged = [.. whole];
                forged[place] = (byte)value;
                Try(path, SealedFiles.Seal(forged), read);
            }
        // Any number may be as large as there are any.
        for (int place = 0; place < whole.Length - footer - 8; place += 11)
            foreach (byte[] number in new[] { Most, MostSigned })
                Try(path, SealedFiles.WithFooter(whole, bytes => [.. bytes[..place], .. number, .. bytes[(place + 1)..]]), read);
        // Whatever a field is, it may go down without an end, or claim items without one.
        foreach (byte[] tail in new[] { [.. Enumerable.Repeat((byte)0x1C, 1 << 20)], new byte[] { 0x19, 0xFC }.Concat(Most).ToArray() })
            Try(path, SealedFiles.WithFooter(whole, bytes => [.. bytes[..^1], .. tail, 0]), read);
        File.WriteAllBytes(path, whole);
    }

    private static void Try(string path, byte[] forged, Action read)
    {
        File.WriteAllBytes(path, forged);
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            read();
        }
        catch (NatsBenchException e)
        {
            Assert.DoesNotContain('\n', e.Message);
            Assert.Contains(Path.GetFileName(path), e.Message, StringComparison.Ordinal);
        }
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
    }
}
