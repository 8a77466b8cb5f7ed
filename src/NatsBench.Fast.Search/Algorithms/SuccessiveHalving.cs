namespace NatsBench.Fast.Search.Algorithms;

/// <summary>
/// Successive halving (Jamieson and Talwalkar, AISTATS 2016): random configurations are trained shortly, the best 1/eta of them eta
/// times as long, and so on; after the last rung it begins anew. Rungs are synchronous: with several workers the configurations of a rung
/// are trained side by side, and the next rung waits for all of them.
/// </summary>
internal sealed class SuccessiveHalving : ISearchAlgorithm
{
    public static readonly AlgorithmDefinition Definition = new(
        "successive-halving", "successive halving of random configurations, synchronous rungs",
        [
            .. Rungs.Parameters,
            HyperParameter.Whole(Configurations, 0, 0, 1_000_000, "on the first rung; 0: so many that one comes to the last rung"),
        ],
        (context, parameters) =>
        {
            int[] rungs = Rungs.Of(context.Fidelities, parameters);
            int eta = parameters.Whole(Rungs.Eta);
            return new SuccessiveHalving(context, rungs, eta, [new Bracket(0, StartingConfigurations(rungs, eta, parameters.Whole(Configurations)))]);
        });

    private const string Configurations = "configurations";
    /// <summary>The most that a bracket may begin with.</summary>
    public const int MostConfigurations = 1_000_000;

    private readonly SearchContext _search;
    private readonly int[] _rungs;
    private readonly int _eta;
    private readonly Bracket[] _brackets;
    private readonly Member[] _members;
    private int _bracket;
    private int _rung;

    // Of the present rung.
    private int _count;
    private int _proposed;
    private int _observed;

    /// <summary>Brackets one after the other, again and again.</summary>
    public SuccessiveHalving(SearchContext search, int[] rungs, int eta, Bracket[] brackets)
    {
        (_search, _rungs, _eta, _brackets) = (search, rungs, eta, brackets);
        _members = new Member[brackets.Max(bracket => bracket.Configurations)];
        Begin(0);
    }

    public bool PrefersLongerTraining => true;

    public bool TryPropose(out Proposal proposal)
    {
        if (_observed == _count)
            Advance();
        if (_proposed == _count)
        {
            proposal = default;
            return false;
        }
        if (_rung == _brackets[_bracket].FirstRung)
            _members[_proposed] = new Member(_search.NextDesign(), 0, _proposed);
        proposal = new Proposal(_members[_proposed].Architecture, _rungs[_rung], _proposed);
        _proposed++;
        return true;
    }

    public void Observe(in Observation observation)
    {
        int member = observation.Proposal.Tag;
        _members[member] = new Member(observation.Architecture, observation.Reward, member);
        _observed++;
    }

    private void Begin(int bracket)
    {
        _bracket = bracket;
        (_rung, _count) = (_brackets[bracket].FirstRung, _brackets[bracket].Configurations);
        (_proposed, _observed) = (0, 0);
    }

    private void Advance()
    {
        if (_rung == _rungs.Length - 1)
        {
            Begin((_bracket + 1) % _brackets.Length);
            return;
        }
        Array.Sort(_members, 0, _count);
        _rung++;
        _count /= _eta;
        (_proposed, _observed) = (0, 0);
    }

    private static int StartingConfigurations(int[] rungs, int eta, int given)
    {
        long least = 1;
        for (int rung = 1; rung < rungs.Length; rung++)
            least = long.Min(least * eta, int.MaxValue);
        int configurations = given == 0 ? (int)least : given;
        return configurations >= least && configurations <= MostConfigurations ? configurations : throw new NatsBenchException(
            $"{configurations} configurations on the first of {rungs.Length} rungs ({string.Join(", ", rungs)} epochs) with {Rungs.Eta} {eta}: there must be {least} to {MostConfigurations}; choose fewer rungs or a smaller {Rungs.Eta}");
    }

    /// <summary>One run from a rung to the last.</summary>
    /// <param name="FirstRung">Where it begins.</param>
    /// <param name="Configurations">How many it begins with.</param>
    public readonly record struct Bracket(int FirstRung, int Configurations);

    // Best first; equals in the order in which they were proposed.
    private readonly record struct Member(int Architecture, double Reward, int Order) : IComparable<Member>
    {
        public int CompareTo(Member other)
        {
            int byReward = other.Reward.CompareTo(Reward);
            return byReward != 0 ? byReward : Order.CompareTo(other.Order);
        }
    }
}
