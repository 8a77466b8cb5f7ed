namespace NatsBench.Fast.Search.Algorithms;

/// <summary>
/// BOHB (Falkner et al., ICML 2018; <c>bohb.py</c> on HpBandSter): Hyperband's brackets, with configurations from a density model of good and
/// bad ones. The paper's variant keeps the original's accidents (<see cref="BohbModel"/>) and looks at no budget; its best so far compares
/// accuracies after different numbers of epochs. The sound one stops at the budget and prefers longer trainings.
/// </summary>
internal sealed class Bohb : ISearchAlgorithm
{
    public static readonly AlgorithmDefinition Definition = new(
        "bohb", "Hyperband with a density model of good and bad architectures (the paper's BOHB)",
        [
            .. Rungs.Parameters,
            HyperParameter.Whole(Iterations, 300, 1, MostIterations, "brackets; every 3 of the paper's take 20 evaluations"),
            HyperParameter.Whole(Samples, 4, 1, 1_000_000, "candidates of which the model's best is proposed"),
            HyperParameter.Whole(TopPercent, 15, 1, 99, "share of the observations that count as good, percent"),
            HyperParameter.Number(MinBandwidth, 0.3, 0, 100, "the least bandwidth of a digit"),
            HyperParameter.Number(RandomFraction, 0, 0, 1, "share of random configurations once there is a model"),
            HyperParameter.Choice(Full, ["false", "true"], "true: all brackets, whatever the budget"),
            HyperParameter.Choice(Variant, ["paper", "sound"],
                "paper: digits count as numbers, kernels may be infinite, the budget is not looked at; sound: none of this"),
        ],
        (context, parameters) => new Bohb(context, parameters));

    private const string Iterations = "iterations", Samples = "samples", TopPercent = "top-percent", MinBandwidth = "min-bandwidth";
    private const string RandomFraction = "random-fraction", Full = "full", Variant = "variant";

    // A tag is bracket · MostConfigurations + configuration, and fits an int.
    private const int MostIterations = 100_000;
    private const int MostConfigurations = 20_000;

    private readonly SearchContext _search;
    private readonly int[] _epochs;
    private readonly int _eta;
    private readonly int _iterations;
    private readonly double _randomFraction;
    private readonly bool _isFull;
    private readonly bool _isSound;
    private readonly BohbModel _model;
    private readonly byte[] _digits;
    private readonly List<BohbBracket> _brackets = [];

    // All brackets before it are complete.
    private int _firstIncomplete;

    private Bohb(SearchContext search, HyperParameters parameters)
    {
        _search = search;
        _epochs = Rungs.Of(search.Fidelities, parameters);
        _eta = parameters.Whole(Rungs.Eta);
        _iterations = parameters.Whole(Iterations);
        _randomFraction = parameters.Number(RandomFraction);
        (_isFull, _isSound) = (parameters.Choice(Full) == "true", parameters.Choice(Variant) == "sound");
        _model = new BohbModel(
            search.Space, _epochs.Length, parameters.Whole(Samples), parameters.Whole(TopPercent), parameters.Number(MinBandwidth), _isSound);
        _digits = new byte[search.Space.Positions];
        for (int iteration = 0; iteration < _epochs.Length; iteration++)
            if (BohbBracket.Sizes(iteration, _epochs.Length, _eta, MostConfigurations) is null)
                throw new NatsBenchException($"{Rungs.Eta} {_eta} on {_epochs.Length} rungs begins with more than {MostConfigurations} configurations; choose fewer rungs or a smaller {Rungs.Eta}");
    }

    public Persistence Persistence =>
        _isFull ? Persistence.UntilDone : _isSound ? Persistence.UntilBudget : Persistence.UntilInterpolated;

    public bool PrefersLongerTraining => _isSound;

    public bool TryPropose(out Proposal proposal)
    {
        for (int bracket = _firstIncomplete; bracket < _brackets.Count || TryBeginBracket(); bracket++)
        {
            if (!_brackets[bracket].TryBegin(out int configuration))
                continue;
            if (_brackets[bracket].Architectures[configuration] < 0)
                _brackets[bracket].Architectures[configuration] = NewConfiguration();
            proposal = new Proposal(
                _brackets[bracket].Architectures[configuration], _epochs[_brackets[bracket].Rung], bracket * MostConfigurations + configuration);
            return true;
        }
        proposal = default;
        return false;
    }

    public void Observe(in Observation observation)
    {
        (int bracket, int configuration) = int.DivRem(observation.Proposal.Tag, MostConfigurations);
        double loss = 100 - observation.Reward;
        _model.Observe(_brackets[bracket].Rung, _search.Space.Digits(observation.Architecture), loss);
        _brackets[bracket].Observe(configuration, loss);
        while (_firstIncomplete < _brackets.Count && _brackets[_firstIncomplete].IsComplete)
            _firstIncomplete++;
    }

    private bool TryBeginBracket()
    {
        if (_brackets.Count == _iterations)
            return false;
        int[] sizes = BohbBracket.Sizes(_brackets.Count, _epochs.Length, _eta, MostConfigurations)!;
        _brackets.Add(new BohbBracket(_epochs.Length - sizes.Length, sizes));
        return true;
    }

    private int NewConfiguration()
    {
        if (!_model.Exists)
            return _search.NextDesign();
        bool isRandom = _randomFraction > 0 && _search.Random.NextBoolean(_randomFraction);
        return !isRandom && _model.TryPropose(ref _search.Random, _digits) ? _search.Space.Resolve(_digits) : _search.Space.Random(ref _search.Random);
    }
}
