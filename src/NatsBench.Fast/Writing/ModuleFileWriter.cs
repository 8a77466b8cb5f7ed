using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
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
        PointColumns columns = new(origin,
            ColumnNames.Curve(setting, DatasetName, FileLayout.NoName, CurveColumnKind.Elapsed),
            [.. Sets.Select(set => ColumnNames.Curve(setting, DatasetName, set, CurveColumnKind.Top1))]);
        ForEachBlock(table, pass, (first, trainings) =>
        {
            columns.Begin(first, trainings.Length);
            for (int i = 0; i < trainings.Length; i++)
                columns.Set(i, trainings[i].Halfway);
            columns.Complete(sink);
        });
        return columns.Written(table.FirstTrial[^1]);
    }

    private static IEnumerable<(ColumnBlocks, long)> Final(ModuleTable table, ushort setting, BlockSink sink, Action<double> pass)
    {
        int count = table.FirstTrial[^1];
        PointColumns columns = new(origin: 0,
            ColumnNames.Trial(setting, DatasetName, TrialColumn.TotalTime),
            [.. Sets.Select(set => ColumnNames.Trial(setting, DatasetName, TrialColumn.LastTop1, set))]);
        ColumnBlocks parameters = new(ColumnNames.Trial(setting, DatasetName, TrialColumn.Params), ElementType.Float64);
        ForEachBlock(table, pass, (first, trainings) =>
        {
            columns.Begin(first, trainings.Length);
            BlockJob job = new(parameters, first, trainings.Length, stride: 1, origin: 0) { IsSearched = false };
            Span<double> cells = MemoryMarshal.Cast<byte, double>(job.RentCells());
            for (int i = 0; i < trainings.Length; i++)
            {
                cells[i] = trainings[i].Params;
                columns.Set(i, trainings[i].Final);
            }
            sink.Add(job);
            columns.Complete(sink);
        });
        long[] repeats = new long[count];
        for (int module = 0; module < table.FirstTrial.Length - 1; module++)
            for (int trial = table.FirstTrial[module]; trial < table.FirstTrial[module + 1]; trial++)
                repeats[trial] = trial - table.FirstTrial[module];
        int[] epochs = new int[count];
        epochs.AsSpan().Fill(table.Epochs);
        return
        [
            (Integers<int>(TrialColumn.FirstTrial, ElementType.Int32, table.FirstTrial), table.FirstTrial.Length),
            (Integers<long>(TrialColumn.Seed, ElementType.Int64, repeats), count),
            (Integers<int>(TrialColumn.Form, ElementType.Int32, new int[count]), count),
            (Integers<int>(TrialColumn.Epochs, ElementType.Int32, epochs), count),
            // The source has neither; a column without blocks is one in which everything is absent.
            (new ColumnBlocks(ColumnNames.Trial(setting, DatasetName, TrialColumn.Flops), ElementType.Float64), count),
            (parameters, count),
            (new ColumnBlocks(ColumnNames.Trial(setting, DatasetName, TrialColumn.Latency), ElementType.Float64), count),
            .. columns.Written(count),
        ];

        ColumnBlocks Integers<T>(TrialColumn column, ElementType type, ReadOnlySpan<T> values)
            where T : unmanaged => IntegerColumn.Write(ColumnNames.Trial(setting, DatasetName, column), type, values, sink, BlockCells);
    }

    private delegate void TakeBlock(int first, ReadOnlySpan<ModuleTraining> trainings);

    private static void ForEachBlock(ModuleTable table, Action<double> pass, TakeBlock take)
    {
        int count = table.FirstTrial[^1];
        var trainings = new ModuleTraining[int.Min(BlockCells, count)];
        for (int first = 0; first < count; first += BlockCells)
        {
            Span<ModuleTraining> block = trainings.AsSpan(0, int.Min(BlockCells, count - first));
            table.Fill(first, block);
            take(first, block);
            pass((double)(first + block.Length) / count);
        }
    }

    private static void WritePart(BlockSink sink, List<ColumnEntry> entries, IEnumerable<(ColumnBlocks Blocks, long Items)> part)
    {
        (ColumnBlocks Blocks, long Items)[] written = [.. part];
        sink.Drain();
        foreach ((ColumnBlocks blocks, long items) in written)
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

    /// <summary>The four columns of a point of all trainings: seconds, and three accuracies.</summary>
    private sealed class PointColumns(int origin, ColumnKey seconds, ColumnKey[] accuracies)
    {
        private readonly ColumnBlocks[] _columns = [.. accuracies.Prepend(seconds).Select(key => new ColumnBlocks(key, ElementType.Float64))];
        private readonly double[][] _cells = [.. Enumerable.Range(0, 4).Select(_ => new double[BlockCells])];
        private readonly byte[][] _present = [.. Enumerable.Range(0, 4).Select(_ => new byte[BlockCells / 8])];
        private readonly bool[] _holds = new bool[4];
        private int _first;
        private int _count;

        public void Begin(int first, int count)
        {
            (_first, _count) = (first, count);
            foreach (byte[] present in _present)
                present.AsSpan().Clear();
        }

        public void Set(int item, in ModulePoint point)
        {
            Set(0, item, point.Seconds);
            Set(1, item, point.Train);
            Set(2, item, point.Valid);
            Set(3, item, point.Test);
        }

        public void Complete(BlockSink sink)
        {
            for (int column = 0; column < _columns.Length; column++)
            {
                int numbers = 0;
                int bytes = Columns.Bitmap.ByteCount(_count);
                foreach (byte bits in _present[column].AsSpan(0, bytes))
                    numbers += byte.PopCount(bits);
                // Items that no block covers are absent.
                if (numbers == 0)
                    continue;
                _holds[column] = true;
                // Fractions that were rounded to float32 are counts no more.
                BlockJob job = new(_columns[column], _first, _count, stride: 1, origin) { IsSearched = false };
                MemoryMarshal.AsBytes(_cells[column].AsSpan(0, _count)).CopyTo(job.RentCells());
                if (numbers < _count)
                    job.SetBitmaps(_present[column].AsSpan(0, bytes).ToArray(), []);
                sink.Add(job);
            }
        }

        /// <summary>The columns that hold anything.</summary>
        public IEnumerable<(ColumnBlocks, long)> Written(int items) => _columns.Where((_, column) => _holds[column]).Select(column => (column, (long)items));

        private void Set(int column, int item, double? value)
        {
            _cells[column][item] = value ?? double.NaN;
            if (value is not null)
                Columns.Bitmap.Set(_present[column], item);
        }
    }
}
