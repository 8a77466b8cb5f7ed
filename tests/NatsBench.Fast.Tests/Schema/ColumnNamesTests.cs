using NatsBench.Fast.Format;
using NatsBench.Fast.Schema;

namespace NatsBench.Fast.Tests.Schema;

public sealed class ColumnNamesTests
{
    /// <summary>What the table of keys knows is what has a name.</summary>
    [Fact]
    public void Known_keys_are_those_that_are_named()
    {
        for (int part = 0; part <= byte.MaxValue; part++)
            for (int kind = 0; kind <= byte.MaxValue; kind++)
                Assert.Equal(
                    (ColumnPart)part switch
                    {
                        ColumnPart.Archive => Enum.IsDefined((ArchiveColumn)kind),
                        ColumnPart.Trial => Enum.IsDefined((TrialColumn)kind),
                        ColumnPart.Curve => Enum.IsDefined((CurveColumnKind)kind),
                        ColumnPart.Extra => Enum.IsDefined((ExtraColumnKind)kind),
                        _ => false,
                    },
                    ColumnNames.IsKnown(new ColumnKey(0, 0, 0, (byte)kind, (byte)part)));
    }

    /// <summary>No two keys have one number.</summary>
    [Fact]
    public void The_number_of_a_key_is_all_of_it()
    {
        Assert.Equal(0x0102_0304_0506_0708UL, new ColumnKey(0x0102, 0x0304, 0x0506, 0x07, 0x08).Number);
        Assert.Equal(ulong.MaxValue, new ColumnKey(ushort.MaxValue, ushort.MaxValue, ushort.MaxValue, byte.MaxValue, byte.MaxValue).Number);
    }
}
