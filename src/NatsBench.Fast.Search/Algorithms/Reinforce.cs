namespace NatsBench.Fast.Search.Algorithms;

/// <summary>
/// REINFORCE (Williams 1992; <c>reinforce.py</c>): architectures are drawn from a softmax for each digit, whose logits follow the policy
/// gradient by Adam; the baseline is a moving average of the rewards, the present one included, so the first step changes nothing.
/// With several workers the gradient is that of the present policy at the digits drawn.
/// </summary>
internal sealed class Reinforce : ISearchAlgorithm
{
    public static readonly AlgorithmDefinition Definition = new(
        "reinforce", "policy gradient with a softmax for each digit (the paper's REINFORCE)",
        [
            HyperParameter.Number(LearningRate, 0.01, 0, 100, "step of Adam"),
            HyperParameter.Number(Momentum, 0.9, 0, 0.999999, "share of the past in the moving average of rewards"),
        ],
        (context, parameters) => new Reinforce(context, parameters));

    private const string LearningRate = "learning-rate";
    private const string Momentum = "momentum";

    private readonly SearchContext _search;
    private readonly SoftmaxPolicy _policy;
    private readonly double _momentum;
    private readonly int _epochs;
    private double _rewards;
    private double _weights;

    private Reinforce(SearchContext search, HyperParameters parameters)
    {
        _search = search;
        _policy = new SoftmaxPolicy(search.Space.Positions, search.Space.Choices, parameters.Number(LearningRate), ref search.Random);
        _momentum = parameters.Number(Momentum);
        _epochs = search.Fidelities.Full;
    }

    public bool TryPropose(out Proposal proposal)
    {
        // The digits travel with the proposal, for where several stand for one architecture the gradient belongs to those drawn.
        int digits = _policy.Sample(ref _search.Random), code = 0;
        for (int position = 0, rest = digits; position < _search.Space.Positions; position++, rest >>= SoftmaxPolicy.BitsOfDigit)
            code = code * _search.Space.Choices + (rest & ((1 << SoftmaxPolicy.BitsOfDigit) - 1));
        proposal = new Proposal(_search.Space.OfCode(code), _epochs, digits);
        return true;
    }

    public void Observe(in Observation observation)
    {
        _rewards = _momentum * _rewards + (1 - _momentum) * observation.Reward;
        _weights = _momentum * _weights + (1 - _momentum);
        _policy.Reinforce(observation.Proposal.Tag, (float)(observation.Reward - _rewards / _weights));
    }
}
