using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Spaces;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Search.Oracle;

public sealed partial class TableOracle
{
    private const int FewInThousand = 1000;

    private TableOracle(NatsBenchmark bench, Dataset dataset, OracleOptions options)
    {
        (_bench, _dataset, _axis) = (bench, dataset, options.Axis);
        _isMeanOfSeeds = options.Seeds == SeedPolicy.Mean;
        Quantities = [.. options.Quantities];
        Fidelities = FidelitiesOfFile.Of(bench, dataset, options.Axis);
        _views = new SimulationView?[Fidelities.Full + 1];
        Space = ArchitectureSpace.Of(bench, IsAllowed(bench, dataset, options), options.Isomorphs);
        _members = MembersOf(bench, options);
        _objectives = BindObjectives();
        _ = View(Fidelities.Full);
    }

    /// <summary>Binds a benchmark.</summary>
    /// <param name="bench">A benchmark of either space.</param>
    /// <param name="dataset"><c>cifar10</c> (which trains on cifar10-valid), <c>cifar100</c> or <c>ImageNet16-120</c>.</param>
    /// <param name="options">How it answers.</param>
    /// <exception cref="NatsBenchException">The file lacks what the search asks for; the message says what.</exception>
    public static TableOracle Bind(NatsBenchmark bench, Dataset dataset, OracleOptions options)
    {
        ArgumentNullException.ThrowIfNull(bench);
        ArgumentNullException.ThrowIfNull(options);
        return new TableOracle(bench, dataset, options);
    }

    // An architecture may be proposed when its longest training and its reported accuracies are known.
    private Func<int, bool> IsAllowed(NatsBenchmark bench, Dataset dataset, OracleOptions options)
    {
        SimulationView full = SimulationAfter(Fidelities.Full);
        bool[] allowed = [.. Enumerable.Range(0, bench.Count).Select(full.Answers)];
        foreach (Dataset report in options.Reports.Count > 0 ? options.Reports : [dataset])
        {
            ReportColumns reported = ReportColumns.Read(bench, report);
            for (int architecture = 0; architecture < allowed.Length; architecture++)
                allowed[architecture] &= double.IsFinite(reported.Valid[architecture]) && double.IsFinite(reported.Test[architecture]);
        }
        int[] absent = [.. Enumerable.Range(0, bench.Count).Where(architecture => !allowed[architecture])];
        int most = options.Absent switch
        {
            AbsentPolicy.AvoidFew => bench.Count / FewInThousand,
            AbsentPolicy.Avoid => bench.Count,
            _ => 0,
        };
        if (absent.Length > most)
            throw new NatsBenchException(
                $"{bench.Path}: {absent.Length} of {bench.Count} architectures, {absent[0]} the first, lack a number that a search on {dataset} asks for; convert the whole archive, or avoid them (--absent avoid)");
        Avoided = absent;
        return architecture => allowed[architecture];
    }

    /// <summary>The architectures that are avoided because they lack a number, ascending.</summary>
    public IReadOnlyList<int> Avoided { get; private set; } = [];

    private static int[][]? MembersOf(NatsBenchmark bench, OracleOptions options)
    {
        if (options.Isomorphs == Isomorphs.Mean)
        {
            int[] lowest = IsomorphismClasses.LowestMembers(bench);
            ILookup<int, int> members = Enumerable.Range(0, lowest.Length).ToLookup(architecture => lowest[architecture]);
            return [.. lowest.Select((of, architecture) => of == architecture ? members[architecture].ToArray() : [])];
        }
        return options.Seeds == SeedPolicy.Mean ? [.. Enumerable.Range(0, bench.Count).Select(architecture => new[] { architecture })] : null;
    }

    private double[] BindObjectives()
    {
        double[] objectives = new double[Space.Count * Quantities.Count];
        for (int i = 0; i < Quantities.Count; i++)
        {
            CostView costs = _bench.Table(_dataset, SettingOf(Fidelities.Full)).Costs;
            ReadOnlySpan<double> column = Quantities[i] switch
            {
                Quantity.Flops => costs.Flops,
                Quantity.Params => costs.Params,
                Quantity.Latency => costs.Latency,
                _ => throw new ArgumentOutOfRangeException(nameof(Quantities), Quantities[i], "not a quantity"),
            };
            double[] own = OverMembers(column);
            for (int architecture = 0; architecture < Space.Count; architecture++)
                objectives[architecture * Quantities.Count + i] = own[architecture];
        }
        return objectives;
    }

    /// <summary>The most stored seeds that a longest training has.</summary>
    internal int MostSeeds => Enumerable.Range(0, _bench.Count).Max(View(Fidelities.Full).RunCount);

    private SimulationView BindView(int epochs)
    {
        SimulationView view = SimulationAfter(Fidelities.Require(epochs));
        foreach (int architecture in Space.Allowed)
            foreach (int member in _members?[architecture] ?? [architecture])
                if (!view.Answers(member))
                    throw new NatsBenchException($"{_bench.Path}: architecture {member} has no validation accuracy on {_dataset} after {epochs} epochs");
        return _views[epochs] = view;
    }

    private SimulationView SimulationAfter(int epochs) =>
        _axis.Setting is { } setting && epochs != Fidelities.Full
            ? _bench.Simulation(_dataset, setting, epochs - 1)
            : _bench.Simulation(_dataset, SettingOf(epochs));

    private TrainingSetting SettingOf(int epochs) =>
        _axis.Setting ?? FidelitiesOfFile.Ladder(_bench, _dataset).First(rung => rung.Epochs == epochs).Setting;

    /// <summary>A column of architectures, or its means over the members of each class; NaN for cells that stand for none.</summary>
    internal double[] OverMembers(ReadOnlySpan<double> column)
    {
        double[] own = column.ToArray();
        for (int architecture = 0; _members is not null && architecture < own.Length; architecture++)
        {
            double sum = 0;
            foreach (int member in _members[architecture])
                sum += column[member];
            own[architecture] = sum / _members[architecture].Length;
        }
        return own;
    }
}
