using NatsBench.Fast.Internals;

namespace NatsBench.Fast.Native;

/// <summary>What went wrong last on each thread, in one line: what the command line would say. No exception leaves the library.</summary>
internal static class Failure
{
    [ThreadStatic]
    private static string? LastMessage;

    [ThreadStatic]
    private static string? LastRefusal;

    /// <summary>The line of this thread; empty where nothing went wrong yet.</summary>
    public static string Message => LastMessage ?? "";

    /// <summary>The Python exception that the official library raises; empty unless the last failure was <see cref="Status.Refused"/>.</summary>
    public static string Refusal => LastRefusal ?? "";

    /// <summary>Keeps an exception's line and tells its status.</summary>
    public static Status Of(Exception exception)
    {
        (LastMessage, LastRefusal) = (exception.Message.ReplaceLineEndings(" "), "");
        switch (exception)
        {
            case StatusException own:
                return own.Status;
            case RefusedException refused:
                LastRefusal = refused.Kind.ToString();
                return Status.Refused;
            case DamagedFileException:
                return Status.Damaged;
            case NatsBenchException:
                return Status.Failed;
            case ArgumentException or OverflowException:
                return Status.InvalidArgument;
            case OperationCanceledException:
                LastMessage = "cancelled";
                return Status.Cancelled;
            case OutOfMemoryException:
                LastMessage = "not enough memory";
                return Status.OutOfMemory;
            case IOException or UnauthorizedAccessException:
                return Status.Failed;
            default:
                LastMessage = Printable.Of($"a fault in this library, please report it: {exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}");
                return Status.Internal;
        }
    }
}
