using System.Globalization;
using System.Text;
using CsCheck;
using NatsBench.Fast.Format;
using NatsBench.Fast.Records;
using NatsBench.Fast.Schema;
using NatsBench.Fast.TestSupport;
using NatsBench.Fast.Writing;

namespace NatsBench.Fast.Tests.Format;

/// <summary>docs/format.md against the code.</summary>
public sealed class FormatDocumentTests
{
    private const string Begin = "<!-- tiny file: begin (generated, see FormatDocumentTests) -->\n";
    private const string End = "<!-- tiny file: end -->";

    [Fact]
    public void A_reader_written_from_the_document_sees_the_records() =>
        SampleRecords.Arbitrary.Sample(records =>
        {
            using TemporaryFolder folder = new();
            SampleRecords.Write(folder["a.natsb"], records);
            StrangerReader stranger = new(File.ReadAllBytes(folder["a.natsb"]));
            for (int row = 0; row < records.Length; row++)
                foreach (SettingRecord setting in records[row].Settings)
                    foreach (DatasetRecord dataset in setting.Datasets)
                        Compare(stranger, row, setting.Setting, dataset);
        }, iter: 100);

    [Fact]
    public void It_sees_losses_and_accuracies_as_they_really_are()
    {
        using TemporaryFolder folder = new();
        ArchitectureRecord record = RealisticRecord();
        SampleRecords.Write(folder["a.natsb"], [record], blockCells: 1 << 15);
        StrangerReader stranger = new(File.ReadAllBytes(folder["a.natsb"]));
        Compare(stranger, 0, "90", record.Settings[0].Datasets[0]);
        Assert.Subset(stranger.EncodingsSeen, new HashSet<int> { 5, 6 });
    }

    [Fact]
    public void Sizes_of_structures_are_the_documents()
    {
        FormatDocument document = new();
        Assert.Equal(FileHeader.Size, document.SizeOf("Header"));
        Assert.Equal(ColumnEntry.Size, document.SizeOf("Column entry"));
        Assert.Equal(BlockEntry.Size, document.SizeOf("Block entry"));
    }

    [Fact]
    public void Every_column_encoding_and_version_is_in_the_document()
    {
        string text = new FormatDocument().Text;
        foreach (ArchiveColumn column in Enum.GetValues<ArchiveColumn>())
            Assert.Contains($"| {(byte)column} | {column} |", text, StringComparison.Ordinal);
        foreach (TrialColumn column in Enum.GetValues<TrialColumn>())
            Assert.Contains($"| {(byte)column} | {column} |", text, StringComparison.Ordinal);
        foreach (CurveColumnKind column in Enum.GetValues<CurveColumnKind>())
            Assert.Contains($"| {(byte)column} | {column} |", text, StringComparison.Ordinal);
        foreach (ExtraColumnKind column in Enum.GetValues<ExtraColumnKind>())
            Assert.Contains($"| {(byte)column} | {column} |", text, StringComparison.Ordinal);
        foreach (ExtraKind kind in Enum.GetValues<ExtraKind>())
            Assert.Contains($"`{ExtraJson.KindWord(kind)}`", text, StringComparison.Ordinal);
        foreach (BlockEncoding encoding in Enum.GetValues<BlockEncoding>())
            Assert.Contains($"| {(byte)encoding} | {encoding.ToString().ToLowerInvariant()} |", text, StringComparison.Ordinal);
        Assert.Contains($"format version {FileLayout.MajorVersion}.{FileLayout.MinorVersion}", text, StringComparison.Ordinal);
    }

    /// <summary>Set NATSBENCH_UPDATE_GOLDEN=1 to write the dump anew.</summary>
    [Fact]
    public void The_dump_of_the_tiny_file_is_what_the_library_writes()
    {
        FormatDocument document = new();
        string text = document.Text;
        int start = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int end = text.IndexOf(End, StringComparison.Ordinal);
        string dump = DumpTinyFile();
        if (Environment.GetEnvironmentVariable("NATSBENCH_UPDATE_GOLDEN") == "1")
            File.WriteAllText(document.Path, text[..start] + dump + text[end..]);
        else
            Assert.Equal(dump, text[start..end]);
    }

    private static void Compare(StrangerReader stranger, int row, string setting, DatasetRecord dataset)
    {
        int firstTrial = (int)stranger.Columns[(setting, dataset.Dataset, "", 1, 1)][(row, 0)]!.Value;
        for (int i = 0; i < dataset.Seeds.Length; i++)
        {
            int trial = firstTrial + i;
            Assert.Equal((ulong)dataset.Seeds[i], stranger.Columns[(setting, dataset.Dataset, "", 1, 2)][(trial, 0)]);
            if (dataset.Trials[i] is not { } record)
                continue;
            Assert.Equal(Bits(record.Flops!.Value), stranger.Columns[(setting, dataset.Dataset, "", 1, 5)][(trial, 0)]);
            Assert.Equal(Bits(record.Params!.Value), stranger.Columns[(setting, dataset.Dataset, "", 1, 6)][(trial, 0)]);
            Curves("", record.TrainTop1, record.TrainTop5, record.TrainLoss, record.TrainTime);
            foreach (EvaluationCurves set in record.Evaluations)
                Curves(set.Set, set.Top1, null, set.Loss, set.Time);

            void Curves(string set, params Curve?[] curves)
            {
                for (int kind = 1; kind <= curves.Length; kind++)
                {
                    var cells = stranger.Columns.GetValueOrDefault((setting, dataset.Dataset, set, 2, kind), []);
                    for (int epoch = 0; epoch < 64; epoch++)
                    {
                        bool found = cells.TryGetValue((trial, epoch), out ulong? cell);
                        CellState state = curves[kind - 1]?.StateAt(epoch) ?? CellState.Absent;
                        Assert.Equal(state, !found ? CellState.Absent : cell is null ? CellState.None : CellState.Number);
                        if (state == CellState.Number)
                            Assert.Equal(Bits(curves[kind - 1]!.Values[epoch - curves[kind - 1]!.FirstEpoch]), cell);
                    }
                }
            }
        }
    }

    private static ArchitectureRecord RealisticRecord()
    {
        Random random = new(3);
        TrialRecord[] trials = [.. Enumerable.Range(0, 8).Select(_ => new TrialRecord
        {
            Name = "cifar100",
            SeedText = "0777",
            Epochs = 60,
            Flops = 1,
            Params = 1,
            Latency = null,
            Config = [],
            TrainTop1 = new Curve(0, [.. Enumerable.Range(0, 60).Select(epoch => new Fast.Columns.BatchedMean(50_000).Of(random.Next(100, 50_000), random.Next(80)))]),
            TrainTop5 = null,
            TrainLoss = new Curve(0, [.. Enumerable.Range(0, 60).Select(epoch => (double)(float)random.NextDouble() * 256 * 195 / 50_000)]),
            TrainTime = null,
            EvaluationSets = [],
            Evaluations = [],
        })];
        return new ArchitectureRecord(2, SampleRecords.Architectures[2],
            [new SettingRecord("90", [new DatasetRecord("cifar100", [1, 2, 3, 4, 5, 6, 7, 8], trials)], false)]);
    }

    private static string DumpTinyFile()
    {
        using TemporaryFolder folder = new();
        using (NatsBenchWriter writer = NatsBenchWriter.Create(folder["tiny.natsb"], 1, 16))
        {
            writer.Add(new ArchitectureRecord(1, "8:8:8:8:16",
                [new SettingRecord("01", [new DatasetRecord("cifar10", [777], [new TrialRecord
                {
                    Name = "cifar10",
                    SeedText = "0777",
                    Epochs = 1,
                    Flops = 4.5,
                    Params = 0.0125,
                    Latency = [0.015625],
                    Config = [new("channels", "8:8:8:8:16"), new("class_num", 10L)],
                    TrainTop1 = new Curve(0, [31.25]),
                    TrainTop5 = null,
                    TrainLoss = new Curve(0, [1.75]),
                    TrainTime = new Curve(0, [3.5]),
                    EvaluationSets = ["ori-test"],
                    Evaluations = [new EvaluationCurves("ori-test", new Curve(0, [28.5]), new Curve(0, [2.0]), new Curve(0, [0.5]))],
                }])], WeightsCleared: true)]));
            writer.Complete(["8:8:8:8:8", "8:8:8:8:16"], new Provenance { SourceName = "tiny", SourceKind = "simple-directory", Tool = "natsbench" });
        }
        byte[] bytes = File.ReadAllBytes(folder["tiny.natsb"]);
        FileHeader header = FileHeader.Read(bytes, bytes.Length, "tiny");
        FileDirectory directory = FileDirectory.Read(bytes.AsSpan((int)header.DirectoryOffset, (int)header.DirectoryLength), "tiny");

        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{bytes.Length} bytes, {directory.Columns.Count} columns.\n\n```text\n");
        Dump(text, "header", bytes, 0, FileHeader.Size);
        ColumnEntry flops = directory.Columns.Single(column => column.Key is { Part: (byte)ColumnPart.Trial, Kind: (byte)TrialColumn.Flops });
        BlockEntry block = BlockEntry.Read(bytes.AsSpan((int)flops.IndexOffset));
        Dump(text, "the only block of 01/cifar10/Flops: constant, 4.5", bytes, (int)block.Offset, block.StoredLength);
        Dump(text, "its block entry", bytes, (int)flops.IndexOffset, BlockEntry.Size);
        Dump(text, "directory: counts", bytes, (int)header.DirectoryOffset, 16);
        int position = directory.Columns.ToList().IndexOf(flops);
        Dump(text, "directory: the column's entry", bytes, (int)header.DirectoryOffset + 16 + position * ColumnEntry.Size, ColumnEntry.Size);
        int names = (directory.Names.Count + 1) * 4 + directory.Names.Sum(name => name.Length);
        Dump(text, $"directory: offsets and names ({string.Join(", ", directory.Names)})", bytes, bytes.Length - names, names);
        return text.Append("```\n").ToString();
    }

    private static void Dump(StringBuilder text, string title, byte[] bytes, int offset, int length)
    {
        text.Append(CultureInfo.InvariantCulture, $"{title}\n");
        for (int line = offset; line < offset + length; line += 16)
        {
            ReadOnlySpan<byte> part = bytes.AsSpan(line, int.Min(16, offset + length - line));
            text.Append(CultureInfo.InvariantCulture, $"  {line:X6} ");
            foreach (byte value in part)
                text.Append(CultureInfo.InvariantCulture, $" {value:X2}");
            text.Append('\n');
        }
    }

    private static ulong Bits(double value) => BitConverter.DoubleToUInt64Bits(value);
}
