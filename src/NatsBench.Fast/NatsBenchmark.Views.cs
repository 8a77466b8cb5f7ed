using NatsBench.Fast.Internals;
using NatsBench.Fast.Model;
using NatsBench.Fast.Views;

namespace NatsBench.Fast;

public sealed partial class NatsBenchmark
{
    private readonly Kept<int, ModuleView> _moduleViews = new();
    private readonly Kept<(Dataset, TrainingSetting), TableView> _tableViews = new();
    private readonly Kept<(Dataset, TrainingSetting, int?), SimulationView> _simulationViews = new();

    /// <summary>One dataset under one setting as columns and views; made once and kept. Bind it outside the loop.</summary>
    /// <param name="dataset">The dataset trained on; <c>cifar10</c> and <c>cifar10-valid</c> are two.</param>
    /// <param name="setting">The hyper-parameter setting (the official <c>hp</c>).</param>
    /// <exception cref="RefusedException">No record of the file has them.</exception>
    public TableView Table(Dataset dataset, TrainingSetting setting) => TryTable(dataset, setting) ?? throw NoTable(dataset, setting);

    /// <summary>Simulated training on one dataset under one setting up to one epoch; made once and kept. Bind it outside the loop.</summary>
    /// <param name="dataset">
    /// <c>cifar10</c>, <c>cifar100</c> or <c>ImageNet16-120</c>. For <c>cifar10</c> accuracy and times are those of
    /// <c>cifar10-valid</c>, which has a validation set, and the latency is that of <c>cifar10</c>.
    /// </param>
    /// <param name="setting">The hyper-parameter setting (the official <c>hp</c>).</param>
    /// <param name="epoch">
    /// The epoch after which training stops and validates, 0-based; null is the last. At an epoch that one run does not have, or at which
    /// its validation accuracy was not kept, questions about it are refused.
    /// </param>
    /// <exception cref="RefusedException">Another dataset, no record of the file has them, or no run has the epoch.</exception>
    public SimulationView Simulation(Dataset dataset, TrainingSetting setting, int? epoch = null) =>
        TrySimulation(dataset, setting, epoch) ?? throw NoTable(dataset, setting);

    private TableView? TryTable(Dataset dataset, TrainingSetting setting)
    {
        if (_tableViews.Find((dataset, setting)) is { } view)
            return view;
        return _file.Table(setting.Key, dataset.Name) is { } table
            ? _tableViews.Keep((dataset, setting), new TableView(_file, _records, table))
            : null;
    }

    private SimulationView? TrySimulation(Dataset dataset, TrainingSetting setting, int? epoch = null)
    {
        if (_simulationViews.Find((dataset, setting, epoch)) is { } view)
            return view;
        return SimulationView.TryBind(_file, _records, dataset, setting, epoch) is { } bound
            ? _simulationViews.Keep((dataset, setting, epoch), bound)
            : null;
    }

    private RefusedException NoTable(Dataset dataset, TrainingSetting setting) => new(
        Refusal.KeyError,
        $"{Path}: no record has '{dataset}' under setting '{setting}'; the file has {string.Join(", ", _file.Tables.Select(table => $"{table.Dataset} under {table.Setting}"))}");
}
