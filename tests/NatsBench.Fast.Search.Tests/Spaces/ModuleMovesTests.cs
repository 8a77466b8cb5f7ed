using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Spaces;
using NatsBench.Fast.Search.Trials;
using NatsBench.Fast.Synthesis.Modules;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Search.Tests.Spaces;

public sealed class ModuleMovesTests : IDisposable
{
    // All modules of up to five vertices.
    private const int Count = 1 + 6 + 84 + 2441;

    private readonly TemporaryFolder _folder = new();
    private readonly NatsBenchmark _bench;
    private readonly ArchitectureSpace _space;

    public ModuleMovesTests()
    {
        SyntheticModules.WriteTable(_folder["x.natsb"], count: Count, cancellation: TestContext.Current.CancellationToken);
        _bench = NatsBenchmark.Open(_folder["x.natsb"]);
        _space = new BenchmarkArchitectures(_bench).Space();
    }

    public void Dispose()
    {
        _bench.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Neighbours_are_modules_one_step_away()
    {
        for (int architecture = 0; architecture < Count; architecture += 11)
        {
            IReadOnlyList<int> neighbours = _space.Neighbours(architecture);
            Assert.NotEmpty(neighbours);
            Assert.Equal(neighbours.Count, neighbours.Distinct().Count());
            Assert.DoesNotContain(architecture, neighbours);
            Assert.True(neighbours.Count <= _space.MostNeighbours);
            ModuleGraph module = _bench.Module(architecture);
            foreach (int neighbour in neighbours)
                Assert.True(Math.Abs(_bench.Module(neighbour).Vertices - module.Vertices) <= 1 || _bench.Module(neighbour).Vertices < module.Vertices);
        }
    }

    [Fact]
    public void The_smallest_module_has_the_neighbours_that_can_be_listed()
    {
        int smallest = _bench.IndexOf(ModuleGraph.Parse("0100:input,output"));
        // A vertex between, with each of three operations; without its edge it is no module.
        string[] expected = ["010001000:input,conv3x3-bn-relu,output", "010001000:input,conv1x1-bn-relu,output", "010001000:input,maxpool3x3,output"];
        string[] withSkip = ["011001000:input,conv3x3-bn-relu,output", "011001000:input,conv1x1-bn-relu,output", "011001000:input,maxpool3x3,output"];
        Assert.Equal(withSkip.Select(text => _bench.IndexOf(ModuleGraph.Parse(text))).Order(), _space.Neighbours(smallest).Order());
        // From there back, to the chain without the skip, and to the other operations.
        IReadOnlyList<int> next = _space.Neighbours(_bench.IndexOf(ModuleGraph.Parse(withSkip[0])));
        Assert.Contains(smallest, next);
        Assert.Contains(_bench.IndexOf(ModuleGraph.Parse(expected[0])), next);
        Assert.Contains(_bench.IndexOf(ModuleGraph.Parse(withSkip[2])), next);
    }

    [Fact]
    public void All_modules_are_reached_by_steps()
    {
        HashSet<int> reached = [0];
        Queue<int> open = new([0]);
        while (open.TryDequeue(out int architecture))
            foreach (int neighbour in _space.Neighbours(architecture))
                if (reached.Add(neighbour))
                    open.Enqueue(neighbour);
        Assert.Equal(Count, reached.Count);
    }

    [Fact]
    public void Mutations_are_steps_to_other_modules_and_follow_the_draws()
    {
        SplitMix64 random = new(7), again = new(7), published = new(8);
        HashSet<int> sizes = [];
        int architecture = 100;
        for (int i = 0; i < 500; i++)
        {
            int child = _space.Mutate(architecture, ref random);
            Assert.Equal(child, _space.Mutate(architecture, ref again));
            Assert.Contains(child, _space.Neighbours(architecture));
            architecture = _space.MutateAsPublished(child, ref published);
            sizes.Add(_bench.Module(architecture).Vertices);
        }
        Assert.True(sizes.Count >= 3);
    }

    [Fact]
    public void What_may_not_be_proposed_is_passed_over()
    {
        ArchitectureSpace half = new BenchmarkArchitectures(_bench).Space(architecture => architecture % 2 == 0);
        SplitMix64 random = new(1);
        int architecture = 0;
        for (int i = 0; i < 200; i++)
        {
            Assert.All(half.Neighbours(architecture), neighbour => Assert.Equal(0, neighbour % 2));
            architecture = half.Mutate(architecture, ref random);
            Assert.Equal(0, architecture % 2);
        }
        Assert.Equal((4, 6, 0), (half.Resolve(3), half.Resolve(6), half.Resolve(Count - 1 | 1)));
    }

    [Theory]
    [InlineData("random")]
    [InlineData("rea")]
    [InlineData("local-search")]
    public void Searches_spend_their_budget_and_repeat_themselves(string name)
    {
        TableOracle oracle = TableOracle.Bind(_bench, Dataset.Cifar10, new OracleOptions { Axis = new FidelityAxis(TrainingSetting.Epochs108) });
        Assert.Equal([54, 108], oracle.Fidelities.Epochs.ToArray());
        AlgorithmDefinition algorithm = AlgorithmCatalog.Get(name);
        Experiment experiment = new(oracle, Dataset.Cifar10, algorithm, HyperParameters.Of(algorithm, new Dictionary<string, string>()), Budget.OfSeconds(300_000), RootSeed: 5);
        experiment.Check();
        LogPoint[] one = new TrialRunner(experiment).Run(3).ToArray();
        Assert.Equal(one, new TrialRunner(experiment).Run(3).ToArray());
        // Many at a time, in vectors where that is possible, are the same.
        var ends = new TrialEnd[40];
        new TrialRunner(experiment).Run(0, ends);
        Assert.Equal(TrialEnd.Of(one, experiment.Budget), ends[3]);
    }

    [Theory]
    [InlineData("successive-halving")]
    [InlineData("hyperband")]
    [InlineData("asha")]
    public void Shorter_trainings_are_a_ladder(string name)
    {
        TableOracle oracle = TableOracle.Bind(_bench, Dataset.Cifar10, new OracleOptions { Axis = new FidelityAxis(null) });
        Assert.Equal([4, 12, 36, 108], oracle.Fidelities.Epochs.ToArray());
        AlgorithmDefinition algorithm = AlgorithmCatalog.Get(name);
        Experiment experiment = new(oracle, Dataset.Cifar10, algorithm, HyperParameters.Of(algorithm, new Dictionary<string, string>()), Budget.OfSeconds(300_000), RootSeed: 5);
        experiment.Check();
        Assert.NotEmpty(new TrialRunner(experiment).Run(0).ToArray());
    }

    [Theory]
    [InlineData("bohb")]
    [InlineData("reinforce")]
    [InlineData("forest")]
    public void Algorithms_of_digits_are_refused(string name)
    {
        TableOracle oracle = TableOracle.Bind(_bench, Dataset.Cifar10, new OracleOptions { Axis = new FidelityAxis(TrainingSetting.Epochs108) });
        AlgorithmDefinition algorithm = AlgorithmCatalog.Get(name);
        Experiment experiment = new(oracle, Dataset.Cifar10, algorithm, HyperParameters.Of(algorithm, new Dictionary<string, string>()), Budget.OfSeconds(300_000), RootSeed: 5);
        Assert.Contains("random, rea, local-search", Assert.Throws<NatsBenchException>(experiment.Check).Message, StringComparison.Ordinal);
    }
}
