using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Tests.Support;
using NatsBench.Fast.Search.Trials;

namespace NatsBench.Fast.Search.Tests.Trials;

/// <summary>A trial that is cancelled ends with the evaluation that is going on, and its runner can be used again.</summary>
public sealed class CancellationTests
{
    private static readonly FormulaOracle Oracle = new(SearchSpace.Size, [1, 2], (digits, epochs) => digits[0] + epochs);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_trial_ends_between_two_evaluations(int workers)
    {
        using CancellationTokenSource source = new();
        int proposed = 0;
        AlgorithmDefinition random = AlgorithmCatalog.Get("random");
        AlgorithmDefinition stopping = random with
        {
            Begin = (context, parameters) => new Stopping(random.Begin(context, parameters), () =>
            {
                if (++proposed == 20)
                    source.Cancel();
            }),
        };
        TrialRunner runner = new(new Experiment(
            Oracle, Dataset.Cifar10, stopping, HyperParameters.Of(stopping, new Dictionary<string, string>()), Budget.OfEvaluations(1_000), RootSeed: 7)
        { Workers = workers });
        Assert.Throws<OperationCanceledException>(() => _ = runner.Run(0, source.Token));
        Assert.InRange(proposed, 20, 20 + workers);
        Assert.Equal(1_000, runner.Run(0).Length);
    }

    private sealed class Stopping(ISearchAlgorithm algorithm, Action proposed) : ISearchAlgorithm
    {
        public bool TryPropose(out Proposal proposal)
        {
            proposed();
            return algorithm.TryPropose(out proposal);
        }

        public void Observe(in Observation observation) => algorithm.Observe(observation);
    }
}
