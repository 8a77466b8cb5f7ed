using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using CommunityToolkit.HighPerformance.Buffers;
using NatsBench.Fast.Format;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Model;
using NatsBench.Fast.Records;
using NatsBench.Fast.Schema;

namespace NatsBench.Fast.Writing;

/// <summary>
/// Writes modules as a column file. There are millions of trainings of a few numbers each: they come column by column, where
/// <see cref="NatsBenchWriter"/> takes records; what lies in the file is the same.
/// </summary>
internal static class ModuleFileWriter
{
    private const int BlockCells = 1 << 15;

    private static readonly ushort[] Sets = [FileLayout.NoName, ValidName, TestName];

    // The names of the file, numbered: the dataset, its two evaluation sets, and after them the settings.
    private const ushort DatasetName = 0;
    private const ushort ValidName = 1;
    private const ushort TestName = 2;
    private const ushort FirstSettingName = 3;

    /// <summary>Writes a file. Equal arguments give equal bytes, whatever the number of threads.</summary>
    /// <param name="path">Its name; an existing file is replaced when the new one is complete.</param>
    /// <param name="hashes">The hashes of all modules, ascending.</param>
    /// <param name="graphs">Their graphs.</param>
    /// <param name="tables">Their trainings, by number of epochs, ascending.</param>
    /// <param name="provenance">Where the numbers came from.</param>
    /// <param name="threads">How many threads encode blocks, 1 or more.</param>
    /// <param name="progress">Told the share that is written, 0 to 1.</param>
    /// <param name="cancellation">Stops the work and leaves nothing behind.</param>
    /// <exception cref="NatsBenchException">The place cannot be written.</exception>
    public static void Write(
        string path, ReadOnlyMemory<ModuleHash> hashes, ReadOnlyMemory<ModuleGraph> graphs, IReadOnlyList<ModuleTable> tables, Provenance provenance, int threads,
        Action<double>? progress = null, CancellationToken cancellation = default)
    {
        using AsideFile file = new(path);
        file.Write(stackalloc byte[FileHeader.Size]);
        BlockSink sink = new(file, threads);
        string[] names = [Dataset.Cifar10.Name, EvaluationSet.XValid.Name, EvaluationSet.OriTest.Name, .. tables.Select(table => SettingOf(table))];

        List<ColumnEntry> curves = [], columns = [];
        int passes = 0;
        for (int table = 0; table < tables.Count; table++)
            WritePart(sink, curves, Halfway(tables[table], (ushort)(FirstSettingName + table), sink, Pass));
        for (int table = 0; table < tables.Count; table++)
            WritePart(sink, columns, Final(tables[table], (ushort)(FirstSettingName + table), sink, Pass));

        (int[] rowForms, RecordForm[] forms) = Forms(hashes.Length, tables);
        Metadata metadata = new(provenance, TableContents.Whole, hashes.Length, forms, [Form]);
        byte[] document = MetadataJson.Write(metadata), texts = Texts(hashes.Span);
        WritePart(sink, columns,
        [
            (Integers<int>(ArchiveColumn.RowArchitecture, ElementType.Int32, [.. Enumerable.Range(0, hashes.Length)]), hashes.Length),
            (Integers<int>(ArchiveColumn.RowForm, ElementType.Int32, rowForms), rowForms.Length),
            (IntegerColumn.Write<byte>(ColumnNames.Archive(ArchiveColumn.Architectures), ElementType.Bytes, texts, sink, FileLayout.MaxBlockCells, isSearched: false), texts.Length),
            (Integers(ArchiveColumn.Graphs, ElementType.Int64, MemoryMarshal.Cast<ModuleGraph, long>(graphs.Span)), graphs.Length),
            (IntegerColumn.Write<byte>(ColumnNames.Archive(ArchiveColumn.Metadata), ElementType.Bytes, document, sink, FileLayout.MaxBlockBytes), document.Length),
        ]);
        FileEnd.Write(file, sink, [.. curves, .. columns], names, FileLayout.MinorVersion);

        void Pass(double share)
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Invoke((passes + share) / (2 * tables.Count));
            if (share >= 1)
                passes++;
        }

        ColumnBlocks Integers<T>(ArchiveColumn column, ElementType type, ReadOnlySpan<T> values)
            where T : unmanaged => IntegerColumn.Write(ColumnNames.Archive(column), type, values, sink, BlockCells);
    }

    // Every training is the same but for its numbers.
    private static TrialForm Form { get; } = new()
    {
        Name = Dataset.Cifar10.Name,
        SeedText = null,
        EvaluationSets = [EvaluationSet.XValid.Name, EvaluationSet.OriTest.Name],
        Config = [],
        Absent = AbsentTables.Flops | AbsentTables.TrainTop5 | AbsentTables.TrainLoss | AbsentTables.TrainTime,
        LatencyCount = -1,
        KeepsEvaluationTimes = false,
        KeepsAllTrainTimes = false,
        TrainTimeOrder = null,
        HasWeights = false,
    };

    private static string SettingOf(ModuleTable table) => table.Epochs.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<(ColumnBlocks, long)> Halfway(ModuleTable table, ushort setting, BlockSink sink, Action<double> pass)
    {
        int origin = table.Epochs / 2 - 1;
        PointColumns columns = new(table, isHalfway: true, origin, parameters: null,
            ColumnNames.Curve(setting, DatasetName, FileLayout.NoName, CurveColumnKind.Elapsed),
            [.. Sets.Select(set => ColumnNames.Curve(setting, DatasetName, set, CurveColumnKind.Top1))]);
        columns.AddTo(sink, pass);
        return columns.Written(table.FirstTrial[^1]);
    }

    private static IEnumerable<(ColumnBlocks, long)> Final(ModuleTable table, ushort setting, BlockSink sink, Action<double> pass)
    {
        int count = table.FirstTrial[^1];
        ColumnBlocks parameters = new(ColumnNames.Trial(setting, DatasetName, TrialColumn.Params), ElementType.Float64);
        PointColumns columns = new(table, isHalfway: false, origin: 0, parameters,
            ColumnNames.Trial(setting, DatasetName, TrialColumn.TotalTime),
            [.. Sets.Select(set => ColumnNames.Trial(setting, DatasetName, TrialColumn.LastTop1, set))]);
        columns.AddTo(sink, pass);
        long[] repeats = new long[count];
        for (int module = 0; module < table.FirstTrial.Length - 1; module++)
            for (int trial = table.FirstTrial[module]; trial < table.FirstTrial[module + 1]; trial++)
                repeats[trial] = trial - table.FirstTrial[module];
        int[] epochs = new int[count];
        epochs.AsSpan().Fill(table.Epochs);
        (ColumnBlocks, long)[] others =
        [
            (Integers<int>(TrialColumn.FirstTrial, ElementType.Int32, table.FirstTrial), table.FirstTrial.Length),
            (Integers<long>(TrialColumn.Seed, ElementType.Int64, repeats), count),
            (Integers<int>(TrialColumn.Form, ElementType.Int32, new int[count]), count),
            (Integers<int>(TrialColumn.Epochs, ElementType.Int32, epochs), count),
            // The source has neither; a column without blocks is one in which everything is absent.
            (new ColumnBlocks(ColumnNames.Trial(setting, DatasetName, TrialColumn.Flops), ElementType.Float64), count),
            (parameters, count),
            (new ColumnBlocks(ColumnNames.Trial(setting, DatasetName, TrialColumn.Latency), ElementType.Float64), count),
        ];
        return others.Concat(columns.Written(count));

        ColumnBlocks Integers<T>(TrialColumn column, ElementType type, ReadOnlySpan<T> values)
            where T : unmanaged => IntegerColumn.Write(ColumnNames.Trial(setting, DatasetName, column), type, values, sink, BlockCells);
    }

    private static void WritePart(BlockSink sink, List<ColumnEntry> entries, IEnumerable<(ColumnBlocks Blocks, long Items)> part)
    {
        // Which columns hold anything is known when their blocks are written.
        sink.Drain();
        foreach ((ColumnBlocks blocks, long items) in part)
            entries.Add(blocks.WriteIndex(sink, items));
    }

    // Modules that have the same numbers of epochs share a form.
    private static (int[] RowForms, RecordForm[] Forms) Forms(int modules, IReadOnlyList<ModuleTable> tables)
    {
        int[] rowForms = new int[modules];
        Dictionary<int, int> numbers = [];
        List<RecordForm> forms = [];
        for (int module = 0; module < modules; module++)
        {
            int has = 0;
            for (int table = 0; table < tables.Count; table++)
                has |= tables[table].FirstTrial[module + 1] > tables[table].FirstTrial[module] ? 1 << table : 0;
            if (!numbers.TryGetValue(has, out rowForms[module]))
            {
                numbers.Add(has, rowForms[module] = forms.Count);
                forms.Add(new RecordForm([.. tables.Where((_, table) => (has >> table & 1) != 0).Select(table => new SettingForm(SettingOf(table), false, [Dataset.Cifar10.Name]))]));
            }
        }
        return (rowForms, [.. forms]);
    }

    private static byte[] Texts(ReadOnlySpan<ModuleHash> hashes)
    {
        byte[] texts = new byte[hashes.Length * (ModuleHash.TextLength + 1)];
        Span<byte> bytes = stackalloc byte[16];
        for (int i = 0; i < hashes.Length; i++)
        {
            BinaryPrimitives.WriteUInt128BigEndian(bytes, hashes[i].Value);
            Span<byte> text = texts.AsSpan(i * (ModuleHash.TextLength + 1));
            Convert.TryToHexStringLower(bytes, text, out _);
            text[ModuleHash.TextLength] = (byte)'\n';
        }
        return texts;
    }

    /// <summary>The columns of a point of all trainings: seconds, three accuracies, and for the final point the parameters.</summary>
    private sealed class PointColumns(ModuleTable table, bool isHalfway, int origin, ColumnBlocks? parameters, ColumnKey seconds, ColumnKey[] accuracies)
    {
        private readonly ColumnBlocks[] _columns = [.. accuracies.Prepend(seconds).Select(key => new ColumnBlocks(key, ElementType.Float64))];

        public void AddTo(BlockSink sink, Action<double> pass)
        {
            int count = table.FirstTrial[^1];
            for (int first = 0; first < count; first += BlockCells)
            {
                int start = first, items = int.Min(BlockCells, count - first);
                sink.Add(() => Blocks(start, items));
                pass((double)(first + items) / count);
            }
        }

        /// <summary>The columns that hold anything, once all blocks are written.</summary>
        public IEnumerable<(ColumnBlocks, long)> Written(int items) => _columns.Where(column => column.Count > 0).Select(column => (column, (long)items));

        private List<BlockJob> Blocks(int first, int count)
        {
            // Fractions that were rounded to float32 are counts no more.
            BlockJob[] points = [.. _columns.Select(column => new BlockJob(column, first, count, stride: 1, origin) { IsSearched = false })];
            BlockJob? sizes = parameters is null ? null : new BlockJob(parameters, first, count, stride: 1, origin: 0) { IsSearched = false };
            using MemoryOwner<double> unwanted = MemoryOwner<double>.Allocate(sizes is null ? count : 0);
            using MemoryOwner<byte> present = MemoryOwner<byte>.Allocate(count);
            ModuleTrainings trainings = new()
            {
                Params = sizes is null ? unwanted.Span : Cells(sizes),
                Seconds = Cells(points[0]),
                Train = Cells(points[1]),
                Valid = Cells(points[2]),
                Test = Cells(points[3]),
                Present = present.Span,
            };
            table.Fill(first, isHalfway, trainings);
            List<BlockJob> jobs = sizes is null ? [] : [sizes];
            bool isWhole = !present.Span.ContainsAnyExcept(ModuleTrainings.All);
            for (int column = 0; column < points.Length; column++)
                if (isWhole || HasNumbers(points[column], column, present.Span))
                    jobs.Add(points[column]);
            return jobs;
        }

        private static Span<double> Cells(BlockJob job) => MemoryMarshal.Cast<byte, double>(job.RentCells());

        // Items that no block covers are absent.
        private static bool HasNumbers(BlockJob job, int column, ReadOnlySpan<byte> present)
        {
            byte[] bitmap = new byte[Columns.Bitmap.ByteCount(present.Length)];
            Span<double> cells = MemoryMarshal.Cast<byte, double>(job.Cells);
            int numbers = 0;
            for (int item = 0; item < present.Length; item++)
            {
                if ((present[item] >> column & 1) == 0)
                {
                    cells[item] = double.NaN;
                    continue;
                }
                Columns.Bitmap.Set(bitmap, item);
                numbers++;
            }
            if (numbers > 0 && numbers < present.Length)
                job.SetBitmaps(bitmap, []);
            if (numbers == 0)
                job.Discard();
            return numbers > 0;
        }
    }
}
