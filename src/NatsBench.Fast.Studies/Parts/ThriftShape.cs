namespace NatsBench.Fast.Studies.Parts;

/// <summary>
/// What a value in Thrift's compact protocol may be. Bytes that may be anybody's are walked before the Parquet library reads them: it makes
/// room for as many items as a list claims, believes a field whatever its type, and goes down as deep as structures do. Immutable.
/// </summary>
internal sealed class ThriftShape
{
    private const int True = 1, False = 2, MostBytesOfNumber = 10;

    private readonly byte _type;
    private readonly int _most;
    private readonly ThriftShape? _item;
    private readonly Dictionary<int, ThriftShape> _fields = [];

    private ThriftShape(byte type, ThriftShape? item = null, int most = int.MaxValue) => (_type, _item, _most) = (type, item, most);

    public static ThriftShape Flag() => new(True);

    public static ThriftShape Octet() => new(3);

    public static ThriftShape Whole() => new(5);

    public static ThriftShape Long() => new(6);

    public static ThriftShape Text() => new(8);

    /// <summary>A list of at most so many items, and never more than there are bytes.</summary>
    public static ThriftShape List(ThriftShape item, int most = int.MaxValue) => new(9, item, most);

    /// <summary>A structure of no fields but these, in ascending order; any may lack.</summary>
    public static ThriftShape Struct(params ReadOnlySpan<(int Field, ThriftShape Shape)> fields)
    {
        ThriftShape shape = new(12);
        foreach ((int field, ThriftShape value) in fields)
            shape._fields.Add(field, value);
        return shape;
    }

    /// <summary>Walks a structure.</summary>
    /// <param name="bytes">They begin with it.</param>
    /// <param name="numbers">Where numbers go, by their shape; null where nobody asks.</param>
    /// <returns>How many bytes it has.</returns>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public int Walk(ReadOnlySpan<byte> bytes, Dictionary<ThriftShape, long>? numbers = null)
    {
        int length = bytes.Length;
        Walk(ref bytes, numbers);
        return length - bytes.Length;
    }

    private void Walk(ref ReadOnlySpan<byte> bytes, Dictionary<ThriftShape, long>? numbers)
    {
        switch (_type)
        {
            case True:
                break;
            case 3:
                Take(ref bytes, 1);
                break;
            case 5 or 6:
                ulong number = Number(ref bytes, _type == 5 ? uint.MaxValue : ulong.MaxValue);
                if (numbers is not null)
                    numbers[this] = (long)(number >> 1) ^ -(long)(number & 1);
                break;
            case 8:
                Take(ref bytes, Number(ref bytes, int.MaxValue));
                break;
            case 9:
                WalkItems(ref bytes, numbers);
                break;
            default:
                WalkFields(ref bytes, numbers);
                break;
        }
    }

    private void WalkFields(ref ReadOnlySpan<byte> bytes, Dictionary<ThriftShape, long>? numbers)
    {
        int field = 0;
        for (byte head; (head = Take(ref bytes, 1)[0]) != 0;)
        {
            // Where the step is 0 the field is spelt out: nobody writes it so.
            field += head >> 4;
            int type = head & 0xF;
            if (head >> 4 == 0 || !_fields.TryGetValue(field, out ThriftShape? shape) || (type == False ? True : type) != shape._type)
                throw Malformed();
            shape.Walk(ref bytes, numbers);
        }
    }

    private void WalkItems(ref ReadOnlySpan<byte> bytes, Dictionary<ThriftShape, long>? numbers)
    {
        byte head = Take(ref bytes, 1)[0];
        ulong count = head >> 4 == 0xF ? Number(ref bytes, int.MaxValue) : (ulong)(head >> 4);
        if ((head & 0xF) != _item!._type || count > (ulong)int.Min(bytes.Length, _most))
            throw Malformed();
        for (; count > 0; count--)
            _item.Walk(ref bytes, numbers);
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> bytes, ulong count)
    {
        if (count > (ulong)bytes.Length)
            throw Malformed();
        ReadOnlySpan<byte> taken = bytes[..(int)count];
        bytes = bytes[(int)count..];
        return taken;
    }

    private static ulong Number(ref ReadOnlySpan<byte> bytes, ulong most)
    {
        ulong number = 0;
        for (int place = 0; place < MostBytesOfNumber; place++)
        {
            byte next = Take(ref bytes, 1)[0];
            number |= (ulong)(next & 0x7F) << (7 * place);
            if (next < 0x80)
                return number <= most ? number : throw Malformed();
        }
        throw Malformed();
    }

    private static InvalidDataException Malformed() => new("malformed");
}
