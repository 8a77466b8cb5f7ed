using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Tests.Support;
using NatsBench.Fast.Search.Trials;

namespace NatsBench.Fast.Search.Tests.Algorithms;

/// <summary>What holds for every algorithm beyond the paper's, on both spaces, with one worker and with several.</summary>
public sealed class FurtherAlgorithmsTests
{
    public static TheoryData<string, SearchSpace, int> Searches
    {
        get
        {
            TheoryData<string, SearchSpace, int> data = [];
            foreach (string algorithm in new[] { "local-search", "successive-halving", "hyperband", "asha", "nsga2", "forest" })
                foreach (SearchSpace space in new[] { SearchSpace.Topology, SearchSpace.Size })
                    foreach (int workers in new[] { 1, 7 })
                        data.Add(algorithm, space, workers);
            return data;
        }
    }

    [Theory, MemberData(nameof(Searches))]
    public void A_trial_depends_on_its_number_alone(string algorithm, SearchSpace space, int workers)
    {
        FormulaOracle oracle = Oracle(space);
        LogPoint[] first = oracle.Run(algorithm, Budget.OfSeconds(2000), trial: 3, workers);
        Assert.Equal(first, oracle.Run(algorithm, Budget.OfSeconds(2000), trial: 3, workers));
        Assert.NotEqual(first, oracle.Run(algorithm, Budget.OfSeconds(2000), trial: 4, workers));
    }

    [Theory, MemberData(nameof(Searches))]
    public void It_begins_no_training_after_the_budget_and_goes_on_until_then(string algorithm, SearchSpace space, int workers)
    {
        LogPoint[] points = Oracle(space).Run(algorithm, Budget.OfSeconds(2000), workers: workers);
        Assert.True(points[^1].Clock >= 2000);
        Assert.All(points, point => Assert.True(point.Clock - point.Cost < 2000));
    }

    private static FormulaOracle Oracle(SearchSpace space) =>
        new(space, [.. Enumerable.Range(1, 12)], (digits, epochs) => 50 + epochs + digits.Select((digit, at) => digit * (at + 1) % 5).Sum())
        {
            SecondsPerEpoch = digits => 1 + digits[0],
            Quantities = [Quantity.Params],
            Costs = digits => [digits.Sum(digit => (double)digit)],
        };
}
