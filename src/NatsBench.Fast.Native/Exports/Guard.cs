namespace NatsBench.Fast.Native.Exports;

/// <summary>The wall of the library: no exception passes. Calls that are made in loops have one of their own, without a closure.</summary>
internal static class Guard
{
    public static Status Run(Action call)
    {
        try
        {
            call();
            return Status.Ok;
        }
        catch (Exception e)
        {
            return Failure.Of(e);
        }
    }
}
