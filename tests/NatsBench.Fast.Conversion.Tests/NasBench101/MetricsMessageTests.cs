using System.Text;
using CsCheck;
using NatsBench.Fast.Conversion.NasBench101;

namespace NatsBench.Fast.Conversion.Tests.NasBench101;

/// <summary>The message of the original's layout is read at once, every other field by field; both say the same.</summary>
public sealed class MetricsMessageTests
{
    private static readonly Gen<byte[]> Usual = Gen.Select(Gen.Double.Array[10], Gen.Int[0, 100], Gen.Bool, Gen.Int[0, int.MaxValue], (numbers, path, isMarked, parameters) => (byte[])
    [
        .. TestRecords.Message([.. Numbers(0, numbers[8], numbers[9]), .. path == 0 ? [] : TestRecords.Field(6, Path(path, isMarked))]),
        .. TestRecords.Message(Numbers(2, numbers[0], numbers[1], numbers[2], numbers[3])), .. TestRecords.Message(Numbers(4, numbers[4], numbers[5], numbers[6], numbers[7])),
        2 << 3, .. TestRecords.Varint((ulong)parameters), 3 << 3 | 1, .. TestRecords.Double(numbers[9]),
    ]);

    [Fact]
    public void Usual_messages_say_the_same_field_by_field() => Usual.Sample(Equal, iter: 1000);

    [Fact]
    public void So_do_messages_with_a_byte_changed_and_cut_ones() => Gen.Select(Usual, Gen.Int[0, 1000], Gen.Byte, Gen.Bool).Sample((message, place, value, isCut) =>
    {
        place %= message.Length;
        message[place] = value;
        Equal(isCut ? message[..place] : message);
    }, iter: 20_000);

    private static void Equal(byte[] message)
    {
        ModuleRecord one = new() { Epochs = 4 }, other = one;
        string? mark = null, otherMark = null;
        string? fault = MetricsMessage.Read(message, ref one, ref mark), otherFault = MetricsMessage.ReadFields(message, ref other, ref otherMark);
        Assert.Equal(otherFault, fault);
        if (fault is not null)
            return;
        Assert.Equal(otherMark, mark);
        Assert.Equal((other.Present, other.Parameters, other.HasOddEpoch), (one.Present, one.Parameters, one.HasOddEpoch));
        for (int i = 0; i < ModuleRecord.Count; i++)
            Assert.Equal(BitConverter.DoubleToInt64Bits(other.Numbers[i]), BitConverter.DoubleToInt64Bits(one.Numbers[i]));
    }

    private static byte[] Numbers(double epoch, params double[] numbers) =>
        [.. TestRecords.Field(1, epoch), .. TestRecords.Field(2, numbers[0]), .. TestRecords.Field(3, numbers[^1]), .. TestRecords.Field(4, numbers[1]), .. TestRecords.Field(5, numbers[^2])];

    private static byte[] Path(int length, bool isMarked) => Encoding.ASCII.GetBytes(((isMarked ? "synthetic: " : "") + new string('p', length))[..length]);
}
