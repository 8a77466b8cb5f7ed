using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Spaces;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Search.Oracle;

public sealed partial class TableOracle
{
    private const int FewInThousand = 1000;

    private TableOracle(BenchmarkArchitectures architectures, Dataset dataset, OracleOptions options)
    {
        (_bench, _dataset, _axis, Seeds) = (architectures.Benchmark, dataset, options.Axis, options.Seeds);
        Quantities = [.. options.Quantities.Select(quantity => quantity.In(_bench))];
        (int[] epochs, string whyNotOthers) = FidelitiesOfFile.Of(_bench, dataset, options.Axis);
        Fidelities = new Fidelities(epochs, isLadder: options.Axis.Setting is null, whyNotOthers, prepare: asked => View(asked));
        _views = new SimulationView?[Fidelities.Full + 1];

        bool[] isServed = IsServed(options);
        Avoided = [.. Enumerable.Range(0, isServed.Length).Where(architecture => !isServed[architecture])];
        RefuseTooMany(Avoided, options.Absent);
        if (options.Limits.Count > 0)
            LimitCounts = Exclude(isServed, [.. options.Limits.Select(limit => limit.In(_bench))]);
        int[] representatives = architectures.Representatives(architecture => isServed[architecture], options.Isomorphs);
        Space = architectures.Space(representatives);
        _members = Members(representatives, isServed, options);
        _objectives = BindObjectives();
        _full = View(Fidelities.Full);
    }

    /// <summary>Binds a benchmark.</summary>
    /// <param name="bench">A benchmark of either space.</param>
    /// <param name="dataset"><c>cifar10</c> (which trains on cifar10-valid), <c>cifar100</c> or <c>ImageNet16-120</c>.</param>
    /// <param name="options">How it answers.</param>
    /// <exception cref="NatsBenchException">The file lacks what the search asks for; the message says what.</exception>
    public static TableOracle Bind(NatsBenchmark bench, Dataset dataset, OracleOptions options) => Bind(new BenchmarkArchitectures(bench), dataset, options);

    /// <summary>As the other form, where several datasets are bound.</summary>
    /// <param name="architectures">The architectures of a benchmark of either space.</param>
    /// <param name="dataset"><c>cifar10</c> (which trains on cifar10-valid), <c>cifar100</c> or <c>ImageNet16-120</c>.</param>
    /// <param name="options">How it answers.</param>
    /// <exception cref="NatsBenchException">The file lacks what the search asks for; the message says what.</exception>
    public static TableOracle Bind(BenchmarkArchitectures architectures, Dataset dataset, OracleOptions options)
    {
        ArgumentNullException.ThrowIfNull(architectures);
        ArgumentNullException.ThrowIfNull(options);
        return new TableOracle(architectures, dataset, options);
    }

    // An architecture may be proposed when its longest training, all trainings of a ladder, and its reported accuracies are known.
    private bool[] IsServed(OracleOptions options)
    {
        bool[] isServed = new bool[_bench.Count];
        Array.Fill(isServed, true);
        foreach (int epochs in Fidelities.IsLadder ? Fidelities.Epochs : [Fidelities.Full])
        {
            SimulationView view = SimulationAfter(epochs);
            for (int architecture = 0; architecture < isServed.Length; architecture++)
                isServed[architecture] &= AnswersWithNumbers(view, architecture);
        }
        foreach (Dataset report in options.Reports.Count > 0 ? options.Reports : [_dataset])
        {
            ReportColumns reported = ReportColumns.Read(_bench, report);
            for (int architecture = 0; architecture < isServed.Length; architecture++)
                isServed[architecture] &= double.IsFinite(reported.Valid[architecture]) && double.IsFinite(reported.Test[architecture]);
        }
        return isServed;
    }

    private void RefuseTooMany(IReadOnlyList<int> absent, AbsentPolicy policy)
    {
        int most = policy switch
        {
            AbsentPolicy.AvoidFew => _bench.Count / FewInThousand,
            AbsentPolicy.Avoid => _bench.Count,
            _ => 0,
        };
        if (absent.Count > most)
            throw new NatsBenchException(
                $"{_bench.Path}: {absent.Count} of {_bench.Count} architectures, {absent[0]} the first, lack a number that a search on {_dataset} asks for; convert the whole archive, or avoid them (--absent avoid)");
    }

    // Every stored seed answers, with an accuracy and a cost that are numbers: a search can compare and add them.
    private static bool AnswersWithNumbers(SimulationView view, int architecture)
    {
        if (!view.Answers(architecture))
            return false;
        uint count = (uint)view.RunCount(architecture);
        for (uint run = 0; run < count; run++)
        {
            (double accuracy, double cost) = view.Train(architecture, DrawOf(run, count));
            if (!double.IsFinite(accuracy) || !double.IsFinite(cost))
                return false;
        }
        return true;
    }

    // The middle of the draws that choose a run.
    private static uint DrawOf(uint run, uint count) => (uint)(((2UL * run + 1) << 31) / count);

    /// <summary>The architectures that are avoided because they lack a number, ascending.</summary>
    public IReadOnlyList<int> Avoided { get; }

    private static int[][]? Members(int[] representatives, bool[] isServed, OracleOptions options)
    {
        if (options.Isomorphs != Isomorphs.Mean)
            return options.Seeds == SeedPolicy.Mean ? [.. Enumerable.Range(0, representatives.Length).Select(architecture => new[] { architecture })] : null;
        ILookup<int, int> members = Enumerable.Range(0, representatives.Length)
            .Where(architecture => isServed[architecture]).ToLookup(architecture => representatives[architecture]);
        return [.. Enumerable.Range(0, representatives.Length).Select(architecture => members[architecture].ToArray())];
    }

    private double[] BindObjectives()
    {
        double[] objectives = new double[Space.Count * Quantities.Count];
        for (int i = 0; i < Quantities.Count; i++)
        {
            double[] own = OverMembers(Quantities[i].Values(_bench, _dataset, SettingOf(Fidelities.Full)));
            for (int architecture = 0; architecture < Space.Count; architecture++)
                objectives[architecture * Quantities.Count + i] = own[architecture];
        }
        return objectives;
    }

    private SimulationView BindView(int epochs)
    {
        SimulationView view = SimulationAfter(Fidelities.Check(epochs));
        foreach (int architecture in Space.Allowed)
            foreach (int member in _members?[architecture] ?? [architecture])
                if (!AnswersWithNumbers(view, member))
                    throw new NatsBenchException($"{_bench.Path}: architecture {member} has no validation accuracy on {_dataset} after {epochs} epochs");
        return _views[epochs] = view;
    }

    private SimulationView SimulationAfter(int epochs) =>
        _axis.Setting is { } setting && epochs != Fidelities.Full
            ? _bench.Simulation(_dataset, setting, epochs - 1)
            : _bench.Simulation(_dataset, SettingOf(epochs));

    private TrainingSetting SettingOf(int epochs) =>
        _axis.Setting ?? FidelitiesOfFile.Ladder(_bench, _dataset).First(rung => rung.Epochs == epochs).Setting;
}
