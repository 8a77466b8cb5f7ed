using System.Runtime.InteropServices;
using NatsBench.Fast.Native.Interop;

namespace NatsBench.Fast.Native.Exports;

/// <summary>The library itself: its version, and what went wrong last.</summary>
internal static unsafe class Library
{
    /// <summary>Grows when a function or structure changes its meaning; new functions leave it.</summary>
    private const int AbiVersion = 1;

    [UnmanagedCallersOnly(EntryPoint = "nbf_abi_version")]
    public static int Abi() => AbiVersion;

    [UnmanagedCallersOnly(EntryPoint = "nbf_version")]
    public static Status Version(byte* buffer, nuint capacity, nuint* length) =>
        Guard.Run(() => Text.Write(typeof(NatsBenchmark).Assembly.GetName().Version!.ToString(3), buffer, capacity, length));

    [UnmanagedCallersOnly(EntryPoint = "nbf_last_error")]
    public static Status LastError(byte* buffer, nuint capacity, nuint* length) => Told(Failure.Message, buffer, capacity, length);

    [UnmanagedCallersOnly(EntryPoint = "nbf_last_refusal")]
    public static Status LastRefusal(byte* buffer, nuint capacity, nuint* length) => Told(Failure.Refusal, buffer, capacity, length);

    // A buffer too small for what went wrong leaves that to be asked for again.
    private static Status Told(string text, byte* buffer, nuint capacity, nuint* length)
    {
        try
        {
            Text.Write(text, buffer, capacity, length);
            return Status.Ok;
        }
        catch (StatusException e)
        {
            return e.Status;
        }
    }
}
