using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Sessions;
using NatsBench.Fast.Search.Spaces;
using NatsBench.Fast.Search.Tests.Support;
using NatsBench.Fast.Search.Trials;

namespace NatsBench.Fast.Search.Tests.Sessions;

/// <summary>A session told what a table gives is a trial; its state is the session.</summary>
public sealed class SearchSessionTests(SearchScenes scenes)
{
    private const ulong RootSeed = 5;
    private const long Trial = 3;
    private const int Evaluations = 300;

    public static TheoryData<string, string, int> Cases { get; } =
    [
        .. from algorithm in AlgorithmCatalog.All
           from scene in (string[])["tss", "tss sparse collapsed", "sss"]
           from workers in (int[])[1, 3, 40]
           select (algorithm.Name, scene, workers),
    ];

    [Theory, MemberData(nameof(Cases))]
    public void Told_what_a_table_gives_it_proposes_what_a_trial_does(string algorithm, string scene, int workers)
    {
        LogPoint[] points = Points(algorithm, scene, workers);
        SearchSession session = new(Setup(algorithm, scene));
        Drive(ref session, points, workers, scenes[scene], restoreAt: -1);
        Assert.Equal(points.Max(point => point.Clock), session.Clock);
        Assert.Empty(session.Outstanding);
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_restored_session_goes_on_as_if_nothing_had_happened(string algorithm, string scene, int workers)
    {
        LogPoint[] points = Points(algorithm, scene, workers);
        SearchSession session = new(Setup(algorithm, scene));
        Drive(ref session, points, workers, scenes[scene], restoreAt: points.Length / 2);
        SearchSession whole = new(Setup(algorithm, scene));
        Drive(ref whole, points, workers, scenes[scene], restoreAt: -1);
        Assert.Equal(whole.Save(), session.Save());
    }

    [Fact]
    public void Asking_again_while_it_waits_changes_nothing()
    {
        SearchSession session = new(Setup("hyperband", "tss"));
        List<SessionProposal> proposals = [];
        while (session.Ask() is { } proposal)
            proposals.Add(proposal);
        byte[] state = session.Save();
        Assert.Null(session.Ask());
        Assert.Equal(state, session.Save());
        Assert.Equal(proposals, session.Outstanding);
        foreach (SessionProposal proposal in Enumerable.Reverse(proposals))
            session.Tell(proposal.Ticket, accuracy: 50 + proposal.Ticket, cost: 1, 0);
        Assert.Equal(proposals[^1].Architecture, session.Ask()!.Value.Architecture);
        Assert.Equal(1, session.Clock);
    }

    [Fact]
    public void Every_cut_and_every_changed_byte_of_a_state_is_refused()
    {
        SearchSetup setup = Setup("rea", "tss");
        SearchSession session = new(setup);
        for (int i = 0; i < 12; i++)
            session.Tell(session.Ask()!.Value.Ticket, 50 + i / 8.0, 2.5, double.NaN);
        byte[] state = session.Save();
        for (int length = 0; length < state.Length; length++)
            AssertRefused(setup, state[..length], "cut or edited");
        for (int place = 0; place < state.Length; place++)
        {
            byte[] edited = [.. state];
            edited[place] ^= 1;
            AssertRefused(setup, edited, "cut or edited");
        }
        AssertRefused(setup, [.. state, (byte)'\n'], "cut or edited");
    }

    [Fact]
    public void A_state_of_another_search_is_refused_by_what_differs()
    {
        SearchSetup setup = Setup("rea", "tss");
        byte[] state = new SearchSession(setup).Save();
        AssertRefused(setup with { RootSeed = 6 }, state, "its seed is '5', not '6'");
        AssertRefused(setup with { Trial = 4 }, state, "its trial is '3', not '4'");
        AssertRefused(setup with { Dataset = new Dataset("mine") }, state, "its dataset is 'cifar10', not 'mine'");
        AssertRefused(setup with { Quantities = [] }, state, "its quantities is 'flops', not ''");
        AssertRefused(setup with { Space = ArchitectureSpace.Whole(SearchSpace.Topology) }, state, "its space is 'tss:15625:");
        AssertRefused(Setup("random", "tss"), state, "its algorithm is 'rea', not 'random'");
    }

    [Fact]
    public void A_state_of_an_algorithm_that_has_changed_is_refused()
    {
        SearchSetup setup = Setup("rea", "tss");
        SearchSession session = new(setup);
        session.Tell(session.Ask()!.Value.Ticket, 50, 1, 0);
        Assert.Equal(1, SearchSession.Restore(setup, session.Save()).Ask()!.Value.Ticket);
        AlgorithmDefinition changed = setup.Algorithm with { Begin = (context, parameters) => new Second(setup.Algorithm.Begin(context, parameters)) };
        AssertRefused(setup with { Algorithm = changed }, session.Save(), "another version of the algorithm");
    }

    [Fact]
    public void Results_that_no_search_can_take_are_refused_and_change_nothing()
    {
        SearchSession session = new(Setup("rea", "tss"));
        int ticket = session.Ask()!.Value.Ticket;
        byte[] state = session.Save();
        AssertRefused(session, ticket + 1, 1, 1, [0], "there is no ticket 1; 1 were given");
        AssertRefused(session, -1, 1, 1, [0], "there is no ticket -1");
        AssertRefused(session, ticket, double.NaN, 1, [0], "an accuracy of NaN cannot be compared");
        AssertRefused(session, ticket, 1, -1, [0], "a cost of -1 seconds");
        AssertRefused(session, ticket, 1, double.PositiveInfinity, [0], "seconds is not 0 or more");
        AssertRefused(session, ticket, 1, 1, [], "0 objectives beside accuracy, where the session has 1");
        AssertRefused(session, ticket, 1, 1, [double.NegativeInfinity], "an objective is infinite");
        Assert.Equal(state, session.Save());
        session.Tell(ticket, 1, 1, double.NaN);
        AssertRefused(session, ticket, 1, 1, [0], "ticket 0 was told before");
    }

    [Theory]
    [InlineData(SearchSpace.Topology)]
    [InlineData(SearchSpace.Size)]
    public void A_whole_space_needs_no_benchmark_and_names_each_architecture_once(SearchSpace kind)
    {
        ArchitectureSpace space = ArchitectureSpace.Whole(kind);
        Assert.True(space.IsWhole);
        Assert.Equal(space.Count, Enumerable.Range(0, space.Count).Select(space.Text).Distinct().Count());
        ArchitectureSpace own = scenes[kind == SearchSpace.Topology ? "tss" : "sss"].Space;
        for (int architecture = 0; architecture < own.Count; architecture += 97)
            Assert.Equal(own.Text(architecture), space.Text(space.Resolve(own.Digits(architecture))));
    }

    // Asks as a trial with workers does, and tells in the order in which its trainings ended.
    private static void Drive(ref SearchSession session, LogPoint[] points, int workers, TableOracle oracle, int restoreAt)
    {
        Dictionary<SessionProposal, double> pending = [];
        int begun = 0;
        for (int i = 0; i < points.Length; i++)
        {
            for (; pending.Count < workers && begun < Evaluations && session.Ask() is { } proposal; begun++)
                pending.Add(proposal, session.Clock);
            if (i == restoreAt)
                session = SearchSession.Restore(session.Setup, session.Save());
            LogPoint point = points[i];
            SessionProposal told = pending.OrderBy(one => one.Key.Ticket).First(
                one => (one.Key.Architecture, one.Key.Epochs, one.Value + point.Cost) == (point.Architecture, point.Epochs, point.Clock)).Key;
            pending.Remove(told);
            session.Tell(told.Ticket, point.Reward, point.Cost, oracle.Objectives(point.Architecture));
        }
    }

    private LogPoint[] Points(string algorithm, string scene, int workers)
    {
        SearchSetup setup = Setup(algorithm, scene);
        Experiment experiment = new(
            scenes[scene], setup.Dataset, setup.Algorithm, setup.Parameters, Budget.OfEvaluations(Evaluations), RootSeed)
        {
            Workers = workers,
        };
        return new TrialRunner(experiment).Run(Trial).ToArray();
    }

    private SearchSetup Setup(string algorithm, string scene)
    {
        AlgorithmDefinition definition = AlgorithmCatalog.Get(algorithm);
        TableOracle oracle = scenes[scene];
        return new SearchSetup(
            definition, HyperParameters.Of(definition, new Dictionary<string, string>()), oracle.Space, oracle.Fidelities, Dataset.Cifar10, RootSeed)
        {
            Trial = Trial,
            Quantities = oracle.Quantities,
        };
    }

    private static void AssertRefused(SearchSetup setup, byte[] state, string what) =>
        Assert.Contains(what, Assert.Throws<NatsBenchException>(() => SearchSession.Restore(setup, state)).Message, StringComparison.Ordinal);

    private static void AssertRefused(SearchSession session, int ticket, double accuracy, double cost, double[] objectives, string what) =>
        Assert.Contains(what, Assert.Throws<NatsBenchException>(() => session.Tell(ticket, accuracy, cost, objectives)).Message, StringComparison.Ordinal);

    // Leaves the first proposal out.
    private sealed class Second(ISearchAlgorithm algorithm) : ISearchAlgorithm
    {
        private bool _began;

        public bool TryPropose(out Proposal proposal)
        {
            if (!_began)
                algorithm.TryPropose(out _);
            _began = true;
            return algorithm.TryPropose(out proposal);
        }

        public void Observe(in Observation observation) => algorithm.Observe(observation);
    }
}
