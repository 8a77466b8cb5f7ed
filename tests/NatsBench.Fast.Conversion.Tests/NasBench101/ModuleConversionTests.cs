using System.Buffers.Binary;
using CsCheck;
using NatsBench.Fast.Conversion.NasBench101;
using NatsBench.Fast.Model;
using NatsBench.Fast.Queries;
using NatsBench.Fast.TestSupport;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Conversion.Tests.NasBench101;

public sealed class ModuleConversionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_real_record_gives_what_it_states()
    {
        string source = SharedData.Require("data", "tables", "nasbench101", "one-record.tfrecord");
        ConversionReport report = ArchiveConverter.Convert(source, _folder["x.natsb"]);
        Assert.Equal((1, 1L, 9L), (report.Architectures, report.Trials, report.Numbers));
        Assert.Empty(report.Odd);
        using NatsBenchmark bench = NatsBenchmark.Open(_folder["x.natsb"]);
        Assert.Equal(SearchSpace.NasBench101, bench.Space);
        Assert.Equal("00005c142e6f48ac74fdcf73e3439874", bench.Architecture(0));
        ModuleGraph module = bench.Module(0);
        Assert.Equal(0, bench.IndexOf("00005c142e6f48ac74fdcf73e3439874"));
        Assert.Equal(0, bench.IndexOf(module));
        ModuleView view = bench.Modules(epochs: 4);
        Assert.Equal(
            new ModuleMetrics(0, 0, 8_555_530, 89.90399932861328, .3498597741127014, .3489583432674408, .3504607379436493), view[0, 0]);
        Assert.Equal(45.152000427246094, view[0, 0, halfway: true].TrainingTime);
        Assert.Equal(100 * .3489583432674408, bench.Table(Dataset.Cifar10, new("4")).Accuracy(EvaluationSet.XValid)[0]);
        Assert.Equal("9a46bc1aa74daf6e6e1cfbe008c43b6125e11b15907d190a44b1ab3fabf1781d", bench.Provenance.SourceSha256);
        Assert.False(bench.IsSynthetic);
        bench.Check(cancellation: TestContext.Current.CancellationToken);
        VerificationReport verified = ArchiveVerifier.Verify(bench, source);
        Assert.Equal((true, 9L, 0), (verified.IsSameSource, verified.Numbers, verified.Differences.Count));
    }

    [Fact]
    public void Counters_grow_as_the_original_ones_do()
    {
        Write(TestRecords.Text(), TestRecords.Text(metrics: TestRecords.Metrics(4, 0.25f)), TestRecords.Text(metrics: TestRecords.Metrics(4, 0.75f)));
        using NatsBenchmark bench = Converted();
        ModuleView view = bench.Modules(epochs: 4);
        ModuleBudget budget = new();
        Assert.Equal(.5, view.Query(0, draw: 0, budget: budget).ValidationAccuracy);
        Assert.Equal(.75, view.Query(0, draw: uint.MaxValue, budget: budget).ValidationAccuracy);
        Assert.Equal((160.0, 8L), (budget.TrainingTime, budget.Epochs));
        Assert.Equal(.125, view.Query(0, draw: 1u << 31, stopHalfway: true, budget: budget).ValidationAccuracy);
        Assert.Equal((200.0, 10L), (budget.TrainingTime, budget.Epochs));
        budget.Reset();
        Assert.Equal((0.0, 0L), (budget.TrainingTime, budget.Epochs));
        Assert.Throws<RefusedException>(() => view.Query(1, 0));
        Assert.Throws<RefusedException>(() => view[0, 3]);
        Assert.Throws<RefusedException>(() => bench.Modules(epochs: 108));
    }

    [Fact]
    public void A_simulated_training_costs_its_training_time()
    {
        Write(TestRecords.Text(), TestRecords.Text(metrics: TestRecords.Metrics(4, 0.25f)));
        using NatsBenchmark bench = Converted();
        SimulationView final = bench.Simulation(Dataset.Cifar10, new("4")), halfway = bench.Simulation(Dataset.Cifar10, new("4"), epoch: 1);
        Assert.Equal(new TrainingOutcome(50, 80), final.Train(0, 0));
        Assert.Equal(new TrainingOutcome(25, 40), halfway.Train(0, 0));
        Assert.Equal(new TrainingOutcome(37.5, 80), final.TrainMean(0));
        Assert.Throws<RefusedException>(() => bench.Simulation(Dataset.Cifar10, new("4"), epoch: 2).Train(0, 0));
        SimulatedTraining slow = bench.SimulateTrainEval(0, Dataset.Cifar10, new("4"), new Random(1));
        Assert.Contains(slow.Accuracy, new[] { 50.0, 25.0 });
        Assert.Equal((80, null), (slow.Cost, slow.Latency));
    }

    [Fact]
    public void What_a_record_lacks_is_absent()
    {
        // No seconds and no test accuracy in the final point, no training accuracy halfway.
        byte[] halfway = [1 << 3 | 1, .. TestRecords.Double(2), 2 << 3 | 1, .. TestRecords.Double(7), 4 << 3 | 1, .. TestRecords.Double(.5), 5 << 3 | 1, .. TestRecords.Double(.5)];
        byte[] final = [1 << 3 | 1, .. TestRecords.Double(4), 3 << 3 | 1, .. TestRecords.Double(.5), 4 << 3 | 1, .. TestRecords.Double(.5)];
        Write(TestRecords.Text(metrics: [.. TestRecords.Point(0, 0, .1), .. TestRecords.Message(halfway), .. TestRecords.Message(final), 2 << 3, 5]));
        using NatsBenchmark bench = Converted();
        Runs runs = bench.Runs(0, Dataset.Cifar10, new("4"));
        Assert.Equal((50.0, (double?)null), (runs.Mean().Metrics(EvaluationSet.Train).Accuracy, runs.Mean().Metrics(EvaluationSet.Train).TotalTime));
        Assert.Throws<RefusedException>(() => runs.Mean().Metrics(EvaluationSet.OriTest));
        Assert.Throws<RefusedException>(() => runs.Mean().Metrics(EvaluationSet.Train, epoch: 1));
        Assert.Throws<RefusedException>(() => bench.Simulation(Dataset.Cifar10, new("4")).Train(0, 0));
        ModuleMetrics metrics = bench.Modules(4)[0, 0];
        Assert.Equal((5L, double.NaN, .5, double.NaN), (metrics.TrainableParameters, metrics.TrainingTime, metrics.ValidationAccuracy, metrics.TestAccuracy));
        Assert.Throws<RefusedException>(() => bench.Table(Dataset.Cifar10, new("4")).Loss(EvaluationSet.Train));
        Assert.Throws<RefusedException>(() => bench.FindBest(Dataset.Cifar10, EvaluationSet.XValid, new("4"), maxFlops: 10));
        Assert.Throws<RefusedException>(() => bench.Record(0));
    }

    [Fact]
    public void Unknown_fields_are_passed_over_and_later_ones_win()
    {
        byte[] metrics = [.. TestRecords.Metrics(4), 9 << 3, 0x80, 1, 10 << 3 | 5, 1, 2, 3, 4, 11 << 3 | 1, .. new byte[8], 12 << 3 | 2, 2, 7, 7, 2 << 3, 77];
        Write(TestRecords.Text(metrics: metrics));
        using NatsBenchmark bench = Converted();
        Assert.Equal(77, bench.Modules(4)[0, 0].TrainableParameters);
    }

    [Fact]
    public void Numbers_that_are_no_float32_keep_every_bit()
    {
        double odd = 1.0 / 3;
        byte[] metrics = [.. TestRecords.Point(0, 0, .1), .. TestRecords.Point(2, odd, .25), .. TestRecords.Point(4, 2 * odd, .5), 2 << 3, 5];
        Write(TestRecords.Text(), TestRecords.Text(metrics: metrics));
        using NatsBenchmark bench = Converted();
        Assert.Equal((80, 2 * odd, odd), (bench.Modules(4)[0, 0].TrainingTime, bench.Modules(4)[0, 1].TrainingTime, bench.Modules(4)[0, 1, halfway: true].TrainingTime));
    }

    [Fact]
    public void The_order_of_records_and_the_number_of_threads_do_not_matter()
    {
        string[] texts =
        [
            .. new[] { "0100:input,output", "010001000:input,maxpool3x3,output", "011001000:input,conv3x3-bn-relu,output" }.Select(ModuleGraphOf)
                .SelectMany(module => new[] { 4, 108 }.Select(epochs => TestRecords.Text(module, epochs, TestRecords.Metrics(epochs))))
        ];
        Write(texts);
        byte[] Bytes(int threads)
        {
            ArchiveConverter.Convert(_folder["a.tfrecord"], _folder["x.natsb"], new() { Threads = threads });
            return File.ReadAllBytes(_folder["x.natsb"]);
        }
        Assert.Equal(Bytes(1), Bytes(4));
        using NatsBenchmark one = Converted();
        Write([.. texts.Reverse()]);
        using NatsBenchmark other = Converted("other.natsb");
        Assert.All(one.Compare(other, cancellation: TestContext.Current.CancellationToken), column => Assert.Equal(0, column.Different));
        Assert.Equal(3, one.Count);
        for (int index = 1; index < one.Count; index++)
            Assert.True(string.CompareOrdinal(one.Architecture(index - 1), one.Architecture(index)) < 0);

        static ModuleGraph ModuleGraphOf(string text) => ModuleGraph.Parse(text);
    }

    public static TheoryData<string, string> BadRecords => new()
    {
        { TestRecords.Text(hash: "00000000000000000000000000000000"), "its hash is 00000000000000000000000000000000, but that of its module" },
        { TestRecords.Text(hash: "xyz"), "32 lower-case hexadecimal digits" },
        { TestRecords.Text(matrix: "010101000"), "not upper triangular" },
        { TestRecords.Text(matrix: "0100000"), "not square" },
        { TestRecords.Text(matrix: new string('0', 64)), "8 vertices" },
        { TestRecords.Text(matrix: "000001000"), "on no path" },
        { TestRecords.Text(ModuleGraph.Parse("0111100111000110000100000:input,maxpool3x3,maxpool3x3,maxpool3x3,output")), "10 edges, where 9" },
        { TestRecords.Text(operations: "input,conv9x9,output"), "'conv9x9'" },
        { TestRecords.Text(epochs: 1), "1 epochs" },
        { TestRecords.Text(epochs: 99999), "99999 epochs" },
        { TestRecords.Text(base64: "not base64!"), "no base64" },
        { TestRecords.Text(base64: "AAA"), "no base64" },
        { TestRecords.Text(metrics: []), "0 evaluations" },
        { TestRecords.Text(metrics: [.. TestRecords.Metrics(4), .. TestRecords.Point(4, 1, .5)]), "more than three" },
        { TestRecords.Text(metrics: [.. TestRecords.Point(0, 0, .1), .. TestRecords.Point(2, 1, .1), .. TestRecords.Point(4, 1, .1)]), "no number of parameters" },
        { TestRecords.Text(metrics: [1 << 3 | 2, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1]), "end inside" },
        { TestRecords.Text(metrics: [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]), "no protocol message" },
        { TestRecords.Text(metrics: [3 << 3 | 3]), "wire type 3" },
        { TestRecords.Text(metrics: [.. TestRecords.Metrics(4), 2 << 3, .. TestRecords.Varint(1UL << 40)]), "number of parameters that is none" },
        { TestRecords.Text(metrics: TestRecords.Message([3 << 3 | 5, 0, 0, 0, 0])), "no double" },
        { "[\"a\", 4]", "no JSON array" },
        { TestRecords.Text() + "x", "no JSON array" },
        { "", "no JSON array" },
    };

    [Theory]
    [MemberData(nameof(BadRecords))]
    public void A_bad_record_is_refused_by_number_and_byte(string bad, string why)
    {
        byte[] good = TestRecords.Frame(TestRecords.Text(epochs: 12));
        File.WriteAllBytes(_folder["a.tfrecord"], [.. good, .. TestRecords.Frame(bad)]);
        RefusedAt(1, good.Length, why);
    }

    [Fact]
    public void Trainings_that_come_again_are_refused()
    {
        Write(TestRecords.Text(), TestRecords.Text());
        RefusedAt(1, TestRecords.Frame(TestRecords.Text()).Length, "record 0 again");
        Write([.. Enumerable.Range(1, 4).Select(repeat => TestRecords.Text(metrics: TestRecords.Metrics(4, repeat / 8f)))]);
        RefusedAt(3, 3 * TestRecords.Frame(TestRecords.Text()).Length, "a fourth training");
    }

    [Fact]
    public void Each_flipped_byte_is_found()
    {
        byte[] frame = TestRecords.Frame(TestRecords.Text());
        for (int at = 0; at < frame.Length; at++)
        {
            byte[] flipped = [.. frame];
            flipped[at] ^= 0x20;
            File.WriteAllBytes(_folder["a.tfrecord"], flipped);
            RefusedAt(0, 0, "");
        }
    }

    [Fact]
    public void Each_truncation_is_found()
    {
        byte[] frame = TestRecords.Frame(TestRecords.Text());
        for (int length = 1; length < frame.Length; length++)
        {
            File.WriteAllBytes(_folder["a.tfrecord"], [.. frame, .. frame[..length]]);
            RefusedAt(1, frame.Length, "the file ends inside it");
        }
        File.WriteAllBytes(_folder["a.tfrecord"], []);
        Assert.Contains("is empty", Assert.Throws<DamagedFileException>(() => ArchiveConverter.Convert(_folder["a.tfrecord"], _folder["x.natsb"])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1L << 21)]
    [InlineData(long.MaxValue)]
    [InlineData(-1L)]
    public void A_length_that_cannot_be_is_refused_before_memory_is_taken(long length)
    {
        byte[] header = new byte[40];
        BinaryPrimitives.WriteInt64LittleEndian(header, length);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(8), Crc32C.Masked(Crc32C.OfBits(header.AsSpan(0, 8))));
        File.WriteAllBytes(_folder["a.tfrecord"], header);
        RefusedAt(0, 0, "where 1048576 are the most");
    }

    [Fact]
    public void Checksums_are_those_of_their_definition() => Gen.Byte.Array[0, 100].Sample(bytes => Assert.Equal(Crc32C.OfBits(bytes), Crc32C.Of(bytes)));

    [Fact]
    public void Three_checksums_at_once_are_those_of_one_at_a_time() => Gen.Byte.Array[0, 60].Array[3].Sample(texts =>
        Assert.Equal((Crc32C.Of(texts[0]), Crc32C.Of(texts[1]), Crc32C.Of(texts[2])), Crc32C.Of(texts[0], texts[1], texts[2])));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void Of_several_faults_the_first_is_told(int threads)
    {
        // Many pieces of few records each, which spaces make long.
        byte[][] frames = [.. from repeat in Enumerable.Range(1, 3) from epochs in Enumerable.Range(2, 16) select TestRecords.Frame(Long(TestRecords.Text(epochs: epochs, metrics: TestRecords.Metrics(epochs, repeat / 4f))))];
        RefusedAt(20, "no JSON array", frames => frames[20] = TestRecords.Frame(Long("[]")), frames => frames[30][^1] ^= 1, frames => frames[40][0] ^= 1);
        RefusedAt(30, "its checksum does not fit", frames => frames[30][^1] ^= 1, frames => frames[40][0] ^= 1);
        RefusedAt(40, "the checksum of its length does not fit", frames => frames[40][0] ^= 1);
        RefusedAt(33, "again", frames => frames[33] = frames[1], frames => frames[40] = frames[2]);
        File.WriteAllBytes(_folder["a.tfrecord"], [.. frames.SelectMany(frame => frame)]);
        Assert.Equal(48, ArchiveConverter.Convert(_folder["a.tfrecord"], _folder["x.natsb"], new() { Threads = threads }).Trials);

        void RefusedAt(int record, string why, params Action<byte[][]>[] faults)
        {
            byte[][] faulty = [.. frames.Select(frame => (byte[])[.. frame])];
            foreach (Action<byte[][]> fault in faults)
                fault(faulty);
            File.WriteAllBytes(_folder["a.tfrecord"], [.. faulty.SelectMany(frame => frame)]);
            string message = Assert.Throws<DamagedFileException>(() => ArchiveConverter.Convert(_folder["a.tfrecord"], _folder["x.natsb"], new() { Threads = threads })).Message;
            Assert.Contains($"record {record} ", message, StringComparison.Ordinal);
            Assert.Contains(why, message, StringComparison.Ordinal);
        }

        static string Long(string text) => text[..1] + new string(' ', 100_000) + text[1..];
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void Of_several_hashes_of_other_modules_the_first_is_told(int threads)
    {
        // More than are checked at a time: chains of five operations, and an edge beside them.
        ModuleGraph[] modules = [.. from edge in Enumerable.Range(2, 5)
                                    from operations in Enumerable.Range(0, 243)
                                    select ModuleGraph.Create(7, [(byte)(2 | 1 << edge), 4, 8, 16, 32, 64, 0], [.. Enumerable.Range(0, 5).Select(place => (ModuleOperation)(operations / (int)Math.Pow(3, place) % 3))])];
        string[] texts = [.. modules.Select(module => TestRecords.Text(module))];
        Write(texts);
        Assert.Equal(1215, ArchiveConverter.Convert(_folder["a.tfrecord"], _folder["x.natsb"], new() { Threads = threads }).Architectures);
        foreach (int first in new[] { 100, 1100 })
        {
            Write([.. texts.Select((text, i) => i == first || i == 1200 ? TestRecords.Text(modules[i], hash: $"{i:x32}") : text)]);
            string message = Assert.Throws<DamagedFileException>(() => ArchiveConverter.Convert(_folder["a.tfrecord"], _folder["x.natsb"], new() { Threads = threads })).Message;
            Assert.Contains($"record {first} ", message, StringComparison.Ordinal);
            Assert.Contains($"its hash is {first:x32}, but that of its module {modules[first].Hash()}", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_conversion_that_is_cancelled_leaves_nothing_behind()
    {
        Write(TestRecords.Text());
        using CancellationTokenSource cancellation = new();
        cancellation.Cancel();
        Assert.Throws<OperationCanceledException>(() => ArchiveConverter.Convert(_folder["a.tfrecord"], _folder["x.natsb"], new() { Cancellation = cancellation.Token }));
        Assert.Equal(["a.tfrecord"], Directory.GetFiles(_folder[""]).Select(Path.GetFileName));
    }

    [Fact]
    public void The_checksum_of_the_standard_example() => Assert.Equal(0xe3069283u, Crc32C.Of("123456789"u8));

    private void Write(params string[] texts) => File.WriteAllBytes(_folder["a.tfrecord"], [.. texts.SelectMany(TestRecords.Frame)]);

    private NatsBenchmark Converted(string name = "x.natsb")
    {
        ArchiveConverter.Convert(_folder["a.tfrecord"], _folder[name]);
        return NatsBenchmark.Open(_folder[name]);
    }

    private void RefusedAt(int record, int offset, string why)
    {
        string message = Assert.Throws<DamagedFileException>(() => ArchiveConverter.Convert(_folder["a.tfrecord"], _folder["x.natsb"])).Message;
        Assert.Contains($"a.tfrecord: record {record} at byte {offset}: ", message, StringComparison.Ordinal);
        Assert.Contains(why, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
        Assert.Equal(["a.tfrecord"], Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName));
    }
}
