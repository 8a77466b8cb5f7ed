using NatsBench.Fast.Conversion.Pickle;
using static NatsBench.Fast.Conversion.Tests.Pickle.PickleText;

namespace NatsBench.Fast.Conversion.Tests.Pickle;

/// <summary>Each opcode by hand; the ones that Python 3 no longer writes too.</summary>
public sealed class OpcodeTests
{
    public static TheoryData<string, byte[]> Good => new()
    {
        { "None", Bytes(Op.Proto, 4, Op.None, Op.Stop) },
        { "None", Bytes(Op.Proto, 4, Op.Frame, new byte[8], Op.None, Op.Stop) },
        { "True", Bytes(Op.NewTrue, Op.Stop) },
        { "False", Bytes(Op.NewFalse, Op.Stop) },
        { "True", Bytes(Op.Int, "01\n", Op.Stop) },
        { "False", Bytes(Op.Int, "00\n", Op.Stop) },
        { "-17", Bytes(Op.Int, "-17\n", Op.Stop) },
        { "99999999999999999999", Bytes(Op.Int, "99999999999999999999\n", Op.Stop) },
        { "17", Bytes(Op.Long, "17L\n", Op.Stop) },
        { "17", Bytes(Op.Long, "17\n", Op.Stop) },
        { "7", Bytes(Op.BinInt1, 7, Op.Stop) },
        { "513", Bytes(Op.BinInt2, 1, 2, Op.Stop) },
        { "-1", Bytes(Op.BinInt, 255, 255, 255, 255, Op.Stop) },
        { "0", Bytes(Op.Long1, 0, Op.Stop) },
        { "-128", Bytes(Op.Long1, 1, 128, Op.Stop) },
        { "256", Bytes(Op.Long4, 2, 0, 0, 0, 0, 1, Op.Stop) },
        { "1.5f", Bytes(Op.Float, "1.5\n", Op.Stop) },
        { "nan", Bytes(Op.Float, "nan\n", Op.Stop) },
        { "-Infinityf", Bytes(Op.Float, "-inf\n", Op.Stop) },
        { "1f", Bytes(Op.BinFloat, 0x3f, 0xf0, 0, 0, 0, 0, 0, 0, Op.Stop) },
        { "'ab'", Bytes(Op.ShortBinUnicode, 2, "ab", Op.Stop) },
        { "'ab'", Bytes(Op.BinUnicode, 2, 0, 0, 0, "ab", Op.Stop) },
        { "'ab'", Bytes(Op.BinUnicode8, 2, new byte[7], "ab", Op.Stop) },
        { "'a\u00e9\u2713b'", Bytes(Op.Unicode, "a\u00e9\\u2713b\n", Op.Stop) },
        { "'a'b'", Bytes(Op.String, "'a\\'b'\n", Op.Stop) },
        { "'a\nb'", Bytes(Op.String, "\"a\\x0ab\"\n", Op.Stop) },
        { "'ab'", Bytes(Op.ShortBinString, 2, "ab", Op.Stop) },
        { "b61ff", Bytes(Op.BinString, 2, 0, 0, 0, "a", 255, Op.Stop) },
        { "b6162", Bytes(Op.ShortBinBytes, 2, "ab", Op.Stop) },
        { "b6162", Bytes(Op.BinBytes, 2, 0, 0, 0, "ab", Op.Stop) },
        { "b6162", Bytes(Op.BinBytes8, 2, new byte[7], "ab", Op.Stop) },
        { "b6162", Bytes(Op.ByteArray8, 2, new byte[7], "ab", Op.Stop) },
        { "()", Bytes(Op.EmptyTuple, Op.Stop) },
        { "(1)", Bytes(Op.BinInt1, 1, Op.Tuple1, Op.Stop) },
        { "(1,2)", Bytes(Op.BinInt1, 1, Op.BinInt1, 2, Op.Tuple2, Op.Stop) },
        { "(1,2,3)", Bytes(Op.BinInt1, 1, Op.BinInt1, 2, Op.BinInt1, 3, Op.Tuple3, Op.Stop) },
        { "(1)", Bytes(Op.Mark, Op.BinInt1, 1, Op.Tuple, Op.Stop) },
        { "[1]", Bytes(Op.Mark, Op.BinInt1, 1, Op.List, Op.Stop) },
        { "[1]", Bytes(Op.EmptyList, Op.BinInt1, 1, Op.Append, Op.Stop) },
        { "[1,2]", Bytes(Op.EmptyList, Op.Mark, Op.BinInt1, 1, Op.BinInt1, 2, Op.Appends, Op.Stop) },
        { "{1}", Bytes(Op.EmptySet, Op.Mark, Op.BinInt1, 1, Op.AddItems, Op.Stop) },
        { "{1}", Bytes(Op.Mark, Op.BinInt1, 1, Op.FrozenSet, Op.Stop) },
        { "{1:2}", Bytes(Op.Mark, Op.BinInt1, 1, Op.BinInt1, 2, Op.Dict, Op.Stop) },
        { "{1:2}", Bytes(Op.EmptyDict, Op.BinInt1, 1, Op.BinInt1, 2, Op.SetItem, Op.Stop) },
        { "{1:3}", Bytes(Op.EmptyDict, Op.Mark, Op.BinInt1, 1, Op.BinInt1, 2, Op.NewTrue, Op.BinInt1, 3, Op.SetItems, Op.Stop) },
        { "(1,1)", Bytes(Op.BinInt1, 1, Op.Dup, Op.Tuple2, Op.Stop) },
        { "1", Bytes(Op.BinInt1, 1, Op.None, Op.Pop, Op.Stop) },
        { "1", Bytes(Op.BinInt1, 1, Op.Mark, Op.Pop, Op.Stop) },
        { "1", Bytes(Op.BinInt1, 1, Op.Mark, Op.None, Op.None, Op.PopMark, Op.Stop) },
        { "(1,1)", Bytes(Op.BinInt1, 1, Op.Put, "5\n", Op.Get, "5\n", Op.Tuple2, Op.Stop) },
        { "(1,1)", Bytes(Op.BinInt1, 1, Op.BinPut, 5, Op.BinGet, 5, Op.Tuple2, Op.Stop) },
        { "(1,1)", Bytes(Op.BinInt1, 1, Op.LongBinPut, 5, 1, 0, 0, Op.LongBinGet, 5, 1, 0, 0, Op.Tuple2, Op.Stop) },
        { "(1,1)", Bytes(Op.BinInt1, 1, Op.Memoize, Op.BinGet, 0, Op.Tuple2, Op.Stop) },
        { "{}", Bytes(Op.Global, "collections\nOrderedDict\n", Op.EmptyTuple, Op.Reduce, Op.Stop) },
        { "{}", Bytes(Op.Global, "collections\nOrderedDict\n", Op.EmptyTuple, Op.NewObj, Op.Stop) },
        { "{}", Bytes(Op.Global, "collections\nOrderedDict\n", Op.EmptyTuple, Op.EmptyDict, Op.NewObjEx, Op.Stop) },
        { "{}", Bytes(Op.Mark, Op.Global, "collections\nOrderedDict\n", Op.Obj, Op.Stop) },
        { "{}", Bytes(Op.Mark, Op.Inst, "collections\nOrderedDict\n", Op.Stop) },
        { "{}", Bytes(Op.EmptyDict, Op.None, Op.Build, Op.Stop) },
        { "[1]", Bytes(Op.ShortBinUnicode, 11, "__builtin__", Op.ShortBinUnicode, 4, "list", Op.StackGlobal, Op.BinInt1, 1, Op.Tuple1, Op.Tuple1, Op.Reduce, Op.Stop) },
        { "{'a':1}", Bytes(Op.Global, "collections\nOrderedDict\n", Op.EmptyList, Op.EmptyList, Op.ShortBinUnicode, 1, "a", Op.Append, Op.BinInt1, 1, Op.Append, Op.Append, Op.Tuple1, Op.Reduce, Op.Stop) },
        { "a value of kind Weights", Bytes(Op.Global, "torch.storage\n_load_from_bytes\n", Op.ShortBinBytes, 1, "x", Op.Tuple1, Op.Reduce, Op.Stop) },
    };

    public static TheoryData<string, byte[]> Refused => new()
    {
        { "global 'os.system' is not on the list of data types; nothing was run (pickle opcode Global at byte 0)", Bytes(Op.Global, "os\nsystem\n", Op.Stop) },
        { "global 'os.system' is not on the list of data types; nothing was run (pickle opcode StackGlobal at byte 12)", Bytes(Op.ShortBinUnicode, 2, "os", Op.ShortBinUnicode, 6, "system", Op.StackGlobal, Op.Stop) },
        { "global 'builtins.eval' is not", Bytes(Op.Mark, Op.Inst, "builtins\neval\n", Op.Stop) },
        { "nothing was loaded (pickle opcode PersId", Bytes(Op.PersId, "1\n", Op.Stop) },
        { "nothing was loaded (pickle opcode BinPersId", Bytes(Op.None, Op.BinPersId, Op.Stop) },
        { "nothing was loaded (pickle opcode Ext1", Bytes(Op.Ext1, 1, Op.Stop) },
        { "nothing was loaded (pickle opcode NextBuffer", Bytes(Op.NextBuffer, Op.Stop) },
        { "nothing was loaded (pickle opcode ReadOnlyBuffer", Bytes(Op.None, Op.ReadOnlyBuffer, Op.Stop) },
        { "an unknown opcode", Bytes(0, Op.Stop) },
        { "protocol 6 is later than 5", Bytes(Op.Proto, 6, Op.Stop) },
        { "memo entry 16777217 is none that Python would make", Bytes(Op.None, Op.LongBinPut, 1, 0, 0, 1, Op.Stop) },
        { "memo entry 4294967295 is none that Python would make", Bytes(Op.None, Op.LongBinPut, 255, 255, 255, 255, Op.Stop) },
        { "memo entry 0 was never made", Bytes(Op.BinGet, 0, Op.Stop) },
        { "longer than anything in an archive", Bytes(Op.BinBytes8, 0, 0, 0, 0, 0, 0, 0, 127, Op.Stop) },
        { "longer than anything in an archive", Bytes(Op.BinUnicode8, 255, 255, 255, 255, 255, 255, 255, 255, Op.Stop) },
        { "longer than anything in an archive", Bytes(Op.BinBytes, 255, 255, 255, 255, Op.Stop) },
        { "the pickle ends inside a value of 134217728 bytes", Bytes(Op.BinBytes, 0, 0, 0, 8, Op.Stop) },
        { "the pickle ends inside", Bytes(Op.Long4, 0, 0, 0, 8, Op.Stop) },
        { "more than 1000 levels of nesting", Bytes([.. Enumerable.Repeat<object>(Op.Mark, 5000)]) },
        { "a value is missing on the stack", Bytes(Op.Stop) },
        { "a value is missing on the stack", Bytes(Op.None, Op.Mark, Op.Tuple1, Op.Stop) },
        { "a mark is missing on the stack", Bytes(Op.None, Op.Tuple, Op.Stop) },
        { "values are left over", Bytes(Op.None, Op.None, Op.Stop) },
        { "which is no Dict", Bytes(Op.EmptyList, Op.None, Op.None, Op.SetItem, Op.Stop) },
        { "which is no List", Bytes(Op.EmptyDict, Op.None, Op.Append, Op.Stop) },
        { "a key without a value", Bytes(Op.EmptyDict, Op.Mark, Op.None, Op.SetItems, Op.Stop) },
        { "as a key of a dict", Bytes(Op.EmptyDict, Op.EmptyList, Op.None, Op.SetItem, Op.Stop) },
        { "valid UTF-8", Bytes(Op.ShortBinUnicode, 1, 255, Op.Stop) },
        { "a call of None", Bytes(Op.None, Op.EmptyTuple, Op.Reduce, Op.Stop) },
        { "'collections.OrderedDict' with arguments that make no data", Bytes(Op.Global, "collections\nOrderedDict\n", Op.None, Op.Tuple1, Op.Reduce, Op.Stop) },
        { "numpy.dtype 'O8' is no number", Bytes(Op.Global, "numpy\ndtype\n", Op.ShortBinUnicode, 2, "O8", Op.Tuple1, Op.Reduce, Op.Stop) },
        { "without quotes", Bytes(Op.String, "abc\n", Op.Stop) },
        { "not an integer", Bytes(Op.Int, "x\n", Op.Stop) },
        { "not a number", Bytes(Op.Float, "x\n", Op.Stop) },
    };

    [Theory, MemberData(nameof(Good))]
    public void An_opcode_builds_its_value(string expected, byte[] pickle) => Assert.Equal(expected, Show(Read(pickle)));

    [Theory, MemberData(nameof(Refused))]
    public void A_refusal_names_opcode_and_place(string expected, byte[] pickle)
    {
        var refusal = Assert.Throws<PickleException>(() => Read(pickle));
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
        Assert.StartsWith("test: ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_opcode_has_a_test()
    {
        var tested = Good.Concat(Refused).SelectMany(row => row.Data.Item2).Select(value => (Op)value).ToHashSet();
        Assert.Subset(tested, Enum.GetValues<Op>().Except([Op.Ext2, Op.Ext4]).ToHashSet());
    }

    [Fact]
    public void A_list_that_holds_itself_is_read_and_can_be_named()
    {
        PickleValue list = Read(Bytes(Op.EmptyList, Op.Memoize, Op.BinGet, 0, Op.Append, Op.Stop));
        Assert.Equal("a value of kind List", list.ToString());
    }

    [Fact]
    public void A_deep_structure_costs_no_stack()
    {
        object[] nested = [.. Enumerable.Repeat<object>(Op.EmptyList, 100_000), .. Enumerable.Repeat<object>(Op.Append, 99_999), Op.Stop];
        Assert.Equal(PickleKind.List, Read(Bytes(nested)).Kind);
    }

    [Fact]
    public void Shared_copies_cannot_grow_without_bound()
    {
        // Each round doubles the list by a call that copies it.
        var parts = new List<object> { Op.Mark, Op.None, Op.None, Op.List };
        for (int round = 0; round < 40; round++)
            parts.AddRange([Op.BinPut, 0, Op.Pop, Op.Global, "builtins\nlist\n", Op.BinGet, 0, Op.Tuple1, Op.Reduce, Op.BinPut, 1,
                Op.Mark, Op.BinGet, 0, Op.BinGet, 0, Op.Appends]);
        parts.Add(Op.Stop);
        Assert.Equal(PickleKind.List, Read(Bytes([.. parts])).Kind);
    }

    [Fact]
    public void Strings_seen_again_are_the_same_object()
    {
        PickleValue[] pair = Read(Bytes(Op.ShortBinUnicode, 2, "ab", Op.ShortBinUnicode, 2, "ab", Op.Tuple2, Op.Stop)).AsTuple;
        Assert.Same(pair[0].AsString, pair[1].AsString);
    }

    [Fact]
    public void A_nan_keeps_its_payload()
    {
        PickleValue value = Read(Bytes(Op.BinFloat, 0x7f, 0xf4, 1, 2, 3, 4, 5, 6, Op.Stop));
        Assert.Equal(0x7ff4010203040506, BitConverter.DoubleToInt64Bits(value.AsFloat));
    }
}
