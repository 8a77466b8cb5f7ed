using System.Text.RegularExpressions;
using CsCheck;
using NatsBench.Fast.Conversion.Pickle;
using static NatsBench.Fast.Conversion.Tests.Pickle.PickleText;

namespace NatsBench.Fast.Conversion.Tests.Pickle;

/// <summary>Dicts that are read past the stack are those that the opcodes would have built, one by one.</summary>
public sealed partial class NumberTableTests
{
    // Tables are read ahead only where the longest pair would still fit.
    private static readonly byte[] Behind = new byte[300];

    private static readonly Gen<byte[]> Text = Gen.Int[0, 5].Select(i => Bytes(Op.ShortBinUnicode, 3, $"a@{i}"));

    private static readonly Gen<byte[]> Number = Gen.Int[0, 255].Select(value => Bytes(Op.BinFloat, 64, 9, value, 0, 0, 0, 0, 0));

    private static readonly Gen<byte[]> Pair = Gen.Frequency(
        (8, Gen.Select(Gen.Int[0, 9], Number, (key, number) => Bytes(Op.BinInt1, key, number))),
        (8, Gen.Select(Text, Number, (text, number) => Bytes(text, Op.Memoize, number))),
        (4, Gen.Select(Text, Number, (text, number) => Bytes(text, number))),
        (4, Gen.Select(Gen.Int[0, 9], Number, (entry, number) => Bytes(Op.BinGet, entry, number))),
        (1, Gen.Select(Gen.Int[0, 9], Number, (entry, number) => Bytes(Op.LongBinGet, entry, 0, 0, 0, number))),
        (1, Gen.Select(Gen.Int[0, 9], Number, (key, number) => Bytes(Op.BinInt2, key, 0, number))),
        (1, Gen.Select(Text, text => Bytes(text, Op.None))),
        (1, Gen.Select(Text, Gen.Int[0, 255], (text, put) => Bytes(text, Op.BinPut, put, Op.NewTrue))),
        (1, Gen.Const(Bytes(Op.ShortBinUnicode, 1, 255, Op.NewTrue))));

    private static readonly Gen<byte[]> CountingUp = Gen.Select(Gen.Int[0, 9], Number.Array[1, 20],
        (first, numbers) => numbers.SelectMany((number, i) => Bytes(Op.BinInt1, first + i, number)).ToArray());

    private static readonly Gen<byte[]> Items = Gen.Frequency((1, CountingUp), (3, Pair.Array[1, 8].Select(pairs => pairs.SelectMany(pair => pair).ToArray())));

    [Fact]
    public void A_dict_read_ahead_is_the_one_that_its_opcodes_build() =>
        Gen.Select(Items, Items, Gen.Int[0, 9]).Sample(FaresTheSame, iter: 20_000);

    [Fact]
    public void A_dict_damaged_anywhere_fares_as_if_its_opcodes_had_built_it() =>
        Gen.Select(CountingUp, Items, Gen.Int[0, 1000], Gen.Byte).Sample((first, second, place, value) =>
        {
            byte[] damaged = place % 2 == 0 ? first : second;
            damaged[place / 2 % damaged.Length] = value;
            FaresTheSame(first, second, 1);
        }, iter: 20_000);

    [Fact]
    public void Epochs_become_one_array()
    {
        byte[] items = [.. Enumerable.Range(0, 200).SelectMany(i => Bytes(Op.BinInt1, i, Op.BinFloat, 64, 9, i, 0, 0, 0, 0, 0))];
        PickleDict dict = Read(Bytes(Op.EmptyDict, Op.Memoize, Op.Mark, items, Op.SetItems, Op.Stop, Behind)).AsDict;
        Assert.Equal(200, dict.Count);
        Assert.Equal((0, null, 200), (dict.Numbers!.FirstKey, dict.Numbers.TextIds, dict.Numbers.Values.Length));
        Assert.Equal("199", Show(dict.Entries[199].Key));
        Assert.Null(dict.Numbers);
    }

    [Fact]
    public void Sets_and_epochs_become_ids_and_one_array()
    {
        byte[] items = [.. Enumerable.Range(0, 200).SelectMany(i => Bytes(Op.ShortBinUnicode, 5, $"x@{i:D3}", Op.Memoize, Op.BinFloat, 127, 244, i, 0, 0, 0, 0, 1))];
        NumberTable numbers = Read(Bytes(Op.EmptyDict, Op.Memoize, Op.Mark, items, Op.SetItems, Op.Stop, Behind)).AsDict.Numbers!;
        Assert.Equal(Enumerable.Range(0, 200), numbers.TextIds!);
        Assert.Equal("x@017", numbers.KeyAt(17).AsString);
        // A NaN keeps its payload.
        Assert.Equal(0x7ff4_1100_0000_0001, BitConverter.DoubleToInt64Bits(numbers.Values[17]));
    }

    [Fact]
    public void A_table_across_the_chunks_of_a_stream_is_whole()
    {
        byte[] table = [.. Enumerable.Range(0, 256).SelectMany(i => Bytes(Op.BinInt1, i, Op.BinFloat, 64, 9, i, 0, 0, 0, 0, 0))];
        object[] tables = [.. Enumerable.Range(0, 100).SelectMany(_ => (object[])[Op.EmptyDict, Op.Mark, table, Op.SetItems])];
        byte[] pickle = Bytes([Op.Mark, .. tables, Op.Tuple, Op.Stop]);
        Assert.Equal(Show(Read(pickle)), Show(ReadSlowly(pickle, 5000)));
    }

    // NONE and POP behind the mark do nothing, but they end the reading ahead; a second round into the same dict never begins it.
    private static void FaresTheSame(byte[] first, byte[] second, int entry) =>
        Assert.Equal(Outcome([Op.None, Op.Pop], first, second, entry), Outcome([], first, second, entry));

    /// <summary>Two rounds of items for one dict, and a memo entry behind it: what they show, or the refusal at its place in the items.</summary>
    private static string Outcome(Op[] behindMark, byte[] first, byte[] second, int entry)
    {
        byte[] start = Bytes([.. behindMark.Cast<object>()]);
        try
        {
            return Show(Read(Bytes(
                Op.EmptyDict, Op.Memoize, Op.Mark, start, first, Op.SetItems, Op.Mark, second, Op.SetItems, Op.BinGet, entry, Op.Tuple2, Op.Stop, Behind)));
        }
        catch (PickleException e)
        {
            return Place().Replace(e.Message, $"at byte {e.Offset - start.Length}");
        }
    }

    [GeneratedRegex("at byte [0-9]+")]
    private static partial Regex Place();
}
