using NatsBench.Fast.Internals;

namespace NatsBench.Fast.Native;

/// <summary>What went wrong last on each thread, in one line: what the command line would say. No exception leaves the library.</summary>
internal static class Failure
{
    [ThreadStatic]
    private static string? _message;

    [ThreadStatic]
    private static string? _refusal;

    /// <summary>The line of this thread; empty where nothing went wrong yet.</summary>
    public static string Message => _message ?? "";

    /// <summary>The Python exception that the official library raises; empty unless the last failure was <see cref="Status.Refused"/>.</summary>
    public static string Refusal => _refusal ?? "";

    /// <summary>Keeps an exception's line and tells its status.</summary>
    public static Status Of(Exception exception)
    {
        (_message, _refusal) = (exception.Message.ReplaceLineEndings(" "), "");
        switch (exception)
        {
            case StatusException own:
                return own.Status;
            case RefusedException refused:
                _refusal = refused.Kind.ToString();
                return Status.Refused;
            case DamagedFileException:
                return Status.Damaged;
            case NatsBenchException:
                return Status.Failed;
            case ArgumentException or OverflowException:
                return Status.InvalidArgument;
            case OperationCanceledException:
                _message = "cancelled";
                return Status.Cancelled;
            case OutOfMemoryException:
                _message = "not enough memory";
                return Status.OutOfMemory;
            case IOException or UnauthorizedAccessException:
                return Status.Failed;
            default:
                _message = Printable.Of($"a fault in this library, please report it: {exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}");
                return Status.Internal;
        }
    }
}
