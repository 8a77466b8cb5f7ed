namespace NatsBench.Fast.Reports.Runs;

/// <summary>How runs are written in a file.</summary>
public enum RunFormat
{
    /// <summary>A finished folder of <c>natsbench search --out</c>.</summary>
    StudyFolder,

    /// <summary>A CSV with a row for each log point or trial.</summary>
    Csv,

    /// <summary>A Parquet file with a row for each log point or trial.</summary>
    Parquet,

    /// <summary><c>results.pth</c> of the official scripts.</summary>
    TorchResults,

    /// <summary>The result CSV of Syne Tune.</summary>
    SyneTune,

    /// <summary>Final architectures, one a line.</summary>
    FinalList,
}
