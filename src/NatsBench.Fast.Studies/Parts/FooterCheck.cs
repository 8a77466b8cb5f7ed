using Parquet.Meta;

namespace NatsBench.Fast.Studies.Parts;

/// <summary>
/// What the ends and pages of files may claim, whoever wrote them, before the Parquet library makes room for it: nothing but what
/// <see cref="TableWriter"/> has it write.
/// </summary>
internal static class FooterCheck
{
    private const int MostColumns = 64;
    private const int MostBytesOfPageHeader = 1 << 10;

    // Of a definition level, however it is written, and of a value.
    private const int MostBytesOfValue = 16;

    private static readonly ThriftShape StatisticsShape = ThriftShape.Struct(
        (1, ThriftShape.Text()), (2, ThriftShape.Text()), (3, ThriftShape.Long()), (4, ThriftShape.Long()), (5, ThriftShape.Text()), (6, ThriftShape.Text()),
        (7, ThriftShape.Flag()), (8, ThriftShape.Flag()));

    private static readonly ThriftShape LogicalTypeShape = ThriftShape.Struct(
        (1, ThriftShape.Struct()), (10, ThriftShape.Struct((1, ThriftShape.Octet()), (2, ThriftShape.Flag()))));

    private static readonly ThriftShape FooterShape = ThriftShape.Struct(
        (1, ThriftShape.Whole()),
        (2, ThriftShape.List(
            ThriftShape.Struct(
                (1, ThriftShape.Whole()), (3, ThriftShape.Whole()), (4, ThriftShape.Text()), (5, ThriftShape.Whole()), (6, ThriftShape.Whole()),
                (10, LogicalTypeShape)),
            MostColumns)),
        (3, ThriftShape.Long()),
        (4, ThriftShape.List(ThriftShape.Struct(
            (1, ThriftShape.List(
                ThriftShape.Struct(
                    (2, ThriftShape.Long()),
                    (3, ThriftShape.Struct(
                        (1, ThriftShape.Whole()), (2, ThriftShape.List(ThriftShape.Whole())), (3, ThriftShape.List(ThriftShape.Text())),
                        (4, ThriftShape.Whole()), (5, ThriftShape.Long()), (6, ThriftShape.Long()), (7, ThriftShape.Long()), (9, ThriftShape.Long()),
                        (12, StatisticsShape)))),
                MostColumns)),
            (2, ThriftShape.Long()), (3, ThriftShape.Long()), (6, ThriftShape.Long())))),
        (5, ThriftShape.List(ThriftShape.Struct((1, ThriftShape.Text()), (2, ThriftShape.Text())))),
        (6, ThriftShape.Text()));

    private static readonly ThriftShape TypeShape = ThriftShape.Whole();
    private static readonly ThriftShape PlainBytesShape = ThriftShape.Whole();
    private static readonly ThriftShape StoredBytesShape = ThriftShape.Whole();
    private static readonly ThriftShape ValuesShape = ThriftShape.Whole();
    private static readonly ThriftShape EncodingShape = ThriftShape.Whole();

    private static readonly ThriftShape PageShape = ThriftShape.Struct(
        (1, TypeShape), (2, PlainBytesShape), (3, StoredBytesShape),
        (5, ThriftShape.Struct((1, ValuesShape), (2, EncodingShape), (3, ThriftShape.Whole()), (4, ThriftShape.Whole()), (5, StatisticsShape))));

    /// <summary>Whether a footer is one that can be read.</summary>
    public static bool Holds(ReadOnlySpan<byte> footer)
    {
        try
        {
            return FooterShape.Walk(footer) == footer.Length;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    /// <summary>Refuses a column of a row group that is not the one page that it says, or says more than rows can need.</summary>
    /// <returns>The column.</returns>
    /// <exception cref="InvalidDataException">It is not.</exception>
    public static ColumnMetaData RequirePage(Stream file, ColumnMetaData? column, long rows)
    {
        ColumnMetaData own = Require(file, column, rows);
        (long values, long bytes) = Page(file, own.DataPageOffset, own.TotalCompressedSize);
        return values == rows && bytes == own.TotalCompressedSize ? own : throw NoPage();
    }

    /// <summary>Refuses a column of a row group that is not pages one after the other, or says more than rows can need.</summary>
    /// <exception cref="InvalidDataException">It is not.</exception>
    public static void RequirePages(Stream file, ColumnMetaData? column, long rows)
    {
        ColumnMetaData own = Require(file, column, rows);
        long left = own.TotalCompressedSize;
        for (long values; left > 0; rows -= values)
        {
            (values, long bytes) = Page(file, own.DataPageOffset + own.TotalCompressedSize - left, left);
            if (values > rows)
                throw NoPage();
            left -= bytes;
        }
        if (rows != 0)
            throw NoPage();
    }

    private static ColumnMetaData Require(Stream file, ColumnMetaData? column, long rows) =>
        column is null || column.NumValues != rows || column.Codec is not (CompressionCodec.SNAPPY or CompressionCodec.ZSTD)
        || column.DataPageOffset < 0 || column.DataPageOffset > file.Length
        || column.TotalCompressedSize < 0 || column.TotalCompressedSize > file.Length - column.DataPageOffset
            ? throw new InvalidDataException("no column of a study")
            : column;

    // How many values the page at a place has, and how many bytes it takes of those that are left.
    private static (long Values, long Bytes) Page(Stream file, long place, long left)
    {
        byte[] start = new byte[(int)long.Min(MostBytesOfPageHeader, left)];
        file.Position = place;
        file.ReadExactly(start);
        Dictionary<ThriftShape, long> numbers = [];
        int header = PageShape.Walk(start, numbers);
        long values = numbers.GetValueOrDefault(ValuesShape, -1), stored = numbers.GetValueOrDefault(StoredBytesShape, -1);
        if (numbers.GetValueOrDefault(TypeShape, -1) != (int)PageType.DATA_PAGE || values < 0 || stored < 0 || stored > left - header
            || numbers.GetValueOrDefault(EncodingShape, -1) is not ((int)Encoding.PLAIN or (int)Encoding.BYTE_STREAM_SPLIT)
            || numbers.GetValueOrDefault(PlainBytesShape, -1) is var plain && (plain < 0 || plain > sizeof(int) + (values * MostBytesOfValue)))
            throw NoPage();
        return (values, header + stored);
    }

    private static InvalidDataException NoPage() => new("no page of a study");
}
