using System.Runtime.CompilerServices;

namespace NatsBench.Fast.Search.Algorithms;

/// <summary>
/// REINFORCE (Williams 1992; <c>reinforce.py</c>): architectures are drawn from a softmax for each digit, whose logits follow the policy
/// gradient by Adam; the baseline is a moving average of the rewards, the present one included, so the first step changes nothing.
/// With several workers the gradient is that of the present policy at the digits drawn.
/// </summary>
internal struct Reinforce : ISearchAlgorithm
{
    public static readonly AlgorithmDefinition Definition = new(
        "reinforce", "policy gradient with a softmax for each digit (the paper's REINFORCE)",
        [
            HyperParameter.Number(LearningRate, 0.01, 0, 100, "step of Adam"),
            HyperParameter.Number(Momentum, 0.9, 0, 0.999999, "share of the past in the moving average of rewards"),
        ],
        AlgorithmStart.Of((context, parameters) => new Reinforce(context.RequireDigits(), context.Memory(parameters, (own, given) => new Memory(own, given)))));

    private const string LearningRate = "learning-rate";
    private const string Momentum = "momentum";
    private const int SamplesAtOnce = 16;

    private readonly SearchContext _search;
    private readonly Memory _memory;

    // Numbers drawn for samples to come.
    private int _used;
    private double _rewards;
    private double _weights;

    private Reinforce(SearchContext search, Memory memory)
    {
        (_search, _memory, _used) = (search, memory, memory.Draws.Length);
        memory.Policy.Begin(ref search.Random);
    }

    public readonly Persistence Persistence => Persistence.UntilBudget;

    public readonly bool PrefersLongerTraining => false;

    public bool TryPropose(out Proposal proposal)
    {
        if (_used >= SamplesAtOnce * _search.Space.Positions)
            Draw();
        // The digits travel with the proposal, for where several stand for one architecture the gradient belongs to those drawn.
        int digits = _memory.Policy.Sample(_memory.Draws.AsSpan(_used, SoftmaxPolicy.Lanes), out int code);
        _used += _search.Space.Positions;
        proposal = new Proposal(_search.Space.OfCode(code), _memory.Epochs, digits);
        return true;
    }

    public void Observe(in Observation observation)
    {
        double momentum = _memory.Momentum;
        _rewards = momentum * _rewards + (1 - momentum) * observation.Reward;
        _weights = momentum * _weights + (1 - momentum);
        _memory.Policy.Reinforce(observation.Proposal.Tag, (float)(observation.Reward - _rewards / _weights));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Draw()
    {
        _search.Random.Fill(_memory.Draws.AsSpan(0, SamplesAtOnce * _search.Space.Positions));
        _used = 0;
    }

    // What trials have in common: hyper-parameters as numbers, and buffers.
    private sealed class Memory(SearchContext search, HyperParameters parameters)
    {
        public SoftmaxPolicy Policy { get; } = new(search.Space.Positions, search.Space.Choices, parameters.Number(LearningRate));

        public double Momentum { get; } = parameters.Number(Reinforce.Momentum);

        public int Epochs { get; } = search.Fidelities.Full;

        // So that the last sample's can be read as a vector.
        public uint[] Draws { get; } = new uint[SamplesAtOnce * search.Space.Positions + SoftmaxPolicy.Lanes];
    }
}
