using CsCheck;
using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Spaces;
using NatsBench.Fast.Search.Tests.Support;
using NatsBench.Fast.Search.Trials;

namespace NatsBench.Fast.Search.Tests.Trials;

/// <summary>Local search side by side gives what it gives one trial after the other.</summary>
public sealed class LocalSearchLanesTests(SearchScenes scenes)
{
    /// <summary>Trials that end in the first neighbourhood and after many climbs, in which much was trained before.</summary>
    [Theory]
    [InlineData("20000"), InlineData("1e-3"), InlineData("1500"), InlineData("300000"), InlineData("1e")]
    [InlineData("24e"), InlineData("25e"), InlineData("26e"), InlineData("36e"), InlineData("45e"), InlineData("5000e")]
    public void Trials_end_as_one_after_the_other(string budget)
    {
        Assert.True(Budget.TryParse(budget, out Budget spent));
        foreach (string scene in SearchScenes.Names)
            EndsAsOneAfterTheOther(new Experiment(scenes[scene], Dataset.Cifar10, Steepest.Definition, Steepest.Parameters, spent, RootSeed: 6));
    }

    /// <summary>Of a training that not all architectures have equally often.</summary>
    [Fact]
    public void Runs_may_be_listed()
    {
        TableOracle oracle = TableOracle.Bind(
            scenes.Architectures("tss"), Dataset.Cifar10, new OracleOptions { Axis = new FidelityAxis(TrainingSetting.Epochs200) });
        Assert.Equal(0u, oracle.RunsOfEachAfter(oracle.Fidelities.Full));
        EndsAsOneAfterTheOther(new Experiment(oracle, Dataset.Cifar10, Steepest.Definition, Steepest.Parameters, Budget.OfEvaluations(400), RootSeed: 7));
    }

    [Fact]
    public void After_a_cancelled_run_comes_another()
    {
        TrialRunner runner = new(new Experiment(
            scenes["tss"], Dataset.Cifar10, Steepest.Definition, Steepest.Parameters, Budget.OfEvaluations(100), RootSeed: 8));
        TrialEnd[] ends = new TrialEnd[9], again = new TrialEnd[9];
        runner.Run(0, ends);
        Assert.Throws<OperationCanceledException>(() => runner.Run(3, again, new CancellationToken(canceled: true)));
        runner.Run(0, again);
        Assert.Equal(ends, again);
    }

    /// <summary>Of random climbs, all steps: who is left is who is neither on the path nor a neighbour of it.</summary>
    [Theory, InlineData("tss"), InlineData("sss")]
    public unsafe void Neighbours_are_left_that_nobody_asked_for(string scene)
    {
        ArchitectureSpace space = scenes[scene].Space;
        ClimbNeighbours neighbours = new(space);
        Gen.Select(Gen.Int[0, space.Count - 1], Gen.Double[0, 1].Array[1, 12]).Sample((start, choices) =>
        {
            uint[] path = new uint[choices.Length], written = new uint[neighbours.Most + ClimbNeighbours.Beyond];
            HashSet<int> asked = [start];
            int node = start, steps = 0;
            foreach (double choice in choices)
            {
                int[] expected = [.. space.Neighbours(node).Where(neighbour => !asked.Contains(neighbour))];
                fixed (uint* before = path, first = written)
                    Assert.Equal(
                        expected.Length,
                        neighbours.Write(space.Packed[node], steps == 0 ? neighbours.All : neighbours.Left(space.Packed[node], before, steps), first));
                for (int i = 0; i < expected.Length; i++)
                    Assert.Equal(space.Packed[expected[i]], written[i]);
                path[steps++] = space.Packed[node];
                asked.UnionWith(expected);
                node = expected[(int)(choice * (expected.Length - 1))];
            }
        });
    }

    [Fact]
    public unsafe void The_first_of_the_highest_is_found() => Gen.Int[0, 9].Array[1, 64].Sample(numbers =>
    {
        double[] rewards = [.. numbers.Select(number => number / 7.0)];
        int expected = Array.IndexOf(rewards, rewards.Max());
        Assert.Equal(expected, FirstHighest.Of(rewards));
        double[] filled = [.. rewards, .. Enumerable.Repeat(double.NegativeInfinity, 3 - (numbers.Length + 3) % 4)];
        fixed (double* first = filled)
            Assert.Equal(expected, FirstHighest.Of(first, filled.Length));
    });

    private static (AlgorithmDefinition Definition, HyperParameters Parameters) Steepest { get; } =
        (AlgorithmCatalog.Get("local-search"), HyperParameters.Of(AlgorithmCatalog.Get("local-search"), new Dictionary<string, string>()));

    private static void EndsAsOneAfterTheOther(Experiment experiment)
    {
        TrialRunner runner = new(experiment);
        foreach (int count in (int[])[1, 2, 9])
        {
            TrialEnd[] ends = new TrialEnd[count];
            runner.Run(5, ends);
            for (int i = 0; i < count; i++)
                Assert.Equal(TrialEnd.Of(runner.Run(5 + i), experiment.Budget), ends[i]);
        }
    }
}
