using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Spaces;
using NatsBench.Fast.Search.Trials;

namespace NatsBench.Fast.Search.Tests.Support;

/// <summary>What trials are run on to take digests of: oracles, settings of algorithms, and how many workers with which budget.</summary>
internal static class TraceCases
{
    /// <summary>Every algorithm, and the hyper-parameters that change its path.</summary>
    public static IReadOnlyList<string> Settings { get; } =
    [
        "random", "rea", "rea variant=sound", "rea population=25,sample=5", "rea population=1,sample=1",
        "reinforce", "reinforce learning-rate=0.5,momentum=0", "reinforce learning-rate=0.1,momentum=0.99",
        "bohb", "bohb variant=sound", "bohb variant=sound,random-fraction=0.3", "bohb full=true,iterations=20", "bohb full=true,iterations=20,variant=sound",
        "bohb samples=1,min-bandwidth=0", "bohb samples=16,top-percent=40,min-bandwidth=0.05", "bohb variant=sound,samples=16,top-percent=40,min-bandwidth=0",
        "local-search", "local-search variant=first", "successive-halving", "successive-halving configurations=40", "hyperband", "asha", "asha max-epochs=2", "nsga2",
        "nsga2 population=7,crossover=0.3,mutation=0.5", "nsga2 retrain=true", "forest", "forest trees=9,leaf=1,random=0,pool=30",
    ];

    /// <summary>Settings for curves alone: a ladder has rungs of its own.</summary>
    public static IReadOnlyList<string> SettingsOfCurves { get; } =
    [
        "bohb eta=2", "bohb eta=4,min-epochs=3,variant=sound", "hyperband eta=2,min-epochs=3", "successive-halving eta=2,max-epochs=8", "asha eta=2",
        "asha eta=4,min-epochs=2",
    ];

    /// <summary>Those whose state grows with the trial.</summary>
    public static IReadOnlyList<string> SettingsOfLongTrials { get; } =
        ["random", "rea", "reinforce", "bohb iterations=100000", "bohb iterations=100000,variant=sound", "local-search", "hyperband", "asha", "asha eta=2"];

    /// <summary>Oracles by name, each made when first asked for.</summary>
    public static IReadOnlyList<(string Name, Func<SearchScenes, IOracle> Oracle)> Scenes { get; } =
    [
        .. SearchScenes.Names.Select(name => (name, (Func<SearchScenes, IOracle>)(scenes => scenes[name]))),
        Table("tss mean", "tss", Dataset.Cifar10, new() { Seeds = SeedPolicy.Mean }),
        Table("tss trial", "tss", Dataset.Cifar100, new() { Seeds = SeedPolicy.Trial }),
        Table("tss lowest", "tss", Dataset.Cifar10, new() { Isomorphs = Isomorphs.Lowest }),
        Table("tss collapsed mean", "tss", Dataset.ImageNet16120, new() { Isomorphs = Isomorphs.Mean, Seeds = SeedPolicy.Mean }),
        Table("tss resumed", "tss", Dataset.Cifar10, new() { Axis = FidelityAxis.Paper with { Resumes = true } }),
        Table("tss collapsed resumed", "tss", Dataset.Cifar10, new() { Axis = FidelityAxis.Paper with { Resumes = true }, Isomorphs = Isomorphs.Mean }),
        Table("tss ladder", "tss", Dataset.Cifar100, new() { Axis = new(null) }),
        Table("tss ladder resumed", "tss", Dataset.Cifar10, new() { Axis = new(null, Resumes: true), Seeds = SeedPolicy.Trial }),
        Table("sss mean", "sss", Dataset.Cifar100, new() { Seeds = SeedPolicy.Mean, Quantities = [Quantity.Params] }),
        Table("sss trial resumed", "sss", Dataset.Cifar10, new() { Axis = FidelityAxis.Paper with { Resumes = true }, Seeds = SeedPolicy.Trial }),
        Table("sss ladder", "sss", Dataset.Cifar10, new() { Axis = new(null) }),
        // Equal rewards and trainings that end at once.
        ("formula tss", _ => new FormulaOracle(SearchSpace.Topology, [.. Enumerable.Range(1, 12)], (digits, epochs) => epochs + digits[1])
        {
            Quantities = [Quantity.Flops],
            Costs = digits => [digits[0]],
        }),
        ("formula sss", _ => new FormulaOracle(SearchSpace.Size, [.. Enumerable.Range(1, 12)], (digits, epochs) => digits[0] * 0.125 - digits[epochs % 5])
        {
            SecondsPerEpoch = digits => digits[2] == 0 ? 0 : 0.5 + digits[1] % 2,
        }),
    ];

    /// <summary>Numbers of workers and budgets; one worker runs in sequence, and through the asynchronous scheduler where it says so.</summary>
    /// <param name="seconds">What an evaluation of the scene takes or so.</param>
    public static IReadOnlyList<(int Workers, bool IsAsynchronous, Budget Budget)> Modes(double seconds) =>
    [
        (1, false, Budget.OfSeconds(250 * seconds)),
        (1, true, Budget.OfEvaluations(150)),
        (3, true, Budget.OfSeconds(70 * seconds)),
        (100, true, Budget.OfEvaluations(350)),
        (100, true, Budget.OfSeconds(3 * seconds)),
    ];

    private static (string Name, Func<SearchScenes, IOracle> Oracle) Table(string name, string scene, Dataset dataset, OracleOptions options) =>
        (name, scenes => TableOracle.Bind(scenes.Architectures(scene), dataset, options));
}
