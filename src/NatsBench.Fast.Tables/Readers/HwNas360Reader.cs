using NatsBench.Fast.Model;
using NatsBench.Fast.Records;
using NatsBench.Fast.Tables.Grids;
using NatsBench.Fast.Tables.Keys;
using NatsBench.Fast.Tables.Sources;

namespace NatsBench.Fast.Tables.Readers;

/// <summary>
/// HW-NAS-Bench-360's Parquet: a row for each architecture, device, framework and task, with latency, its variance and energy, and the final
/// accuracy on the task, which NAS-Bench-360 (and for CIFAR-100 NAS-Bench-201) measured.
/// </summary>
internal sealed class HwNas360Reader : ITableReader
{
    private static readonly (string Column, string Name, string Quantity, string Unit)[] Measures =
        [("lat_ms_median", "latency", "latency", "ms"), ("lat_ms_var", "latency_variance", "variance", "ms^2"), ("energy_mj", "energy", "energy", "mJ")];

    private static readonly string[] Known = ["arch_idx", "device", "framework", "task", "lat_ms_median"];

    // What a final accuracy is, by its task.
    private static readonly Dictionary<string, (string Unit, string Note)> Tasks = new()
    {
        ["ninapro"] = ("%", "NAS-Bench-360, seed 777 after 200 epochs"),
        ["darcy"] = ("fraction", "NAS-Bench-360, seed 777 after 200 epochs: 1 less the relative L2 loss, which may be below 0"),
        ["cifar100"] = ("%", "mean x-test of NAS-Bench-201 v1.1"),
    };

    public string Format => "hwnas360";

    public bool Knows(SourceFile file) => ParquetGrid.Looks(file) && ParquetGrid.Names(file) is var names && Array.TrueForAll(Known, name => names.Contains(name));

    public IEnumerable<SourceTable> Read(SourceFile file, ArchitectureKeys keys, TableOptions options)
    {
        Grid grid = ParquetGrid.Read(file);
        GridColumn index = grid.Get(file, "arch_idx"), device = grid.Get(file, "device"), framework = grid.Get(file, "framework"), task = grid.Get(file, "task");
        GridColumn? status = grid.Find("status"), representative = grid.Find("rep_arch_idx"), accuracy = grid.Find("accuracy");
        (double[] Numbers, string Name, string Quantity, string Unit)[] measures =
            [.. Measures.Where(one => grid.Has(one.Column)).Select(one => (grid.Get(file, one.Column).Numbers ?? throw file.Fault($"column {one.Column} holds no numbers"), one.Name, one.Quantity, one.Unit))];
        SourceTable table = new() { Kind = KeyKind.Index };
        for (int row = 0; row < grid.RowCount; row++)
        {
            string key = index.TextAt(row), where = $"{device.TextAt(row)}.{framework.TextAt(row)}.{task.TextAt(row)}", taskName = task.TextAt(row);
            if (representative is not null && keys.TryFind(KeyKind.Index, key, out int cell) && representative.TextAt(row) != $"{keys.Representatives[cell]}")
                throw file.Fault($"row {row}: architecture {cell} was measured as {representative.TextAt(row)} where {keys.Representatives[cell]} is the lowest of its class in {keys.Benchmark.Path}");
            if (status is not null && status.TextAt(row) != "ok")
                continue;
            int place = table.RowOf(key);
            foreach ((double[] numbers, string name, string quantity, string unit) in measures)
                table.Column($"{where}.{name}", () => Measured(file, device.TextAt(row), framework.TextAt(row), taskName, name, quantity, unit)).Add(place, numbers[row]);
            if (accuracy?.Numbers is { } final)
                table.Column($"{taskName}.accuracy", () => Final(file, taskName)).Add(place, final[row]);
        }
        return [table];
    }

    private static SourceColumn Measured(SourceFile file, string device, string framework, string task, string name, string quantity, string unit) => new(new ExtraDescription
    {
        Name = $"hwnas360.{ColumnWords.Part(device)}.{ColumnWords.Part(framework)}.{ColumnWords.Part(task)}.{name}",
        Quantity = quantity,
        Unit = unit,
        Direction = Direction.Minimise,
        Dataset = task,
        Device = $"{device}, {framework}",
        Kind = ExtraKind.Measured,
        SourceName = file.Name,
        Note = "measured for one of each class of isomorphic cells",
    })
    { IsOfHardware = true };

    private static SourceColumn Final(SourceFile file, string task)
    {
        (string unit, string note) = Tasks.GetValueOrDefault(task, ("", ""));
        return new(new ExtraDescription
        {
            Name = $"nb360.{ColumnWords.Part(task)}.accuracy",
            Quantity = "accuracy",
            Unit = unit,
            Direction = Direction.Maximise,
            Dataset = task,
            Kind = ExtraKind.Measured,
            SourceName = file.Name,
            Note = note,
        });
    }
}
