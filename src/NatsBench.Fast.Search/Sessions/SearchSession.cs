using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Trials;

namespace NatsBench.Fast.Search.Sessions;

/// <summary>
/// A search driven from outside: it is asked what to train next and told what came of it, by whoever trains. Several proposals may be pending,
/// and results come in any order. What it proposes depends on its setup and the order of asking and telling alone; told what a table gives, it
/// proposes what a <see cref="TrialRunner"/> of the same root seed does. Thread-safe: callers take turns.
/// </summary>
public sealed partial class SearchSession
{
    /// <summary>The most proposals of a session.</summary>
    public const int MostProposals = 1_000_000;

    private readonly ISearchAlgorithm _algorithm;
    private readonly Dictionary<int, Pending> _pending = [];
    private readonly List<SessionEvent> _events = [];
    private readonly Lock _turn = new();
    private int _tickets;
    private double _clock;
    private bool _waits;

    /// <summary>Begins a session.</summary>
    /// <param name="setup">What it is made of.</param>
    /// <exception cref="NatsBenchException">Hyper-parameters that fit neither space nor fidelities.</exception>
    public SearchSession(SearchSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        (Setup, _algorithm) = (setup, setup.Begin());
    }

    /// <summary>What it is made of.</summary>
    public SearchSetup Setup { get; }

    /// <summary>The latest end of all that was told, in seconds: a proposal begins at the clock when it is asked for, and ends its cost later.</summary>
    public double Clock
    {
        get
        {
            lock (_turn)
                return _clock;
        }
    }

    /// <summary>What was proposed and not told yet, by ticket: after a restart, what still has to be trained.</summary>
    public IReadOnlyList<SessionProposal> Outstanding
    {
        get
        {
            lock (_turn)
                return [.. _pending.Select(pending => pending.Value.Of(pending.Key)).OrderBy(proposal => proposal.Ticket)];
        }
    }

    /// <summary>Asks what to train next.</summary>
    /// <returns>The proposal; null where the algorithm waits for a result, or, when none is outstanding, has nothing more to propose.</returns>
    /// <exception cref="NatsBenchException">There were <see cref="MostProposals"/>, or the algorithm asks for a fidelity that is not there.</exception>
    public SessionProposal? Ask()
    {
        lock (_turn)
        {
            if (_tickets == MostProposals)
                throw new NatsBenchException($"a session made {MostProposals} proposals, the most that is allowed");
            // Whoever waits goes on waiting until it is told something, however often it is asked.
            if (_waits)
                return null;
            if (!_algorithm.TryPropose(out Proposal proposal))
            {
                _waits = true;
                _events.Add(new SessionEvent.Waited());
                return null;
            }
            int architecture = Setup.Space.Resolve(proposal.Architecture);
            Pending pending = new(proposal with { Architecture = architecture, Epochs = Setup.Fidelities.Check(proposal.Epochs) }, _clock);
            _events.Add(new SessionEvent.Asked(architecture, proposal.Epochs));
            _pending.Add(_tickets, pending);
            return pending.Of(_tickets++);
        }
    }

    /// <summary>Tells what came of a proposal. A training that failed is told with the accuracy that it deserves, such as 0.</summary>
    /// <param name="ticket">The number of a proposal that is outstanding.</param>
    /// <param name="accuracy">Validation accuracy, to be maximised: percent for shipped algorithms whose hyper-parameters speak of it.</param>
    /// <param name="cost">Seconds it took, 0 or more; nothing where time does not matter.</param>
    /// <param name="objectives">As many as the setup has quantities, as measured; NaN where one was not.</param>
    /// <exception cref="NatsBenchException">No such proposal is outstanding, or numbers that no search can compare; nothing has changed then.</exception>
    public void Tell(int ticket, double accuracy, double cost = 0, params ReadOnlySpan<double> objectives)
    {
        lock (_turn)
        {
            Check(ticket, accuracy, cost, objectives);
            _pending.Remove(ticket, out Pending pending);
            _events.Add(new SessionEvent.Told(ticket, accuracy, cost, objectives.ToArray()));
            double end = pending.Start + cost;
            _clock = Math.Max(_clock, end);
            _waits = false;
            _algorithm.Observe(new Observation(pending.Proposal, accuracy, end, objectives) { Start = pending.Start, Cost = cost });
        }
    }

    private void Check(int ticket, double accuracy, double cost, ReadOnlySpan<double> objectives)
    {
        if (!_pending.ContainsKey(ticket))
            throw new NatsBenchException(
                (uint)ticket < (uint)_tickets ? $"the result of ticket {ticket} was told before" : $"there is no ticket {ticket}; {_tickets} were given, from 0");
        if (!double.IsFinite(accuracy))
            throw new NatsBenchException($"ticket {ticket}: an accuracy of {accuracy} cannot be compared; tell a failed training with the accuracy that it deserves, such as 0");
        if (!double.IsFinite(cost) || cost < 0)
            throw new NatsBenchException($"ticket {ticket}: a cost of {cost} seconds is not 0 or more");
        if (objectives.Length != Setup.Quantities.Count)
            throw new NatsBenchException($"ticket {ticket}: {objectives.Length} objectives beside accuracy, where the session has {Setup.Quantities.Count}");
        foreach (double objective in objectives)
            if (double.IsInfinity(objective))
                throw new NatsBenchException($"ticket {ticket}: an objective is infinite; NaN says that it was not measured");
    }

    private readonly record struct Pending(Proposal Proposal, double Start)
    {
        public SessionProposal Of(int ticket) => new(ticket, Proposal.Architecture, Proposal.Epochs);
    }
}
