namespace NatsBench.Fast.Search.Sessions;

/// <summary>What happened in a session: in their order they are all that a session consists of, beside its setup.</summary>
internal abstract record SessionEvent
{
    private SessionEvent()
    {
    }

    /// <summary>Something was proposed; tickets are counted.</summary>
    internal sealed record Asked(int Architecture, int Epochs) : SessionEvent;

    /// <summary>The algorithm had nothing to propose: it may have changed by being asked.</summary>
    internal sealed record Waited : SessionEvent;

    /// <summary>A result came.</summary>
    internal sealed record Told(int Ticket, double Accuracy, double Cost, double[] Objectives) : SessionEvent;
}
