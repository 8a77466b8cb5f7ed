using System.Security.Cryptography;
using NatsBench.Fast.Conversion.Export;

namespace NatsBench.Fast.Conversion.Tests.Export;

// The expected bytes are those of CPython 3.11's pickle.dumps(object, 4).
public class PickleWriterTests
{
    // OrderedDict of '12' to {'seed': [777], 'many': [1, 300, 70000, -1], 'none': None, 'done': True, 'times': OrderedDict([(0, 1.5), (1, -2.25)]),
    // 'pair': {('a', 777): {}}, 'set': set(), 'key': {key: 0.1}, 'again': {key: 1.0}, 'scalars': [float64(0.25), float64(0.5)]}, key = 'x-valid@0';
    // the type's arguments 0 and 1 as older versions of NumPy write them.
    private const string Mixed =
        "gASVZAEAAAAAAACMC2NvbGxlY3Rpb25zlIwLT3JkZXJlZERpY3SUk5QpUpSMAjEylH2UKIwEc2VlZJRdlE0JA2GMBG1hbnmUXZQoSwFNLAFKcBEBAEr/////ZYwEbm9uZZRO" +
        "jARkb25llIiMBXRpbWVzlGgCKVKUKEsARz/4AAAAAAAASwFHwAIAAAAAAAB1jARwYWlylH2UjAFhlE0JA4aUfZRzjANzZXSUj5SMA2tleZR9lIwJeC12YWxpZEAwlEc/uZmZ" +
        "mZmZmnOMBWFnYWlulH2UaBdHP/AAAAAAAABzjAdzY2FsYXJzlF2UKIwVbnVtcHkuY29yZS5tdWx0aWFycmF5lIwGc2NhbGFylJOUjAVudW1weZSMBWR0eXBllJOUjAJmOJRL" +
        "AEsBh5RSlChLA4wBPJROTk5K/////0r/////SwB0lGJDCAAAAAAAANA/lIaUUpRoHmgkQwgAAAAAAADgP5SGlFKUZXVzLg==";

    [Fact]
    public void A_mixed_object_is_written_as_CPython_writes_it()
    {
        var writer = new PickleWriter();
        var texts = new PickleTexts(writer);
        var scalars = new NumpyScalars(writer);
        writer.Begin();
        int orderedDict = writer.Global("collections", "OrderedDict");
        writer.EmptyTuple();
        writer.Reduce();
        Dict(writer,
            ("12", () =>
            {
                writer.EmptyDict();
                Dict(writer,
                    ("seed", () => List(writer, () => writer.Integer(777))),
                    ("many", () => List(writer, () => writer.Integer(1), () => writer.Integer(300), () => writer.Integer(70_000), () => writer.Integer(-1))),
                    ("none", writer.None),
                    ("done", writer.True),
                    ("times", () =>
                    {
                        writer.Begin();
                        writer.Get(orderedDict);
                        writer.EmptyTuple();
                        writer.Reduce();
                        writer.Item(0, 2, isDict: true);
                        writer.Integer(0);
                        writer.Float(1.5);
                        writer.Item(1, 2, isDict: true);
                        writer.Integer(1);
                        writer.Float(-2.25);
                        writer.EndItems(2, isDict: true);
                    }
                ),
                    ("pair", () =>
                    {
                        writer.EmptyDict();
                        writer.Item(0, 1, isDict: true);
                        writer.Text("a");
                        writer.Integer(777);
                        writer.TupleOfTwo();
                        writer.EmptyDict();
                        writer.EndItems(1, isDict: true);
                    }
                ),
                    ("set", writer.EmptySet),
                    ("key", () => Single(0.1)),
                    ("again", () => Single(1.0)),
                    ("scalars", () => List(writer, () => scalars.Write(0.25), () => scalars.Write(0.5))));
            }
        ));
        Assert.Equal(Mixed, Convert.ToBase64String(writer.Finish().Span));

        void Single(double value)
        {
            writer.EmptyDict();
            writer.Item(0, 1, isDict: true);
            texts.Write("x-valid@0");
            writer.Float(value);
            writer.EndItems(1, isDict: true);
        }
    }

    [Theory]
    [InlineData(20_000, "206df71f9a2dd0a973e92705dde2e06e0f737189bdbcc29247015eaf0b0307d5")]
    [InlineData(1_001, "7907a95628622ff78c396bc0a393d9bf6891c3de8afd040edf6ba08c9bb1b2ad")]
    public void Long_lists_are_cut_into_batches_and_frames_as_CPython_cuts_them(int count, string sha256)
    {
        var writer = new PickleWriter();
        List(writer, [.. Enumerable.Range(0, count).Select(i => (Action)(() => writer.Float(i)))]);
        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(writer.Finish().Span)));
    }

    [Theory]
    [InlineData(2_000, "73b63f1af3884230ef693e615943b462393dac6e435e94b3847719bb96ad6798")]
    [InlineData(2_001, "80d77ecbb3755887049cc4e85186a4cc58450b01c2f2ce119037ae7d63a8dd7d")]
    public void Long_dicts_are_cut_into_batches_as_CPython_cuts_them(int count, string sha256)
    {
        var writer = new PickleWriter();
        writer.EmptyDict();
        for (int i = 0; i < count; i++)
        {
            writer.Item(i, count, isDict: true);
            writer.Integer(i);
            writer.Float(i);
        }
        writer.EndItems(count, isDict: true);
        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(writer.Finish().Span)));
    }

    [Fact]
    public void A_pickle_below_four_bytes_has_no_frame()
    {
        var none = new PickleWriter();
        none.None();
        Assert.Equal([0x80, 4, (byte)'N', (byte)'.'], none.Finish().ToArray());

        var number = new PickleWriter();
        number.Integer(300);
        Assert.Equal([0x80, 4, 0x95, 4, 0, 0, 0, 0, 0, 0, 0, (byte)'M', 0x2C, 1, (byte)'.'], number.Finish().ToArray());
    }

    // [2**31, -2**31-1, 2**40, -2**40, 2**63-1, -2**63, 2**39, 255, 'x'*300, False, [True]]
    [Fact]
    public void Large_integers_long_texts_and_both_truths_are_written_as_CPython_writes_them()
    {
        PickleWriter writer = new();
        List(
            writer, () => writer.Integer(1L << 31), () => writer.Integer(int.MinValue - 1L), () => writer.Integer(1L << 40), () => writer.Integer(-(1L << 40)),
            () => writer.Integer(long.MaxValue), () => writer.Integer(long.MinValue), () => writer.Integer(1L << 39), () => writer.Integer(255),
            () => writer.Text(new string('x', 300)), writer.False, () => List(writer, writer.True));
        byte[] start = Convert.FromBase64String("gASVeAEAAAAAAABdlCiKBQAAAIAAigX///9//4oGAAAAAAABigYAAAAAAP+KCP////////9/iggAAAAAAAAAgIoGAAAAAIAAS/9YLAEAAHh4"), end = [0x94, 0x89, (byte)']', 0x94, 0x88, (byte)'a', (byte)'e', (byte)'.'];
        ReadOnlySpan<byte> written = writer.Finish().Span;
        Assert.True(written.StartsWith(start));
        Assert.True(written.EndsWith(end));
        Assert.Equal(start.Length + 298 + end.Length, written.Length);
    }

    private static void Dict(PickleWriter writer, params (string Key, Action Write)[] items)
    {
        for (int i = 0; i < items.Length; i++)
        {
            writer.Item(i, items.Length, isDict: true);
            writer.Text(items[i].Key);
            items[i].Write();
        }
        writer.EndItems(items.Length, isDict: true);
    }

    private static void List(PickleWriter writer, params Action[] items)
    {
        writer.EmptyList();
        for (int i = 0; i < items.Length; i++)
        {
            writer.Item(i, items.Length, isDict: false);
            items[i]();
        }
        writer.EndItems(items.Length, isDict: false);
    }
}
