using NatsBench.Fast.Conversion.Provenance;
using NatsBench.Fast.Model;
using NatsBench.Fast.Records;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Conversion.NasBench101;

/// <summary>Compares modules and their trainings with a column file, bit for bit.</summary>
internal sealed class ModuleComparer(NatsBenchmark bench)
{
    private const int RepeatsAtMost = 3;

    private readonly FindingTally _differences = new();

    /// <summary>Numbers compared.</summary>
    public long Numbers { get; private set; }

    /// <summary>What differs.</summary>
    public IReadOnlyList<Finding> Differences => _differences.ToFindings();

    public void Compare(ModuleHash[] hashes, ModuleGraph[] graphs, IReadOnlyList<ModuleTable> tables)
    {
        if (bench.Space != SearchSpace.NasBench101)
        {
            _differences.Add("search space", $"{bench.Space.OfficialName()}, not {SearchSpace.NasBench101.OfficialName()}");
            return;
        }
        if (bench.Count != hashes.Length)
            _differences.Add("number of modules", $"{hashes.Length} in the source, {bench.Count} in the file");
        int[] indices = new int[hashes.Length];
        for (int i = 0; i < hashes.Length; i++)
            if (!bench.TryIndexOf(hashes[i], out indices[i]))
                _differences.Add("module that the file lacks", hashes[i], static hash => $"{hash}");
            else if (bench.Module(indices[i]) != graphs[i])
                _differences.Add("graph", hashes[i], static hash => $"module {hash}");
        string[] settings = [.. bench.Settings.Select(setting => setting.Key)];
        foreach (ModuleTable table in tables)
            if (settings.Contains($"{table.Epochs}"))
                Compare(table, indices);
            else
                _differences.Add("number of epochs that the file lacks", $"{table.Epochs}");
        foreach (string setting in settings.Except(tables.Select(table => $"{table.Epochs}")))
            _differences.Add("number of epochs that the source lacks", setting);
    }

    private void Compare(ModuleTable table, int[] indices)
    {
        ModuleView view = bench.Modules(table.Epochs);
        var trainings = new ModuleTraining[RepeatsAtMost];
        for (int module = 0; module < indices.Length; module++)
        {
            int count = table.FirstTrial[module + 1] - table.FirstTrial[module];
            if (indices[module] < 0)
                continue;
            if (view.Repeats(indices[module]) != count)
            {
                _differences.Add($"{table.Epochs} epochs: number of trainings", indices[module], static index => $"architecture {index}");
                continue;
            }
            table.Fill(table.FirstTrial[module], trainings.AsSpan(0, count));
            for (int repeat = 0; repeat < count; repeat++)
                if (!Agree(trainings[repeat], view[indices[module], repeat], view[indices[module], repeat, halfway: true]))
                    _differences.Add($"{table.Epochs} epochs: numbers of a training", (indices[module], repeat), static place => $"architecture {place.Item1}, repeat {place.repeat}");
        }
    }

    private bool Agree(in ModuleTraining source, in Queries.ModuleMetrics final, in Queries.ModuleMetrics halfway)
    {
        Numbers++;
        return source.Params == final.TrainableParameters / 1e6 && Agree(source.Final, final) & Agree(source.Halfway, halfway);
    }

    private bool Agree(in ModulePoint source, in Queries.ModuleMetrics ours) =>
        Agree(source.Seconds, ours.TrainingTime, 1) & Agree(source.Train, ours.TrainAccuracy, 100)
        & Agree(source.Valid, ours.ValidationAccuracy, 100) & Agree(source.Test, ours.TestAccuracy, 100);

    // What is not there is NaN in an answer.
    private bool Agree(double? source, double ours, double unit)
    {
        Numbers += source is null ? 0 : 1;
        return source is { } value && !double.IsNaN(value)
            ? BitConverter.DoubleToInt64Bits(value / unit) == BitConverter.DoubleToInt64Bits(ours)
            : double.IsNaN(ours);
    }
}
