namespace NatsBench.Fast.Search.Algorithms;

/// <summary>
/// BOHB (Falkner et al., ICML 2018; <c>bohb.py</c> on HpBandSter): Hyperband's brackets, with configurations from a density model of good and
/// bad ones. The paper's variant keeps the original's accidents (<see cref="BohbModel"/>) and looks at no budget; its best so far compares
/// accuracies after different numbers of epochs. The sound one stops at the budget and prefers longer trainings.
/// </summary>
internal struct Bohb : ISearchAlgorithm
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
        AlgorithmStart.Of((context, parameters) => new Bohb(context.RequireDigits(), context.Memory(parameters, (own, given) => new Memory(own, given)))));

    private const string Iterations = "iterations", Samples = "samples", TopPercent = "top-percent", MinBandwidth = "min-bandwidth";
    private const string RandomFraction = "random-fraction", Full = "full", Variant = "variant";

    // A tag is bracket · MostConfigurations + configuration, and fits an int.
    private const int MostIterations = 100_000;
    private const int MostConfigurations = 20_000;

    private readonly SearchContext _search;
    private readonly Memory _memory;
    private int _bracketCount;

    // All brackets before it are complete.
    private int _firstIncomplete;

    private Bohb(SearchContext search, Memory memory)
    {
        (_search, _memory) = (search, memory);
        memory.Model.Clear();
    }

    public readonly Persistence Persistence =>
        _memory.IsFull ? Persistence.UntilDone : _memory.IsSound ? Persistence.UntilBudget : Persistence.UntilInterpolated;

    public readonly bool PrefersLongerTraining => _memory.IsSound;

    public bool TryPropose(out Proposal proposal)
    {
        for (int number = _firstIncomplete; number < _bracketCount || TryBeginBracket(); number++)
        {
            BohbBracket bracket = _memory.Brackets[number];
            if (!bracket.TryBegin(out int configuration))
                continue;
            ref int architecture = ref bracket.Architectures[configuration];
            if (architecture < 0)
                architecture = NewConfiguration();
            proposal = new Proposal(architecture, _memory.Epochs[bracket.Rung], number * MostConfigurations + configuration);
            return true;
        }
        proposal = default;
        return false;
    }

    public void Observe(in Observation observation)
    {
        (uint number, uint configuration) = uint.DivRem((uint)observation.Proposal.Tag, MostConfigurations);
        BohbBracket bracket = _memory.Brackets[(int)number];
        double loss = 100 - observation.Reward;
        _memory.Model.Observe(bracket.Rung, _search.Space.Row(observation.Architecture), loss);
        bracket.Observe((int)configuration, loss);
        while (_firstIncomplete < _bracketCount && _memory.Brackets[_firstIncomplete].IsComplete)
            _firstIncomplete++;
    }

    private bool TryBeginBracket()
    {
        if (_bracketCount == _memory.Iterations)
            return false;
        _memory.Begin(_bracketCount++);
        return true;
    }

    private readonly int NewConfiguration()
    {
        if (!_memory.Model.Exists)
            return _search.NextDesign();
        bool isRandom = _memory.RandomFraction > 0 && _search.Random.NextBoolean(_memory.RandomFraction);
        return !isRandom && _memory.Model.TryPropose(ref _search.Random, out ulong row) ? _search.Space.OfRow(row) : _search.Space.Random(ref _search.Random);
    }

    // What trials have in common: hyper-parameters as numbers, and buffers.
    private sealed class Memory
    {
        private readonly int _eta;

        public Memory(SearchContext search, HyperParameters parameters)
        {
            Epochs = Rungs.Of(search.Fidelities, parameters);
            _eta = parameters.Whole(Rungs.Eta);
            Iterations = parameters.Whole(Bohb.Iterations);
            RandomFraction = parameters.Number(Bohb.RandomFraction);
            (IsFull, IsSound) = (parameters.Choice(Full) == "true", parameters.Choice(Variant) == "sound");
            Model = new BohbModel(
                search.Space, Epochs.Length, parameters.Whole(Samples), parameters.Whole(TopPercent), parameters.Number(MinBandwidth), IsSound);
            for (int iteration = 0; iteration < Epochs.Length; iteration++)
                if (BohbBracket.Sizes(iteration, Epochs.Length, _eta, MostConfigurations) is null)
                    throw new NatsBenchException($"{Rungs.Eta} {_eta} on {Epochs.Length} rungs begins with more than {MostConfigurations} configurations; choose fewer rungs or a smaller {Rungs.Eta}");
        }

        public int[] Epochs { get; }

        public int Iterations { get; }

        public double RandomFraction { get; }

        public bool IsFull { get; }

        public bool IsSound { get; }

        public BohbModel Model { get; }

        public List<BohbBracket> Brackets { get; } = [];

        /// <summary>Begins the next bracket: one of an earlier trial, which has the same sizes, or a new one.</summary>
        public void Begin(int bracket)
        {
            if (bracket < Brackets.Count)
            {
                Brackets[bracket].Begin();
                return;
            }
            int[] sizes = BohbBracket.Sizes(bracket, Epochs.Length, _eta, MostConfigurations)!;
            Brackets.Add(new BohbBracket(Epochs.Length - sizes.Length, sizes));
        }
    }
}
