using System.Globalization;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Weights;
using NatsBench.Fast.OneShot.Randomness;
using NatsBench.Fast.OneShot.Training;

namespace NatsBench.Fast.OneShot.Replay;

/// <summary>The draws of a trace, handed out in the order in which they were recorded, each kind by itself.</summary>
internal sealed class RecordedDraws : IDraws
{
    private readonly Queue<double>[] _queues = [.. Enum.GetValues<DrawPurpose>().Select(_ => new Queue<double>())];

    /// <summary>Collects the draws of all passes.</summary>
    /// <exception cref="NatsBenchException">The trace lacks some.</exception>
    public RecordedDraws(Trace trace)
    {
        TraceJson[] epochs = trace.Root["epochs"].List();
        foreach (TraceJson epoch in epochs)
        {
            double full = epoch.Find("warmup_ratio")?.NumberOrNull() ?? double.NaN;
            foreach (TraceJson step in epoch["steps"].List())
                foreach (TraceJson pass in step["passes"].List())
                    AddPass(trace, pass, full, isMeasured: pass["name"].Text().EndsWith("/arch", StringComparison.Ordinal));
            if (trace.Settings.Algorithm == OneShotAlgorithm.Enas)
                foreach (TraceJson sample in epoch["controller"]["samples"].List())
                    AddCell(DrawPurpose.Controller, sample["arch"]);
            AddEnd(trace, epoch, full);
        }
        AddEnd(trace, trace.Root["final"], epochs.Length == 0 ? double.NaN : epochs[^1].Find("warmup_ratio")?.NumberOrNull() ?? double.NaN);
    }

    /// <summary>Which kinds were not used up; null where all were.</summary>
    public string? Rest
    {
        get
        {
            IEnumerable<string> rest = Enum.GetValues<DrawPurpose>().Where(purpose => _queues[(int)purpose].Count > 0)
                .Select(purpose => string.Create(CultureInfo.InvariantCulture, $"{_queues[(int)purpose].Count} of {purpose}"));
            return rest.Any() ? string.Join(", ", rest) : null;
        }
    }

    public void Exponential(DrawPurpose purpose, Span<double> values)
    {
        foreach (ref double value in values)
            value = Next(purpose);
    }

    public double Uniform(DrawPurpose purpose) => Next(purpose);

    public int Index(DrawPurpose purpose, int bound) => Place(purpose, bound);

    public int Category(DrawPurpose purpose, ReadOnlySpan<double> weights) => Place(purpose, weights.Length);

    public (int First, int Second) DistinctPair(DrawPurpose purpose, ReadOnlySpan<double> weights)
    {
        int first = Place(purpose, weights.Length), second = Place(purpose, weights.Length);
        return first != second ? (first, second) : throw TraceJson.Refuse($"a pair of {purpose} has {first} twice");
    }

    public byte[] Save() => throw new NotSupportedException("recorded draws are not saved");

    public void Restore(ReadOnlySpan<byte> state) => throw new NotSupportedException("recorded draws are not saved");

    private void AddEnd(Trace trace, TraceJson epoch, double full)
    {
        if (trace.Settings.Algorithm is OneShotAlgorithm.Rsps or OneShotAlgorithm.Enas)
            foreach (TraceJson candidate in epoch["selection"]["candidates"].List())
                if (trace.Settings.Algorithm == OneShotAlgorithm.Rsps)
                    Add(DrawPurpose.Candidate, Cell(candidate).Code);
                else
                    AddCell(DrawPurpose.Controller, candidate);
        foreach (TraceJson pass in epoch["valid"]["passes"].List())
            AddPass(trace, pass, full, isMeasured: true);
    }

    private void AddPass(Trace trace, TraceJson pass, double full, bool isMeasured)
    {
        switch (pass["mode"].Text())
        {
            case "urs":
                foreach (TraceJson cell in pass["cell_draws"].List())
                    foreach (TraceJson operation in cell.List())
                        Add(DrawPurpose.Operation, operation.Integer(0, CellOperations.Count - 1));
                break;
            // A measured pass has the cell of another.
            case "dynamic" when !isMeasured && trace.Settings.Algorithm == OneShotAlgorithm.Setn:
                AddCell(DrawPurpose.Operation, pass["arch"]);
                break;
            case "dynamic" when !isMeasured && trace.Settings.Algorithm == OneShotAlgorithm.Enas:
                AddCell(DrawPurpose.Controller, pass["arch"]);
                break;
            case "gdas" or "mask_gumbel":
                AddNoise(trace, pass);
                break;
            case "tas":
                AddNoise(trace, pass);
                foreach (TraceJson pair in pass["pairs"].List())
                    foreach (TraceJson place in pair.List())
                        Add(DrawPurpose.Pair, place.Integer(0, 7));
                break;
            case "mask_rl":
                foreach (TraceJson row in pass["rows"].List())
                    Add(DrawPurpose.Width, row.Integer(0, 7));
                break;
            case "warm-up":
                double[] uniforms = pass["uniforms"].Numbers();
                TraceJson[] rows = pass["rows"].List();
                for (int module = 0; module < uniforms.Length; module++)
                {
                    Add(DrawPurpose.WarmUp, uniforms[module]);
                    if (!(uniforms[module] < full) && module < rows.Length)
                        Add(DrawPurpose.WarmUpWidth, rows[module].Integer(0, 7));
                }
                break;
            case "dynamic" or "joint":
                break;
            case var other:
                throw TraceJson.Refuse($"{pass.Place}.mode '{Internals.Printable.Of(other)}' is not known here");
        }
    }

    private void AddNoise(Trace trace, TraceJson pass)
    {
        string name = $"{pass["name"].Text()}/exponential";
        if (!trace.Tensors.TryGet(name, out Tensor? noise) || noise.Type != ElementType.F32)
            throw TraceJson.Refuse($"its tensors lack '{Internals.Printable.Of(name)}', float32");
        foreach (float value in noise.Floats)
            Add(DrawPurpose.Noise, value > 0 && float.IsFinite(value) ? value : throw TraceJson.Refuse($"'{Internals.Printable.Of(name)}' has {value}"));
    }

    private void AddCell(DrawPurpose purpose, TraceJson text)
    {
        TopologyCell cell = Cell(text);
        for (int edge = 0; edge < TopologyCell.EdgeCount; edge++)
            Add(purpose, (int)cell[edge]);
    }

    private static TopologyCell Cell(TraceJson text) =>
        TopologyCell.TryParse(text.Text(), out TopologyCell cell) ? cell : throw TraceJson.Refuse($"{text.Place} is no cell");

    private void Add(DrawPurpose purpose, double value) => _queues[(int)purpose].Enqueue(value);

    private double Next(DrawPurpose purpose) => _queues[(int)purpose].TryDequeue(out double value)
        ? value
        : throw TraceJson.Refuse($"it has too few draws of {purpose}");

    private int Place(DrawPurpose purpose, int bound) => (int)Next(purpose) is var place && place < bound ? place : throw TraceJson.Refuse($"a draw of {purpose} is {place}, not below {bound}");
}
