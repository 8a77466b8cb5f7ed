using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Sessions;
using NatsBench.Fast.Search.Tests.Support;
using NatsBench.Fast.Search.Trials;

namespace NatsBench.Fast.Search.Tests.Algorithms;

/// <summary>NSGA-II on a formula where accuracy has its price.</summary>
public sealed class Nsga2Tests(SearchScenes scenes)
{
    private const int Evaluations = 400;

    // Wider layers are more accurate and cost more, each at its own rate: the best trade-offs are few.
    private static readonly FormulaOracle Oracle = new(SearchSpace.Size, [12], (digits, _) => 60 + Gain(digits))
    {
        Quantities = [Quantity.Flops],
        Costs = digits => [Price(digits)],
    };

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    public void Its_front_covers_more_than_that_of_random_search_after_as_many_evaluations(int workers)
    {
        for (long trial = 0; trial < 10; trial++)
        {
            double found = Hypervolume(Oracle.Run("nsga2", Budget.OfEvaluations(Evaluations), trial, workers));
            double random = Hypervolume(Oracle.Run("random", Budget.OfEvaluations(Evaluations), trial));
            Assert.True(found > random, $"trial {trial}: {found} is not above {random}");
        }
    }

    [Fact]
    public void Its_first_generation_are_the_designs_of_the_trial()
    {
        LogPoint[] points = Oracle.Run("nsga2", 20);
        Assert.Equal(Oracle.Run("random", 20).Select(point => point.Architecture), points.Select(point => point.Architecture));
    }

    [Theory]
    [InlineData(1, "20")]
    [InlineData(6, "20")]
    [InlineData(1, "4000")]
    public void Nothing_is_trained_twice(int workers, string population)
    {
        for (long trial = 0; trial < 3; trial++)
        {
            LogPoint[] points = Oracle.Run("nsga2", Budget.OfEvaluations(8_000), trial, workers, ("population", population), ("mutation", "0"));
            Assert.Equal(8_000, points.Select(point => point.Architecture).Distinct().Count());
        }
    }

    [Fact]
    public void Asked_to_it_trains_again()
    {
        LogPoint[] points = Oracle.Run("nsga2", 8_000, ("mutation", "0"), ("retrain", "true"));
        Assert.InRange(points.Select(point => point.Architecture).Distinct().Count(), 20, 2_000);
    }

    [Theory]
    [InlineData("tss sparse", 1, "20")]
    [InlineData("tss sparse", 40, "20")]
    [InlineData("tss sparse", 1, "10000")]
    [InlineData("tss sparse collapsed", 40, "7")]
    public void When_all_was_trained_once_the_search_ends(string scene, int workers, string population)
    {
        TableOracle oracle = scenes[scene];
        LogPoint[] points = oracle.Run("nsga2", Budget.OfEvaluations(20_000), workers: workers, parameters: ("population", population));
        Assert.Equal(oracle.Space.Allowed.ToArray(), points.Select(point => point.Architecture).Order());
    }

    [Fact]
    public void A_session_asks_for_everything_once_and_then_for_nothing_restored_or_not()
    {
        TableOracle oracle = scenes["tss sparse collapsed"];
        AlgorithmDefinition nsga2 = AlgorithmCatalog.Get("nsga2");
        SearchSetup setup = new(nsga2, HyperParameters.Of(nsga2, new Dictionary<string, string>()), oracle.Space, oracle.Fidelities, Dataset.Cifar10, RootSeed: 3)
        {
            Quantities = oracle.Quantities,
        };
        SearchSession session = new(setup);
        List<int> asked = [];
        for (int i = 0; session.Ask() is { } proposal; i++)
        {
            asked.Add(proposal.Architecture);
            if (i % 500 == 7)
                session = SearchSession.Restore(setup, session.Save());
            session.Tell(proposal.Ticket, 50 + proposal.Architecture % 37, 1, oracle.Objectives(proposal.Architecture));
        }
        Assert.Equal(oracle.Space.Allowed.ToArray(), asked.Order());
        Assert.Null(SearchSession.Restore(setup, session.Save()).Ask());
    }

    [Fact]
    public void A_child_that_is_replaced_differs_in_few_digits_from_the_generation_before()
    {
        // Nothing but copies, each of which is mutated until it is new: at once as a rule.
        LogPoint[] points = Oracle.Run("nsga2", 40, ("mutation", "0"), ("crossover", "0"));
        HashSet<int> neighbours = [.. points[..20].SelectMany(point => Oracle.Space.Neighbours(point.Architecture))];
        Assert.InRange(points[20..].Count(point => neighbours.Contains(point.Architecture)), 15, 20);
    }

    [Fact]
    public void Without_mutation_a_child_has_its_digits_from_the_generation_before()
    {
        LogPoint[] points = Oracle.Run("nsga2", 40, ("mutation", "0"), ("crossover", "1"), ("retrain", "true"));
        for (int position = 0; position < Oracle.Space.Positions; position++)
        {
            byte[] parents = [.. points[..20].Select(point => Oracle.Space.Digits(point.Architecture)[position])];
            Assert.All(points[20..], point => Assert.Contains(Oracle.Space.Digits(point.Architecture)[position], parents));
        }
    }

    [Fact]
    public void Without_crossover_a_child_differs_in_one_digit_from_one_of_the_generation_before()
    {
        LogPoint[] points = Oracle.Run("nsga2", 40, ("mutation", "1"), ("crossover", "0"), ("retrain", "true"));
        HashSet<int> neighbours = [.. points[..20].SelectMany(point => Oracle.Space.Neighbours(point.Architecture))];
        Assert.All(points[20..], point => Assert.Contains(point.Architecture, neighbours));
    }

    [Fact]
    public void What_was_never_measured_does_not_survive()
    {
        FormulaOracle oracle = new(SearchSpace.Size, [12], (digits, _) => 60 + Gain(digits))
        {
            Quantities = [Quantity.Latency],
            Costs = digits => [digits[0] < 4 ? double.NaN : Price(digits)],
        };
        LogPoint[] points = oracle.Run("nsga2", 2000, ("mutation", "0"), ("retrain", "true"));
        // One of them alone may stay: the most accurate of all.
        Assert.InRange(points[^20..].Count(point => oracle.Space.Digits(point.Architecture)[0] < 4), 0, 5);
    }

    [Fact]
    public void Without_a_cost_it_refuses_and_says_what_to_ask_for() => Assert.Equal(
        "nsga2 on cifar10: it weighs accuracy against costs: name one or more, such as --objectives flops",
        Assert.Throws<NatsBenchException>(() => new FormulaOracle(SearchSpace.Size, [12], (_, _) => 1).Run("nsga2", 1)).Message);

    private static double Gain(byte[] digits) => digits.Select((digit, layer) => (layer + 1) * digit / 3.5).Sum();

    private static double Price(byte[] digits) => digits.Select((digit, layer) => (5 - layer) * digit * digit / 7.0).Sum();

    // The area between the points and (accuracy 60, the greatest price).
    private static double Hypervolume(LogPoint[] points)
    {
        double worst = Price([7, 7, 7, 7, 7]), area = 0, highest = 60;
        foreach ((double accuracy, double price) in points
            .Select(point => (point.Reward, Oracle.Objectives(point.Architecture)[0]))
            .OrderBy(point => point.Item2).ThenByDescending(point => point.Reward))
        {
            area += double.Max(0, accuracy - highest) * (worst - price);
            highest = double.Max(highest, accuracy);
        }
        return area;
    }
}
