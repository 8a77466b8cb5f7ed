using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using NatsBench.Fast.Models.Weights;
using NatsBench.Fast.Native.Handles;
using NatsBench.Fast.Native.Interop;

namespace NatsBench.Fast.Native.Exports;

/// <summary>Trained weights: what a network's tensors are, and their numbers.</summary>
internal static unsafe class TrainedWeights
{
    [UnmanagedCallersOnly(EntryPoint = "nbf_weights_open")]
    public static Status Open(byte* path, nint* weights) => Guard.Run(() =>
    {
        nint* place = Memory.Place(weights, "weights");
        *place = 0;
        *place = HandleTable.Add(new Weights(Text.ReadName(path, "path")));
    });

    [UnmanagedCallersOnly(EntryPoint = "nbf_weights_close")]
    public static Status Close(nint weights) => Guard.Run(() => HandleTable.Close<Weights>(weights));

    [UnmanagedCallersOnly(EntryPoint = "nbf_weights_describe")]
    public static Status Describe(
        nint weights, int architecture, byte* dataset, byte* setting, long seed, byte* buffer, nuint capacity, nuint* length) => Guard.Run(() =>
    {
        using Lease<Weights> lease = HandleTable.Take<Weights>(weights);
        Text.Write(Json(lease.Resource.Of(new TrainingKey(architecture, Names.Setting(setting), Names.Dataset(dataset), seed))), buffer, capacity, length);
    });

    [UnmanagedCallersOnly(EntryPoint = "nbf_weights_read")]
    public static Status Read(
        nint weights, int architecture, byte* dataset, byte* setting, long seed, byte* buffer, nuint capacity, nuint* length) => Guard.Run(() =>
    {
        nuint* place = Memory.Place(length, "length");
        Span<byte> room = Memory.Array(buffer, capacity, "buffer");
        using Lease<Weights> lease = HandleTable.Take<Weights>(weights);
        IReadOnlyList<Tensor> tensors = lease.Resource.Of(new TrainingKey(architecture, Names.Setting(setting), Names.Dataset(dataset), seed))?.Tensors ?? [];
        int bytes = tensors.Sum(tensor => tensor.Bytes.Length);
        *place = (nuint)bytes;
        if (room.Length < bytes)
            throw new StatusException(Status.BufferTooSmall, $"{bytes} bytes of tensors, and room for {room.Length}");
        foreach (Tensor tensor in tensors)
        {
            tensor.Bytes.CopyTo(room);
            room = room[tensor.Bytes.Length..];
        }
    });

    private static string Json(TensorSet? tensors)
    {
        if (tensors is null)
            return "null";
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartArray();
            foreach (Tensor tensor in tensors.Tensors)
            {
                json.WriteStartObject();
                json.WriteString("name", tensor.Name);
                json.WriteString("type", tensor.Type switch { ElementType.F32 => "float32", ElementType.F64 => "float64", _ => "int64" });
                json.WriteStartArray("shape");
                foreach (int dimension in tensor.Shape)
                    json.WriteNumberValue(dimension);
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
