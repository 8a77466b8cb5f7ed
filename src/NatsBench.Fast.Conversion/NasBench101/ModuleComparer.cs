using NatsBench.Fast.Conversion.Provenance;
using NatsBench.Fast.Model;
using NatsBench.Fast.Queries;
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
        const int room = RepeatsAtMost * (ModuleTrainings.PointNumbers + 1);
        Span<double> numbers = stackalloc double[2 * room];
        Span<byte> present = stackalloc byte[2 * RepeatsAtMost];
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
            ModuleTrainings final = Room(numbers[..room], present[..count]), halfway = Room(numbers[room..], present.Slice(RepeatsAtMost, count));
            table.Fill(table.FirstTrial[module], false, final);
            table.Fill(table.FirstTrial[module], true, halfway);
            for (int repeat = 0; repeat < count; repeat++)
            {
                Numbers++;
                ModuleMetrics ours = view[indices[module], repeat];
                if (final.Params[repeat] != ours.TrainableParameters / 1e6 | !Agree(final, repeat, ours) | !Agree(halfway, repeat, view[indices[module], repeat, halfway: true]))
                    _differences.Add($"{table.Epochs} epochs: numbers of a training", (indices[module], repeat), static place => $"architecture {place.Item1}, repeat {place.repeat}");
            }
        }
    }

    private static ModuleTrainings Room(Span<double> numbers, Span<byte> present) => new()
    {
        Params = numbers[..present.Length],
        Seconds = numbers.Slice(RepeatsAtMost, present.Length),
        Train = numbers.Slice(2 * RepeatsAtMost, present.Length),
        Valid = numbers.Slice(3 * RepeatsAtMost, present.Length),
        Test = numbers.Slice(4 * RepeatsAtMost, present.Length),
        Present = present,
    };

    private bool Agree(in ModuleTrainings source, int repeat, in ModuleMetrics ours)
    {
        int present = source.Present[repeat];
        return Agree(present & 1, source.Seconds[repeat], ours.TrainingTime, 1) & Agree(present & 2, source.Train[repeat], ours.TrainAccuracy, 100)
            & Agree(present & 4, source.Valid[repeat], ours.ValidationAccuracy, 100) & Agree(present & 8, source.Test[repeat], ours.TestAccuracy, 100);
    }

    // What is not there is NaN in an answer.
    private bool Agree(int present, double source, double ours, double unit)
    {
        Numbers += present == 0 ? 0 : 1;
        return present != 0 && !double.IsNaN(source)
            ? BitConverter.DoubleToInt64Bits(source / unit) == BitConverter.DoubleToInt64Bits(ours)
            : double.IsNaN(ours);
    }
}
