using NatsBench.Fast.Attaching;
using NatsBench.Fast.Model;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.House.Tests;

/// <summary>The example of docs/tables.md, compiled and run by tests.</summary>
internal static class TablesExample
{
    public static void Run(double[] milliseconds, string file)
    {
        // mount: begin
        ExtraAttachment.Mount(file, "phone",                          // NATS-tss.natsb.d/phone.natsbx
        [
            new ExtraNumbers(
                new ExtraDescription
                {
                    Name = "lab.phone.latency",
                    Quantity = "latency",
                    Unit = "ms",
                    Direction = Direction.Minimise,
                    Device = "the phone",
                    Kind = ExtraKind.Measured,
                    SourceName = "our stopwatch",
                },
                milliseconds),                                        // by architecture index, NaN where there is none
        ]);
        // mount: end
    }
}
