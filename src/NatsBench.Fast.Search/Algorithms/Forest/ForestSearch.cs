namespace NatsBench.Fast.Search.Algorithms.Forest;

/// <summary>
/// Bayesian optimisation with a random forest as in SMAC (Hutter et al., LION 2011), by Thompson sampling: for every proposal a few
/// trees are grown, each on a bootstrap sample of what is known, and of a pool of random architectures and neighbours of the best
/// the one of the highest mean prediction is proposed. What was asked for before is left out, answered or not, so it never waits; where
/// the pool holds nothing else, it proposes uniformly.
/// </summary>
internal sealed class ForestSearch : ISearchAlgorithm
{
    public static readonly AlgorithmDefinition Definition = new(
        "forest", "Bayesian optimisation: Thompson samples of a random forest",
        [
            HyperParameter.Whole("initial", 10, 1, 1_000_000, "random architectures observed before the first model"),
            HyperParameter.Whole("trees", 3, 1, 1000, "trees of a sample; one explores most, many follow their mean"),
            HyperParameter.Whole("leaf", 2, 1, 1_000_000, "samples of a leaf at least"),
            HyperParameter.Whole("pool", 200, 1, 100_000, "candidates of a proposal"),
            HyperParameter.Number("random", 0.3, 0, 1, "share of the pool that is drawn uniformly; the others differ in one digit from the best"),
            HyperParameter.Whole("best", 5, 1, 1_000_000, "how many of the best known are varied for the pool"),
        ],
        (context, parameters) => new ForestSearch(context.RequireDigits(), parameters));

    private readonly SearchContext _search;
    private readonly int _initial;
    private readonly int _pool;
    private readonly int _uniform;
    private readonly int _most;
    private readonly int _epochs;
    private readonly RegressionTree[] _trees;
    private readonly List<Sample> _known = [];
    private Sample[] _bootstrap = new Sample[64];

    // By architecture: asked for, and not to be asked for again.
    private readonly bool[] _asked;

    // The best known, best first, the earlier observed of equals first.
    private readonly List<(int Architecture, double Reward)> _best = [];

    private ForestSearch(SearchContext search, HyperParameters parameters)
    {
        _search = search;
        _initial = parameters.Whole("initial");
        _pool = parameters.Whole("pool");
        _uniform = (int)(parameters.Number("random") * _pool);
        _most = parameters.Whole("best");
        _epochs = search.Fidelities.Full;
        DigitStatistics statistics = new(search.Space.Positions, parameters.Whole("leaf"));
        _trees = new RegressionTree[parameters.Whole("trees")];
        for (int tree = 0; tree < _trees.Length; tree++)
            _trees[tree] = new RegressionTree(statistics);
        _asked = new bool[search.Space.Count];
    }

    public bool TryPropose(out Proposal proposal)
    {
        int architecture = _known.Count < _initial ? _search.NextDesign() : Sampled();
        _asked[architecture] = true;
        proposal = new Proposal(architecture, _epochs);
        return true;
    }

    public void Observe(in Observation observation)
    {
        double reward = observation.Reward;
        _known.Add(new Sample(Digits(observation.Architecture), reward));
        int place = _best.FindIndex(other => other.Reward < reward);
        _best.Insert(place < 0 ? _best.Count : place, (observation.Architecture, reward));
        if (_best.Count > _most)
            _best.RemoveAt(_most);
    }

    private int Sampled()
    {
        foreach (RegressionTree tree in _trees)
            tree.Fit(Bootstrap(), ref _search.Random);
        (int sampled, double highest) = (-1, double.NegativeInfinity);
        for (int i = 0; i < _pool; i++)
        {
            int candidate = i < _uniform ? _search.Space.Random(ref _search.Random) : NeighbourOfBest();
            if (_asked[candidate])
                continue;
            double prediction = Prediction(Digits(candidate));
            if (prediction <= highest)
                continue;
            (sampled, highest) = (candidate, prediction);
        }
        return sampled >= 0 ? sampled : _search.Space.Random(ref _search.Random);
    }

    private Span<Sample> Bootstrap()
    {
        if (_bootstrap.Length < _known.Count)
            _bootstrap = new Sample[2 * _known.Count];
        for (int i = 0; i < _known.Count; i++)
            _bootstrap[i] = _known[_search.Random.NextIndex(_known.Count)];
        return _bootstrap.AsSpan(0, _known.Count);
    }

    private int NeighbourOfBest() => _search.Space.Mutate(_best[_search.Random.NextIndex(_best.Count)].Architecture, ref _search.Random);

    private double Prediction(PackedDigits digits)
    {
        double sum = 0;
        foreach (RegressionTree tree in _trees)
            sum += tree.Predict(digits);
        return sum;
    }

    private PackedDigits Digits(int architecture) => PackedDigits.Of(_search.Space.Digits(architecture));
}
