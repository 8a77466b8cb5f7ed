using System.Buffers.Binary;
using NatsBench.Fast.Conversion.Pickle;
using NatsBench.Fast.Models.Weights;

namespace NatsBench.Fast.Conversion.Weights;

/// <summary>
/// Reads the streams that <c>torch.save</c> wrote before PyTorch 1.6, as storages inside a pickle still are: five pickles (a mark, a
/// version, the machine, the storage's description, its key), the number of elements, the elements. Not thread-safe.
/// </summary>
internal sealed class TorchStream
{
    // A real head has 240 bytes; one that never ends costs no more than this.
    private const int HeadLimit = 4096;

    private readonly PickleMachine _machine = new(new StringTable(), PickleScope.TorchStream);

    /// <summary>Reads one stream; its numbers are not copied.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="where">What messages call it.</param>
    /// <exception cref="NatsBenchException">It is none, or it is not whole.</exception>
    public TorchStorage Read(byte[] stream, string where)
    {
        var input = new PickleInput(stream, Math.Min(stream.Length, HeadLimit), where);
        if (TorchHead.Fault(_machine, input) is { } fault)
            throw Damaged(where, fault);
        PickleValue description = _machine.Read(input), keys = _machine.Read(input);
        (ElementType type, long count, int id) = Describe(description, where);
        Require(keys is { Kind: PickleKind.List } && keys.AsList.Items is [{ Kind: PickleKind.String, Bits: var key }] && key == id, where, "its key is another's");
        return Locate(stream, (int)input.Offset, type, count, where);
    }

    private static (ElementType Type, long Count, int Id) Describe(in PickleValue description, string where)
    {
        // Where the storage was (cpu, cuda:0) says nothing about its numbers.
        if (description is not { Kind: PickleKind.Tuple } || description.AsTuple is not
            [{ Kind: PickleKind.String } kind, { Kind: PickleKind.Global } type, { Kind: PickleKind.String } key, { Kind: PickleKind.String }, { Kind: PickleKind.Int } count, { Kind: PickleKind.None }]
            || kind.AsString != "storage")
            throw Damaged(where, "it describes no storage");
        return (type.AsGlobal.Does switch
        {
            PickleGlobal.Kind.FloatStorage => ElementType.F32,
            PickleGlobal.Kind.LongStorage => ElementType.I64,
            _ => throw Damaged(where, $"'{type.AsGlobal}' is no storage of float32 or int64"),
        }, count.AsInt, (int)key.Bits);
    }

    private static TorchStorage Locate(byte[] stream, int offset, ElementType type, long count, string where)
    {
        int start = offset + sizeof(long);
        Require(start <= stream.Length, where, "it ends before its numbers");
        long stated = BinaryPrimitives.ReadInt64LittleEndian(stream.AsSpan(offset));
        Require(stated == count, where, $"it states {count} numbers and then {stated}");
        int size = type.Bytes(), bytes = stream.Length - start;
        Require(bytes % size == 0 && bytes / size == count, where, $"{bytes} bytes are not {count} numbers of {size}");
        return new(type, stream, start, (int)count);
    }

    private static void Require(bool isRight, string where, string fault)
    {
        if (!isRight)
            throw Damaged(where, fault);
    }

    private static DamagedFileException Damaged(string where, string fault) => new($"{where}: not a PyTorch stream of numbers: {fault}; download the record again");
}
