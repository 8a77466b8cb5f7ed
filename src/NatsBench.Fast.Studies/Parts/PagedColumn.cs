using System.Buffers;
using System.Buffers.Binary;
using Parquet.Meta;

namespace NatsBench.Fast.Studies.Parts;

/// <summary>A column of a row group that is put together from pages. Used by one thread.</summary>
internal sealed class PagedColumn
{
    private readonly ArrayBufferWriter<byte> _pages = new();
    private ColumnMetaData? _meta;

    /// <summary>Where further pages are put, before they are added.</summary>
    public IBufferWriter<byte> Pages => _pages;

    /// <summary>Adds pages that were put there.</summary>
    /// <param name="own">What their file says of them.</param>
    public void Add(ColumnMetaData own)
    {
        if (_meta is null)
        {
            _meta = new ColumnMetaData
            {
                Type = own.Type,
                Encodings = own.Encodings,
                PathInSchema = own.PathInSchema,
                Codec = own.Codec,
                Statistics = own.Statistics,
            };
        }
        else if (_meta.Statistics is { } all && own.Statistics is { } more)
        {
            _meta.Statistics = Both(own.Type, all, more);
        }
        _meta.NumValues += own.NumValues;
        _meta.TotalUncompressedSize += own.TotalUncompressedSize;
        _meta.TotalCompressedSize += own.TotalCompressedSize;
    }

    /// <summary>Writes everything to a file and begins anew.</summary>
    public ColumnChunk Write(Stream file)
    {
        ColumnMetaData meta = _meta!;
        meta.DataPageOffset = file.Position;
        file.Write(_pages.WrittenSpan);
        _pages.ResetWrittenCount();
        _meta = null;
        return new ColumnChunk { FileOffset = meta.DataPageOffset, MetaData = meta };
    }

    private static Parquet.Meta.Statistics Both(Parquet.Meta.Type type, Parquet.Meta.Statistics first, Parquet.Meta.Statistics second)
    {
        byte[]? least = Pick(type, first.MinValue, second.MinValue, -1), most = Pick(type, first.MaxValue, second.MaxValue, 1);
        return new Parquet.Meta.Statistics { NullCount = first.NullCount + second.NullCount, Min = least, MinValue = least, Max = most, MaxValue = most };
    }

    // The one that lies on a side of the other; none where a page does not say.
    private static byte[]? Pick(Parquet.Meta.Type type, byte[]? first, byte[]? second, int side)
    {
        if (first is null || second is null)
            return null;
        int order = type switch
        {
            Parquet.Meta.Type.INT32 => BinaryPrimitives.ReadInt32LittleEndian(first).CompareTo(BinaryPrimitives.ReadInt32LittleEndian(second)),
            Parquet.Meta.Type.INT64 => BinaryPrimitives.ReadInt64LittleEndian(first).CompareTo(BinaryPrimitives.ReadInt64LittleEndian(second)),
            Parquet.Meta.Type.DOUBLE => BinaryPrimitives.ReadDoubleLittleEndian(first).CompareTo(BinaryPrimitives.ReadDoubleLittleEndian(second)),
            Parquet.Meta.Type.BYTE_ARRAY => first.AsSpan().SequenceCompareTo(second),
            _ => throw new NotSupportedException($"statistics of {type}"),
        };
        return int.Sign(order) == side ? first : second;
    }
}
