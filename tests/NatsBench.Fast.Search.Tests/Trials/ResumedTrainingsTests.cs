using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Trials;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Search.Tests.Trials;

/// <summary>Trainings that go on keep their seed and pay the difference; an algorithm may ask for the curve of what it sees.</summary>
public sealed class ResumedTrainingsTests : IDisposable
{
    private readonly NatsBenchmark _bench = NatsBenchmark.Open(WholeTable.Of(SearchSpace.Topology));

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_longer_training_of_the_same_pays_what_is_new_to_it(bool resumes)
    {
        TableOracle oracle = TableOracle.Bind(_bench, Dataset.Cifar10, new OracleOptions { Axis = FidelityAxis.Paper with { Resumes = resumes } });
        LogPoint[] points = Run(oracle, new Proposal(10, 4), new Proposal(11, 4), new Proposal(10, 9), new Proposal(10, 3));
        Assert.Equal(oracle.Evaluate(10, 4, points[0].Draw).Cost, points[0].Cost);
        double full = oracle.Evaluate(10, 9, points[2].Draw).Cost;
        if (resumes)
        {
            Assert.Equal(points[0].Draw, points[2].Draw);
            Assert.Equal(full - oracle.TrainingSeconds(10, 4, points[0].Draw), points[2].Cost);
        }
        else
        {
            Assert.NotEqual(points[0].Draw, points[2].Draw);
            Assert.Equal(full, points[2].Cost);
        }
        // A shorter one is a training of its own.
        Assert.NotEqual(points[2].Draw, points[3].Draw);
        Assert.Equal(oracle.Evaluate(10, 3, points[3].Draw).Cost, points[3].Cost);
    }

    [Fact]
    public void The_curve_of_an_observation_is_that_of_its_training()
    {
        TableOracle oracle = TableOracle.Bind(_bench, Dataset.Cifar10, new OracleOptions());
        Script script = new([new Proposal(10, 4), new Proposal(2_000, 12)]);
        LogPoint[] points = [.. Runner(oracle, script).Run(0)];
        for (int i = 0; i < points.Length; i++)
            Assert.Equal(oracle.Curve(points[i].Architecture, points[i].Epochs, points[i].Draw).Values.ToArray(), script.Curves[i]);
    }

    private static LogPoint[] Run(TableOracle oracle, params Proposal[] proposals) =>
        [.. Runner(oracle, new Script(proposals)).Run(0)];

    private static TrialRunner Runner(TableOracle oracle, Script script)
    {
        AlgorithmDefinition algorithm = new("script", "asks what it was told to", context => script.Begin());
        return new TrialRunner(new Experiment(
            oracle, Dataset.Cifar10, algorithm, HyperParameters.Of(algorithm, new Dictionary<string, string>()), Budget.OfEvaluations(100), RootSeed: 5));
    }

    private sealed class Script(Proposal[] proposals) : ISearchAlgorithm
    {
        private int _next;

        public List<double[]> Curves { get; } = [];

        public Script Begin()
        {
            _next = 0;
            return this;
        }

        public bool TryPropose(out Proposal proposal)
        {
            proposal = _next < proposals.Length ? proposals[_next] : default;
            return _next++ < proposals.Length;
        }

        public void Observe(in Observation observation)
        {
            Assert.Equal(observation.Reward, observation.Curve().Values[^1]);
            Curves.Add(observation.Curve().Values.ToArray());
        }
    }
}
