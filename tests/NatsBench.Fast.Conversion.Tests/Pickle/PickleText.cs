using System.Globalization;
using NatsBench.Fast.Conversion.Bzip2;
using NatsBench.Fast.Conversion.Pickle;

namespace NatsBench.Fast.Conversion.Tests.Pickle;

/// <summary>Pickles put together opcode by opcode, and values as a Python-like text to compare with.</summary>
internal static class PickleText
{
    /// <summary>Opcodes, numbers below 256 as bytes, texts as ASCII, arrays as they are.</summary>
    public static byte[] Bytes(params object[] parts)
    {
        var bytes = new List<byte>();
        foreach (object part in parts)
        {
            switch (part)
            {
                case Op op: bytes.Add((byte)op); break;
                case int number: bytes.Add(checked((byte)number)); break;
                case string text: bytes.AddRange(text.Select(c => checked((byte)c))); break;
                case byte[] raw: bytes.AddRange(raw); break;
                default: throw new ArgumentException($"{part}");
            }
        }
        return [.. bytes];
    }

    public static byte[] FromBase64(string base64)
    {
        byte[] compressed = Convert.FromBase64String(base64);
        byte[] plain = [];
        int length = Bzip2File.Decompress(compressed, compressed.Length, ref plain, "fixture", Bzip2Library.Best);
        return plain[..length];
    }

    public static PickleValue Read(params byte[] pickle) =>
        new PickleMachine(new StringTable()).Read(new PickleInput(pickle, pickle.Length, "test"));

    /// <summary>Reads through a stream that gives a few bytes at a time.</summary>
    public static PickleValue ReadSlowly(byte[] pickle, int chunk) =>
        new PickleMachine(new StringTable()).Read(new PickleInput(new SlowStream(pickle, chunk), "test"));

    public static string Show(PickleValue value) => value.Kind switch
    {
        PickleKind.Float => double.IsNaN(value.AsFloat) ? "nan" : value.AsFloat.ToString("R", CultureInfo.InvariantCulture) + "f",
        PickleKind.Int or PickleKind.BigInt => value.AsBigInt.ToString(CultureInfo.InvariantCulture),
        PickleKind.String => $"'{value.AsString}'",
        PickleKind.Bytes => $"b{Convert.ToHexStringLower(value.AsBytes)}",
        PickleKind.Tuple => $"({string.Join(",", value.AsTuple.Select(Show))})",
        PickleKind.List => $"[{string.Join(",", value.AsList.Items.ToArray().Select(Show))}]",
        PickleKind.Set => $"{{{string.Join(",", value.AsList.Items.ToArray().Select(Show))}}}",
        PickleKind.Dict => $"{{{string.Join(",", value.AsDict.Entries.ToArray().Select(entry => $"{Show(entry.Key)}:{Show(entry.Value)}"))}}}",
        _ => value.ToString(),
    };

    private sealed class SlowStream(byte[] bytes, int chunk) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(chunk, count));
    }
}
