using NatsBench.Fast.Conversion.Pickle;
using NatsBench.Fast.Tables.Sources;

namespace NatsBench.Fast.Tables.Readers;

/// <summary>Files that are a pickle, or one behind the other.</summary>
internal static class PickleFile
{
    public static bool Looks(SourceFile file) => file.Bytes is [0x80, >= 2 and <= 5, ..] or [(byte)'(', (byte)'d', ..] or [(byte)'}', (byte)'q', ..];

    /// <summary>What is wrong with a pickle that asks for pandas; null for any other.</summary>
    public static string? DataFrameFault(PickleException e) => e.Message.Contains("'pandas.", StringComparison.Ordinal)
        ? "is a pickled data frame, which pandas itself would have to be run for; pandas.read_pickle(FILE).to_csv(\"FILE.csv\", index=False) writes it as CSV, "
            + "to_parquet(\"FILE.parquet\") as Parquet, and both are read"
        : null;

    /// <summary>What is wrong with a file that is a data frame; null for any other.</summary>
    public static string? DataFrameFault(SourceFile file)
    {
        if (!Looks(file))
            return null;
        try
        {
            Read(file);
            return null;
        }
        catch (PickleException e)
        {
            return DataFrameFault(e);
        }
    }

    /// <exception cref="PickleException">It is broken, or asks for more than data; nothing was run.</exception>
    public static PickleValue Read(SourceFile file) =>
        new PickleMachine(new StringTable()).Read(new PickleInput(file.Bytes, file.Bytes.Length, file.Path));

    /// <summary>All of a stream.</summary>
    /// <exception cref="PickleException">One is broken, or asks for more than data; nothing was run.</exception>
    public static IEnumerable<PickleValue> ReadAll(SourceFile file)
    {
        PickleMachine machine = new(new StringTable());
        PickleInput input = new(file.Bytes, file.Bytes.Length, file.Path);
        while (input.Offset < file.Bytes.Length)
            yield return machine.Read(input);
    }
}
