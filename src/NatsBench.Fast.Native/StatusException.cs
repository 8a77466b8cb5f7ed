namespace NatsBench.Fast.Native;

/// <summary>A failure of the interface itself: of its handles, pointers and buffers.</summary>
internal sealed class StatusException(Status status, string message) : NatsBenchException(message)
{
    public Status Status => status;
}
