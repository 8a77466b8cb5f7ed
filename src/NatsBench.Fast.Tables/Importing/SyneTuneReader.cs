using System.Text.Json;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Model;
using NatsBench.Fast.Records;
using NatsBench.Fast.Tables.Grids;
using NatsBench.Fast.Tables.Sources;

namespace NatsBench.Fast.Tables.Importing;

/// <summary>
/// Syne Tune's <c>nasbench201</c> folder: <c>hyperparameters.parquet</c> (<c>hp_x0</c> to <c>hp_x5</c>, operations by name in the order of NATS-Bench's
/// edges), <c>objectives_evaluations.npy</c> (float32 by task, architecture, seed, epoch, objective) and <c>metadata.json</c> (names of tasks and
/// objectives). A seed that was never trained has the mean of the others there.
/// </summary>
internal sealed class SyneTuneReader : IPartialReader
{
    private const string Hyperparameters = "hyperparameters.parquet";
    private const string Evaluations = "objectives_evaluations.npy";
    private const string Metadata = "metadata.json";

    // A mean of two in float32 is within a unit in its last place or two, however it was added up.
    private const float Rounding = 4 * 5.9604645e-8f;

    private static readonly long[] Seeds = [777, 888, 999];

    public string Format => "syne-tune";

    public string Holds => "accuracies on train and ori-test at every epoch of setting 200, and parameters, rounded to float32, from Syne Tune; the NATS-Bench archive has losses, times, the other sets, cifar10-valid and setting 12";

    public bool Knows(ImportSource source) => source.IsFolder && FilesOf(source).All(File.Exists);

    public IEnumerable<string> FilesOf(ImportSource source) => [.. new[] { Hyperparameters, Metadata, Evaluations }.Select(name => Path.Combine(source.Path, name))];

    public void Read(ImportSource source, PartialRuns runs)
    {
        int before = runs.Count;
        int[] cells = ReadCells(SourceFile.Read(Path.Combine(source.Path, Hyperparameters)));
        (string[] tasks, string[] objectives) = ReadNames(Path.Combine(source.Path, Metadata));
        using NpyFile npy = new(Path.Combine(source.Path, Evaluations));
        if (npy.Sides is not [var taskCount, var cellCount, var seedCount, var epochs, var objectiveCount]
            || taskCount != tasks.Length || cellCount != cells.Length || seedCount != Seeds.Length || objectiveCount != objectives.Length || epochs > 1 << 14)
            throw source.Fault($"{Evaluations} is [{string.Join(", ", npy.Sides)}], not [{tasks.Length} tasks, {cells.Length} cells, {Seeds.Length} seeds, epochs, {objectives.Length} objectives]");
        int valid = Objective("metric_valid_error"), train = Objective("metric_train_error"), parameters = Objective("metric_params");
        float[] numbers = new float[checked(seedCount * epochs * objectiveCount)];
        for (int task = 0; task < tasks.Length; task++)
            for (int cell = 0; cell < cells.Length; cell++)
            {
                npy.Read(((long)task * cellCount + cell) * numbers.Length, numbers);
                int imputed = Imputed(numbers, epochs, objectiveCount, [valid, train], runs);
                for (int seed = 0; seed < seedCount; seed++)
                    if (seed != imputed)
                        runs.Add(
                            new()
                            {
                                Architecture = cells[cell],
                                Setting = TrainingSetting.Epochs200.Key,
                                Dataset = tasks[task],
                                Seed = Seeds[seed],
                                Epochs = epochs,
                                TrainAccuracy = Accuracy(seed, train),
                                Sets = [new(EvaluationSet.OriTest.Name, Accuracy(seed, valid), null, null)],
                                Params = Cost(seed, parameters),
                            },
                            source.Path);
            }
        runs.Note("an accuracy of float32", 2L * (runs.Count - before) * epochs);

        int Objective(string name) => Array.IndexOf(objectives, name) is >= 0 and var place ? place : throw source.Fault($"{Metadata} names no objective {name}");

        float At(int seed, int epoch, int objective) => numbers[(((seed * epochs) + epoch) * objectiveCount) + objective];

        Curve Accuracy(int seed, int objective)
        {
            double[] percent = new double[epochs];
            for (int epoch = 0; epoch < epochs; epoch++)
                percent[epoch] = 100 * (1 - (double)At(seed, epoch, objective));
            return new Curve(0, percent);
        }

        double? Cost(int seed, int objective) => float.IsFinite(At(seed, 0, objective)) ? At(seed, 0, objective) : null;
    }

    // The seed that is the mean of the two others at every epoch, of both errors; -1 where there is none, or where more are, as where all are equal.
    private static int Imputed(float[] numbers, int epochs, int objectives, ReadOnlySpan<int> errors, PartialRuns runs)
    {
        int imputed = -1, found = 0;
        for (int seed = 0; seed < Seeds.Length; seed++)
            if (IsMean(seed, errors))
                (imputed, found) = (seed, found + 1);
        if (found == 1)
        {
            runs.Note("a seed that is the mean of the others at every epoch, which was never trained: left out");
            return imputed;
        }
        if (found > 1)
            runs.Note("seeds that are equal at every epoch, of which nothing tells whether one was never trained: kept");
        return -1;

        bool IsMean(int seed, ReadOnlySpan<int> errors)
        {
            int one = (seed + 1) % Seeds.Length, other = (seed + 2) % Seeds.Length;
            for (int epoch = 0; epoch < epochs; epoch++)
                foreach (int error in errors)
                {
                    double mean = ((double)At(one, epoch, error) + At(other, epoch, error)) / 2;
                    // Written so that NaN is no mean.
                    if (!(double.Abs(At(seed, epoch, error) - mean) <= Rounding * double.Abs(mean)))
                        return false;
                }
            return true;
        }

        float At(int seed, int epoch, int objective) => numbers[(((seed * epochs) + epoch) * objectives) + objective];
    }

    private static int[] ReadCells(SourceFile file)
    {
        Grid grid = ParquetGrid.Read(file);
        GridColumn[] columns = [.. Enumerable.Range(0, TopologyCell.EdgeCount).Select(edge => grid.Get(file, $"hp_x{edge}"))];
        int[] cells = new int[grid.RowCount];
        HashSet<int> seen = [];
        Span<CellOperation> operations = stackalloc CellOperation[TopologyCell.EdgeCount];
        for (int row = 0; row < cells.Length; row++)
        {
            for (int edge = 0; edge < operations.Length; edge++)
                if (!CellOperations.TryParse(columns[edge].TextAt(row), out operations[edge]))
                    throw file.Fault($"'{Printable.Of(columns[edge].TextAt(row))}' in row {row} is no operation");
            cells[row] = Cells.IndexOf(new TopologyCell(operations));
            if (!seen.Add(cells[row]))
                throw file.Fault($"row {row} is cell {cells[row]} once more");
        }
        return cells;
    }

    private static (string[] Tasks, string[] Objectives) ReadNames(string path)
    {
        List<string> tasks = [], objectives = [];
        JsonLeaves.Read(SourceFile.Read(path), (IReadOnlyList<string> names, in JsonLeaf leaf) =>
        {
            if (names is ["task_names" or "objectives_names", _] && leaf is { Kind: JsonValueKind.String, Text: { } text })
                (names[0] == "task_names" ? tasks : objectives).Add(text);
            return true;
        });
        return tasks.Count > 0 && objectives.Count > 0 ? ([.. tasks], [.. objectives]) : throw new NatsBenchException($"{path}: names no tasks and objectives");
    }
}
