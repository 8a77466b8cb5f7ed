using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Randomness;

namespace NatsBench.Fast.Search.Trials;

/// <summary>Trainings by any oracle, whatever its policies: the definition.</summary>
internal readonly struct OracleTrainings : ITrainings
{
    private readonly IOracle _oracle;
    private readonly SeedDraws _seeds;
    private readonly ResumedTrainings? _resumed;

    public OracleTrainings(IOracle oracle)
    {
        (_oracle, _seeds) = (oracle, new SeedDraws(oracle.Seeds, oracle.Space.Count));
        _resumed = oracle.Resumes ? new ResumedTrainings(oracle, _seeds) : null;
    }

    public void Begin(TrialWorld world)
    {
        _seeds.Begin(world);
        _resumed?.Begin();
    }

    public Evaluation Train(ref Proposal proposal, out uint draw)
    {
        int architecture = _oracle.Space.Resolve(proposal.Architecture);
        if (architecture != proposal.Architecture)
            proposal = proposal with { Architecture = architecture };
        if (_resumed is not null)
            return _resumed.Evaluate(architecture, proposal.Epochs, out draw);
        draw = _seeds.Next(architecture);
        return _oracle.Evaluate(architecture, proposal.Epochs, draw);
    }

    public void RunFully(ReadOnlySpan<int> architectures, Span<double> rewards, ref TrialStanding standing)
    {
        for (int i = 0; i < architectures.Length && standing.IsBeforeBudget; i++)
        {
            Proposal proposal = new(architectures[i], _oracle.Fidelities.Full);
            Evaluation evaluation = Train(ref proposal, out _);
            if (!rewards.IsEmpty)
                rewards[i] = evaluation.Accuracy;
            standing.Add(standing.Clock + evaluation.Cost, evaluation.Accuracy, proposal.Architecture, proposal.Epochs);
        }
    }
}
