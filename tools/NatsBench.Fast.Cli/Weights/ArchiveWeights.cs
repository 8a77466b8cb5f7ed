using System.Text.Json;
using NatsBench.Fast.Conversion.Weights;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Weights;
using NatsBench.Fast.Official;

namespace NatsBench.Fast.Cli.Weights;

/// <summary>A full archive as the weights of the official calls.</summary>
/// <param name="path">The archive.</param>
/// <param name="withValues">Whether tensors are written with all of their numbers.</param>
internal sealed class ArchiveWeights(string path, bool withValues) : IOfficialWeights
{
    // Single architectures may have been reloaded from elsewhere.
    private readonly Dictionary<int, WeightArchive> _reloaded = [];
    private WeightArchive _archive = WeightSource.OpenArchive(path, CancellationToken.None);

    public void WriteNetParam(int architecture, string setting, string dataset, long seed, Utf8JsonWriter json)
    {
        WeightArchive archive = ArchiveOf(architecture);
        IReadOnlyDictionary<long, TensorSet?> sets = archive.GetNetParamOrNone(architecture, new Dataset(dataset), new TrainingSetting(setting));
        if (!sets.TryGetValue(seed, out TensorSet? tensors))
            throw new NatsBenchException($"{archive}: architecture {architecture}, hp {setting}, {dataset}: no seed {seed}, which the column file has; they are of different archives");
        if (tensors is null)
        {
            json.WriteNullValue();
            return;
        }
        json.WriteStartObject();
        foreach (Tensor tensor in tensors.Tensors)
        {
            json.WriteStartObject(tensor.Name);
            json.WriteTensor(tensor);
            if (withValues)
                WriteValues(json, tensor);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    public void Clear(int architecture, string? setting) =>
        ArchiveOf(architecture).Clear(architecture, setting is null ? null : new TrainingSetting(setting));

    public void Reload(string? archiveRoot, Range architectures)
    {
        WeightArchive archive = archiveRoot is null && architectures.End.Value - architectures.Start.Value == 1
            ? ArchiveOf(architectures.Start.Value)
            : WeightSource.OpenArchive(archiveRoot is { Length: > 0 } root ? root : path, CancellationToken.None);
        HashSet<int> there = [.. archive.Architectures];
        for (int index = architectures.Start.Value; index < architectures.End.Value; index++)
            if (!there.Contains(index))
                throw new RefusedException(Refusal.AssertionError, $"{archive}: no record of architecture {index}");
        if (architectures.End.Value - architectures.Start.Value != 1)
        {
            // Opened afresh, it has nothing cleared and nothing read.
            _archive = archive;
            _reloaded.Clear();
            return;
        }
        archive.Reload(architectures.Start.Value);
        _reloaded[architectures.Start.Value] = archive;
    }

    private WeightArchive ArchiveOf(int architecture) => _reloaded.GetValueOrDefault(architecture, _archive);

    // As tensor.tolist() gives them, but flat: Python's floats are doubles.
    private static void WriteValues(Utf8JsonWriter json, Tensor tensor)
    {
        json.WriteStartArray("values");
        if (tensor.Type == ElementType.F32)
            foreach (float value in tensor.Floats)
                json.WriteRawValue(PythonJson.Number(value), skipInputValidation: true);
        else
            foreach (long value in tensor.Integers)
                json.WriteNumberValue(value);
        json.WriteEndArray();
    }
}
