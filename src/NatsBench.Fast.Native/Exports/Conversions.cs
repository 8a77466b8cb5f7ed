using System.Runtime.InteropServices;
using NatsBench.Fast.Conversion;
using NatsBench.Fast.Native.Interop;

namespace NatsBench.Fast.Native.Exports;

/// <summary>Official archives to column files.</summary>
internal static unsafe class Conversions
{
    [UnmanagedCallersOnly(EntryPoint = "nbf_convert")]
    public static Status Convert(byte* archive, byte* output, int threads, delegate* unmanaged[Cdecl]<double, void*, int> progress, void* user) => Guard.Run(() =>
    {
        if (threads is < 0 or > 1024)
            throw new StatusException(Status.InvalidArgument, $"{threads} threads; 0 is one a processor");
        using CancellationTokenSource stop = new();
        ArchiveConverter.ConvertRecords(Text.ReadName(archive, "archive"), Text.ReadName(output, "output"), new ConversionOptions
        {
            Threads = threads == 0 ? Environment.ProcessorCount : threads,
            Cancellation = stop.Token,
            Progress = progress is null ? null : new Told(progress, user, stop),
        });
    });

    private sealed class Told(delegate* unmanaged[Cdecl]<double, void*, int> progress, void* user, CancellationTokenSource stop) : IProgress<ConversionProgress>
    {
        public void Report(ConversionProgress done)
        {
            if (progress(done.TotalBytes == 0 ? 0 : (double)done.Bytes / done.TotalBytes, user) != 0)
                stop.Cancel();
        }
    }
}
