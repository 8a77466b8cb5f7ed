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

    public Evaluation TrainFully(int architecture)
    {
        Proposal proposal = new(architecture, _oracle.Fidelities.Full);
        return Train(ref proposal, out _);
    }

    public void TrainFully(ReadOnlySpan<int> architectures, Span<Evaluation> evaluations)
    {
        for (int i = 0; i < architectures.Length; i++)
            evaluations[i] = TrainFully(architectures[i]);
    }

    public void RunFully(ReadOnlySpan<int> architectures, ref TrialStanding standing)
    {
        foreach (int architecture in architectures)
        {
            if (!standing.IsBeforeBudget)
                return;
            Proposal proposal = new(architecture, _oracle.Fidelities.Full);
            Evaluation evaluation = Train(ref proposal, out _);
            standing.Add(standing.Clock + evaluation.Cost, evaluation.Accuracy, proposal.Architecture, proposal.Epochs);
        }
    }
}
