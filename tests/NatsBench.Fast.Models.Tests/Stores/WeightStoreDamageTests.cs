using System.Buffers.Binary;
using System.IO.Hashing;
using CsCheck;
using NatsBench.Fast.Models.Stores;
using NatsBench.Fast.Tests.Format;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Models.Tests.Stores;

/// <summary>Stores that are cut, changed and forged.</summary>
public sealed class WeightStoreDamageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _path;
    private readonly byte[] _whole;
    private readonly string[] _expected;

    public WeightStoreDamageTests()
    {
        _path = _folder["a.natsw"];
        WeightStoreTests.Write(_path);
        _whole = File.ReadAllBytes(_path);
        _expected = Ask();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Any_wrong_byte_is_noticed_or_harmless()
    {
        int noticed = 0;
        for (int i = 0; i < _whole.Length; i++)
        {
            byte[] changed = [.. _whole];
            changed[i] ^= (byte)(1 << (i % 8));
            noticed += IsRefused(changed) ? 1 : 0;
        }
        // Only zeros between parts are nobody's.
        Assert.InRange(noticed, _whole.Length - 500, _whole.Length);
    }

    [Fact]
    public void A_store_that_is_cut_anywhere_or_longer_is_refused()
    {
        for (int length = 0; length < _whole.Length; length += 3)
            Assert.True(IsRefused(_whole[..length]), $"cut at {length}");
        Assert.True(IsRefused([.. _whole, 0]));
    }

    // Every field of every structure at its edges, with checksums that fit: what an enemy can write.
    [Fact]
    public void Forged_fields_are_refused_or_change_nothing_but_what_they_name()
    {
        FormatDocument document = new("weight-store.md");
        long directory = BinaryPrimitives.ReadInt64LittleEndian(_whole.AsSpan(24));
        int networks = BinaryPrimitives.ReadInt32LittleEndian(_whole.AsSpan((int)directory)), layouts = BinaryPrimitives.ReadInt32LittleEndian(_whole.AsSpan((int)directory + 4));
        int firstNetwork = (int)directory + document.SizeOf("Directory"), firstLayout = firstNetwork + networks * document.SizeOf("Network entry");
        int names = firstLayout + layouts * document.SizeOf("Layout entry");
        List<(string Structure, int Start)> places = [("Header", 0), ("Directory", (int)directory)];
        places.AddRange(Enumerable.Range(0, networks).Select(i => ("Network entry", firstNetwork + i * document.SizeOf("Network entry"))));
        for (int i = 0; i < layouts; i++)
        {
            int entry = firstLayout + i * document.SizeOf("Layout entry");
            places.Add(("Layout entry", entry));
            int layout = (int)BinaryPrimitives.ReadInt64LittleEndian(_whole.AsSpan(entry)), tensors = BinaryPrimitives.ReadInt32LittleEndian(_whole.AsSpan(entry + 12));
            places.AddRange(Enumerable.Range(0, tensors).Select(t => ("Tensor entry", layout + t * document.SizeOf("Tensor entry"))));
        }
        int refused = 0, tried = 0;
        foreach ((string structure, int start) in places)
            foreach ((int offset, int length) in document.FieldsOf(structure))
                // Sides are eight numbers.
                for (int at = start + offset; at < start + offset + length; at += Math.Min(length, 8))
                    foreach (long value in Edges(_whole, at, Math.Min(length, 8)))
                    {
                        tried++;
                        refused += IsForgedRefused(at, Math.Min(length, 8), value, names) ? 1 : 0;
                    }
        Assert.InRange(refused, tried / 2, tried);
    }

    [Fact]
    public void Forged_bytes_anywhere_end_in_an_answer_or_one_line()
    {
        Gen.Select(Gen.Int[0, 1 << 20], Gen.Byte).Array[1, 6].Sample(changes =>
        {
            byte[] forged = [.. _whole];
            foreach ((int place, byte value) in changes)
                forged[place % forged.Length] = value;
            Seal(forged);
            _ = Asked(forged);
        }, iter: 3_000, threads: 1);
    }

    private static IEnumerable<long> Edges(byte[] bytes, int at, int length)
    {
        Span<byte> field = stackalloc byte[8];
        bytes.AsSpan(at, length).CopyTo(field);
        long now = BinaryPrimitives.ReadInt64LittleEndian(field);
        return [0, 1, now + 1, now - 1, now + 64, now - 64, now * 2, -1, int.MaxValue, int.MinValue, long.MaxValue, long.MinValue, 1L << 40];
    }

    private bool IsForgedRefused(int at, int length, long value, int names)
    {
        byte[] forged = [.. _whole], field = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(field, value);
        field.AsSpan(0, length).CopyTo(forged.AsSpan(at));
        Seal(forged);
        return Asked(forged) is null;
    }

    // Every checksum fits again, as far as the places can be found.
    private static void Seal(byte[] store)
    {
        long offset = BinaryPrimitives.ReadInt64LittleEndian(store.AsSpan(24)), length = BinaryPrimitives.ReadInt64LittleEndian(store.AsSpan(32));
        if (offset >= 64 && length >= 16 && offset <= store.Length - length)
        {
            Span<byte> directory = store.AsSpan((int)offset, (int)length);
            int networks = BinaryPrimitives.ReadInt32LittleEndian(directory), layouts = BinaryPrimitives.ReadInt32LittleEndian(directory[4..]);
            for (int i = 0; i < networks && 16 + (i + 1) * 56 <= length; i++)
                Hash(store, directory.Slice(16 + i * 56, 56), lengthAt: 8, isLong: true);
            for (int i = 0; i < layouts && networks >= 0 && 16 + networks * 56L + (i + 1) * 32 <= length; i++)
                Hash(store, directory.Slice(16 + networks * 56 + i * 32, 32), lengthAt: 8, isLong: false);
            BinaryPrimitives.WriteUInt64LittleEndian(store.AsSpan(40), XxHash3.HashToUInt64(directory));
        }
        BinaryPrimitives.WriteUInt64LittleEndian(store.AsSpan(56), XxHash3.HashToUInt64(store.AsSpan(0, 56)));
    }

    private static void Hash(byte[] store, Span<byte> entry, int lengthAt, bool isLong)
    {
        long offset = BinaryPrimitives.ReadInt64LittleEndian(entry);
        long length = isLong ? BinaryPrimitives.ReadInt64LittleEndian(entry[lengthAt..]) : BinaryPrimitives.ReadInt32LittleEndian(entry[lengthAt..]);
        if (offset >= 0 && length >= 0 && offset <= store.Length - length)
            BinaryPrimitives.WriteUInt64LittleEndian(entry[16..], XxHash3.HashToUInt64(store.AsSpan((int)offset, (int)length)));
    }

    // Refused, or the same answers.
    private bool IsRefused(byte[] store)
    {
        if (Asked(store) is not { } answers)
            return true;
        Assert.Equal(_expected, answers);
        return false;
    }

    private string[]? Asked(byte[] store)
    {
        File.WriteAllBytes(_path, store);
        try
        {
            return Ask();
        }
        catch (NatsBenchException e)
        {
            Assert.DoesNotContain('\n', e.Message);
            return null;
        }
    }

    private string[] Ask()
    {
        using WeightStore store = WeightStore.Open(_path);
        return
        [
            .. store.Texts.Select(text => text.ToString()),
            .. store.Trainings.SelectMany(training => SampleTensors.Shown(store.Get(training)).Prepend($"{training} {store.Architecture(training.Architecture)}")),
        ];
    }
}
