using NatsBench.Fast.Conversion.Pickle;

namespace NatsBench.Fast.Conversion.Tests.Pickle;

/// <summary>What CPython writes in each protocol comes back as it was.</summary>
public sealed class PythonPickleTests
{
    public static TheoryData<int> Protocols => [0, 1, 2, 3, 4, 5];

    [Theory, MemberData(nameof(Protocols))]
    public void Everything_is_read_in_every_protocol(int protocol)
    {
        PickleDict all = PickleText.Read(Everything(protocol)).AsDict;
        string Of(string key) => all.TryGet(key, out PickleValue value) ? PickleText.Show(value) : "absent";

        Assert.Equal("None", Of("none"));
        Assert.Equal("True", Of("true"));
        Assert.Equal("False", Of("false"));
        Assert.Equal("[0,1,255,256,65535,65536,-1,-2147483648,2147483648,1099511627776,-4611686018427387904,4611686018427387904]", Of("ints"));
        Assert.Equal("1180591620717411303424", Of("big"));
        Assert.Equal("-1180591620717411303424", Of("negbig"));
        Assert.Equal("[0f,-0f,1.5f,1E+300f,5E-324f,Infinityf,-Infinityf,nan]", Of("floats"));
        Assert.Equal("'x-valid@17'", Of("str"));
        Assert.Equal("'Zoë ✓ 😀 a\\b\nc'\"'", Of("unicode"));
        Assert.Equal("b00ff6162", Of("bytes"));
        Assert.Equal("b", Of("empty"));
        Assert.Equal("b0180", Of("bytearray"));
        Assert.Equal("()", Of("tuple0"));
        Assert.Equal("(1)", Of("tuple1"));
        Assert.Equal("(1,'a')", Of("tuple2"));
        Assert.Equal("(1,2,3)", Of("tuple3"));
        Assert.Equal("(1,2,3,4)", Of("tuple4"));
        Assert.Equal("{7}", Of("set"));
        Assert.Equal("{8}", Of("frozenset"));
        Assert.Equal("[[],[1]]", Of("list"));
        Assert.Equal("[[1,2],[1,2]]", Of("shared"));
        Assert.Equal("{'b':1,'a':2}", Of("od"));
        Assert.Equal("{'k':[1]}", Of("dd"));
        Assert.Equal("[1.25f,1.100000023841858f,0.0999755859375f,-5,-6,200,9223372036854775809,True,3f]", Of("np"));
        Assert.Equal("[1.5f,-2.5f]", Of("array"));
        Assert.Equal("[1,2,3]", Of("iarray"));
        Assert.Equal("[1.5f]", Of("big-endian"));
        Assert.Equal("{1:'one',(1,'t'):'tuple',None:'n',2.5f:'f'}", Of("dict"));
        Assert.True(all.TryGet("many", out PickleValue many));
        Assert.Equal(1500, many.AsDict.Count);
        Assert.Equal(1499 / 4.0, many.AsDict.Entries[1499].Value.AsFloat);
        Assert.True(all.TryGet("long", out PickleValue longList));
        Assert.Equal(Enumerable.Range(0, 2100).Select(i => (long)i), longList.AsList.Items.ToArray().Select(item => item.AsInt));
    }

    [Theory, MemberData(nameof(Protocols))]
    public void A_stream_of_few_bytes_at_a_time_gives_the_same(int protocol)
    {
        byte[] pickle = Everything(protocol);
        string expected = PickleText.Show(PickleText.Read(pickle));
        Assert.Equal(expected, PickleText.Show(PickleText.ReadSlowly(pickle, 7)));
        Assert.Equal(expected, PickleText.Show(PickleText.ReadSlowly(pickle, 70_000)));
    }

    [Theory, MemberData(nameof(Protocols))]
    public void A_pickle_cut_off_anywhere_is_refused(int protocol)
    {
        byte[] pickle = Everything(protocol);
        for (int length = 0; length < pickle.Length; length += length < 3000 ? 1 : 997)
        {
            byte[] part = pickle[..length];
            Assert.Throws<PickleException>(() => PickleText.Read(part));
        }
    }

    [Theory, MemberData(nameof(Protocols))]
    public void A_changed_byte_gives_a_value_or_a_refusal(int protocol)
    {
        byte[] pickle = Everything(protocol);
        var random = new Random(protocol);
        for (int round = 0; round < 800; round++)
        {
            byte[] changed = [.. pickle];
            changed[random.Next(Math.Min(pickle.Length, 4000))] = (byte)random.Next(256);
            try
            {
                PickleText.Read(changed);
            }
            catch (PickleException e)
            {
                Assert.DoesNotContain('\n', e.Message);
            }
        }
    }

    private static byte[] Everything(int protocol) => PickleText.FromBase64(protocol switch
    {
        0 => PythonPickles.Everything0,
        1 => PythonPickles.Everything1,
        2 => PythonPickles.Everything2,
        3 => PythonPickles.Everything3,
        4 => PythonPickles.Everything4,
        _ => PythonPickles.Everything5,
    });
}
