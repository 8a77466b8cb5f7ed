using CsCheck;
using NatsBench.Fast.Attaching;
using NatsBench.Fast.Format;
using NatsBench.Fast.Official;
using NatsBench.Fast.Records;
using NatsBench.Fast.TestSupport;
using NatsBench.Fast.Writing;

namespace NatsBench.Fast.Tests.Attaching;

/// <summary>Extra columns in a file and beside it: what was attached is there bit for bit, and nothing else has changed.</summary>
public sealed class ExtraColumnTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ExtraColumnTests() => SampleRecords.Write(Bench, SampleRecords.Fixed);

    private string Bench => _folder["a.natsb"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_was_attached_is_there_bit_for_bit(bool inside)
    {
        if (inside)
            ExtraAttachment.Attach(Bench, SampleExtras.Two);
        else
            ExtraAttachment.Mount(Bench, "some", SampleExtras.Two);
        using NatsBenchmark bench = NatsBenchmark.Open(Bench);
        Assert.Equal(SampleExtras.Two.Select(column => column.Description), bench.Extras.Select(column => column.Description));
        foreach (ExtraNumbers column in SampleExtras.Two)
            Assert.Equal(Bits(column.Values.Span), Bits(bench.Extra(column.Description.Name).Values));
        Assert.Equal(inside ? Bench : Path.Combine($"{Bench}.d", "some.natsbx"), bench.Extras[0].Path);
        Assert.Equal(inside, bench.Summarize().ExtraBytes > 0);
        Assert.True(bench.Check(cancellation: TestContext.Current.CancellationToken).Numbers > 0);
    }

    [Fact]
    public void Any_finite_numbers_are_kept() =>
        Gen.OneOf(Gen.Double.Where(double.IsFinite), Gen.Const(double.NaN), Gen.Const(double.Epsilon), Gen.Const(0.0)).Array[8].Sample(values =>
        {
            string path = _folder[$"{Guid.NewGuid()}.natsb"];
            ExtraAttachment.Attach(Bench, [SampleExtras.Latency with { Values = values }], path);
            using NatsBenchmark bench = NatsBenchmark.Open(path);
            Assert.Equal(Bits(values), Bits(bench.Extra("help.pixel2.latency").Values));
        }, iter: 50);

    [Fact]
    public void Answers_stay_and_so_do_the_bytes_once_it_is_taken_out_again()
    {
        byte[] before = File.ReadAllBytes(Bench);
        string answers = Answers(Bench);
        ExtraAttachment.Attach(Bench, SampleExtras.Two);
        Assert.Equal(answers, Answers(Bench));
        byte[] both = File.ReadAllBytes(Bench);
        ExtraAttachment.Detach(Bench, ["zc.cifar10.nwot"]);
        Assert.Equal(answers, Answers(Bench));
        ExtraAttachment.Attach(Bench, [SampleExtras.Score]);
        Assert.Equal(both, File.ReadAllBytes(Bench));
        ExtraAttachment.Attach(Bench, [SampleExtras.Latency], replace: true);
        Assert.Equal(both, File.ReadAllBytes(Bench));
        ExtraAttachment.Detach(Bench, ["zc.cifar10.nwot", "help.pixel2.latency"]);
        Assert.Equal(before, File.ReadAllBytes(Bench));
    }

    [Fact]
    public void A_copy_leaves_the_file_alone()
    {
        byte[] before = File.ReadAllBytes(Bench);
        ExtraAttachment.Attach(Bench, SampleExtras.Two, _folder["b.natsb"]);
        Assert.Equal(before, File.ReadAllBytes(Bench));
        using NatsBenchmark bench = NatsBenchmark.Open(_folder["b.natsb"]);
        Assert.Equal(2, bench.Extras.Count);
    }

    [Fact]
    public void A_column_of_other_architectures_is_refused()
    {
        string path = ExtraAttachment.Mount(Bench, "some", SampleExtras.Two);
        string[] turned = [.. SampleRecords.Architectures.Reverse()];
        using (NatsBenchWriter writer = NatsBenchWriter.Create(_folder["turned.natsb"]))
        {
            foreach (ArchitectureRecord record in SampleRecords.Fixed)
                writer.Add(new ArchitectureRecord(7 - record.Index, record.Architecture, record.Settings));
            writer.Complete(turned, SampleRecords.Provenance);
        }
        Directory.CreateDirectory(_folder["turned.natsb.d"]);
        File.Copy(path, _folder["turned.natsb.d/some.natsbx"]);
        using NatsBenchmark bench = NatsBenchmark.Open(_folder["turned.natsb"]);
        Assert.Equal(turned[3], bench.Architecture(3));
        string message = Assert.Throws<NatsBenchException>(() => bench.Extras).Message;
        Assert.Contains("some.natsbx: extra column help.pixel2.latency is about 8 architectures of another space, or in another order", message, StringComparison.Ordinal);
        Assert.Throws<NatsBenchException>(() => bench.Check(cancellation: TestContext.Current.CancellationToken));
    }

    [Fact]
    public void What_cannot_be_attached_is_refused_and_nothing_is_written()
    {
        ExtraAttachment.Attach(Bench, [SampleExtras.Score]);
        byte[] before = File.ReadAllBytes(Bench);
        Refused("has an extra column zc.cifar10.nwot already", SampleExtras.Score);
        Refused("given twice", SampleExtras.Latency, SampleExtras.Latency);
        Refused("3 numbers where", SampleExtras.Latency with { Values = new double[3] });
        Refused("architecture 2 is infinite", SampleExtras.Latency with { Values = new[] { 0, 0, double.NegativeInfinity, 0, 0, 0, 0, 0 } });
        foreach (string name in (string[])["latency", "a..b", ".a.b", "a.b.", "1a.b", "a.b c", "a.b\n", $"a.{new string('b', 127)}", "a.ü"])
            Refused("is no name of an extra column", SampleExtras.Latency with { Description = SampleExtras.Latency.Description with { Name = name } });
        Refused("no SHA-256", SampleExtras.Latency with { Description = SampleExtras.Latency.Description with { SourceSha256 = "abc" } });
        Refused("or no text", SampleExtras.Latency with { Description = SampleExtras.Latency.Description with { Note = "\ud800" } });
        Assert.Contains("has an extra column zc.cifar10.nwot already", Assert.Throws<NatsBenchException>(
            () => ExtraAttachment.Mount(Bench, "more", [SampleExtras.Score])).Message, StringComparison.Ordinal);
        Assert.Throws<NatsBenchException>(() => ExtraAttachment.Mount(Bench, "../more", [SampleExtras.Latency]));
        Assert.Contains("holds no extra column 'help.pixel2.latency'", Assert.Throws<NatsBenchException>(
            () => ExtraAttachment.Detach(Bench, ["help.pixel2.latency"])).Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(Bench));
        Assert.Equal([Bench], Directory.GetFileSystemEntries(_folder.Path));

        void Refused(string why, params ExtraNumbers[] columns) =>
            Assert.Contains(why, Assert.Throws<NatsBenchException>(() => ExtraAttachment.Attach(Bench, columns)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_in_two_files_is_refused_by_both()
    {
        ExtraAttachment.Mount(Bench, "some", SampleExtras.Two);
        File.Copy(_folder["a.natsb.d/some.natsbx"], _folder["a.natsb.d/twin.natsbx"]);
        using NatsBenchmark bench = NatsBenchmark.Open(Bench);
        string message = Assert.Throws<NatsBenchException>(() => bench.Extras).Message;
        Assert.Contains("some.natsbx", message, StringComparison.Ordinal);
        Assert.Contains("twin.natsbx", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_not_there_is_refused_with_those_that_are()
    {
        using (NatsBenchmark none = NatsBenchmark.Open(Bench))
            Assert.Contains("has no extra columns", Assert.Throws<RefusedException>(() => none.Extra("help.pixel2.latency")).Message, StringComparison.Ordinal);
        ExtraAttachment.Attach(Bench, SampleExtras.Two);
        using NatsBenchmark bench = NatsBenchmark.Open(Bench);
        Assert.Contains("did you mean 'help.pixel2.latency'?", Assert.Throws<RefusedException>(() => bench.Extra("help.pixel2.latancy")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_are_told_apart()
    {
        string path = ExtraAttachment.Mount(Bench, "some", SampleExtras.Two);
        Assert.Contains("extra columns alone", Assert.Throws<DamagedFileException>(() => NatsBenchmark.Open(path)).Message, StringComparison.Ordinal);
        File.Copy(Bench, _folder["a.natsb.d/whole.natsbx"]);
        using NatsBenchmark bench = NatsBenchmark.Open(Bench);
        Assert.Contains("is a benchmark", Assert.Throws<NatsBenchException>(() => bench.Extras).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Flipping_any_byte_is_noticed_or_changes_no_number(bool inside)
    {
        // What is before the extra columns is flipped by other tests.
        byte[] plain = File.ReadAllBytes(Bench);
        int first = inside ? (int)FileHeader.Read(plain, plain.Length, Bench).DirectoryOffset : 0;
        if (inside)
            ExtraAttachment.Attach(Bench, SampleExtras.Two);
        string path = inside ? Bench : ExtraAttachment.Mount(Bench, "some", SampleExtras.Two);
        string truth = Extras(Bench)!;
        byte[] whole = File.ReadAllBytes(path);
        int noticed = 0;
        Parallel.For(first, whole.Length, position =>
        {
            string copy = _folder[$"{position}.natsb"];
            if (!inside)
            {
                File.Copy(Bench, copy);
                Directory.CreateDirectory($"{copy}.d");
            }
            byte[] flipped = [.. whole];
            flipped[position] ^= (byte)(1 << (position % 8));
            File.WriteAllBytes(inside ? copy : Path.Combine($"{copy}.d", "some.natsbx"), flipped);
            string? answer = Extras(copy);
            if (answer is null)
                Interlocked.Increment(ref noticed);
            else
                Assert.Equal(truth, answer);
        });
        Assert.True(noticed > (whole.Length - first) / 2, $"{noticed} of {whole.Length - first} noticed");
    }

    private static string? Extras(string path)
    {
        try
        {
            using NatsBenchmark bench = NatsBenchmark.Open(path);
            return string.Join('\n', bench.Extras.Select(column => $"{column.Description} {string.Join(' ', Bits(column.Values))}"));
        }
        catch (DamagedFileException)
        {
            return null;
        }
    }

    private static string Answers(string path)
    {
        using NatsBenchmark bench = NatsBenchmark.Open(path);
        OfficialCalls calls = new(bench, new Random(0));
        return string.Join('\n', SampleRecords.Fixed.Select(record => calls.Answer($$$"""{"call": "query_by_index", "args": {"arch_index": {{{record.Index}}}, "hp": "90"}}""")));
    }

    private static long[] Bits(ReadOnlySpan<double> values)
    {
        long[] bits = new long[values.Length];
        for (int i = 0; i < bits.Length; i++)
            bits[i] = BitConverter.DoubleToInt64Bits(values[i]);
        return bits;
    }
}
