using System.Globalization;
using NatsBench.Fast.Attaching;
using NatsBench.Fast.Model;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Inference.Latency;

/// <summary>Measured latencies as an extra column of a benchmark: seconds of a batch, marked with device, provider and threads.</summary>
public static class LatencyColumn
{
    /// <summary>The name that a column has where nobody chose one, such as <c>local.cpu-cifar10.latency</c>.</summary>
    /// <param name="provider">Who computed.</param>
    /// <param name="dataset">Whose images and classes the networks have.</param>
    public static string DefaultName(ExecutionProvider provider, Dataset dataset) =>
        $"local.{provider.Name()}-{dataset.Name}.latency";

    /// <summary>Puts latencies beside a benchmark, <c>FILE.natsb.d/NAME.natsbx</c>, in the place of those of the same name.</summary>
    /// <param name="benchmark">A column file of the same space, which is only read.</param>
    /// <param name="name">The column's name, <c>source.what.quantity</c>.</param>
    /// <param name="table">The latencies; architectures that it lacks are absent.</param>
    /// <returns>The path of the file.</returns>
    /// <exception cref="NatsBenchException">The benchmark has no such architecture, cannot be read, or nothing can be written beside it; the name is none or taken.</exception>
    public static string Mount(string benchmark, string name, LatencyTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        double[] seconds;
        using (NatsBenchmark bench = NatsBenchmark.Open(benchmark))
        {
            seconds = new double[bench.Count];
            seconds.AsSpan().Fill(double.NaN);
            foreach (LatencyMeasurement one in table.Measurements)
                seconds[bench.IndexOf(one.Architecture)] = one.Seconds;
        }
        LatencyConditions conditions = table.Conditions;
        return ExtraAttachment.Mount(benchmark, name, [new ExtraNumbers(new ExtraDescription
        {
            Name = name,
            Quantity = "latency",
            Unit = "s",
            Direction = Direction.Minimise,
            Dataset = conditions.Dataset.Name,
            Device = conditions.Device,
            Kind = ExtraKind.Measured,
            SourceName = "natsbench latency",
            Note = string.Create(CultureInfo.InvariantCulture,
                $"median of {table.Measurements.Min(one => one.Runs)} or more runs of a batch of {conditions.Batch} images; {conditions.Provider.Name()}, {conditions.Threads} threads, ONNX Runtime {conditions.Runtime}"),
        }, seconds)], replace: true);
    }
}
