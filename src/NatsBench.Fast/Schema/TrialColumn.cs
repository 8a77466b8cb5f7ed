namespace NatsBench.Fast.Schema;

/// <summary>The columns of <see cref="ColumnPart.Trial"/>; the number is what the file stores.</summary>
internal enum TrialColumn : byte
{
    /// <summary>Int32, rows + 1: first trial of each row; a row's trials end where the next one's begin.</summary>
    FirstTrial = 1,

    /// <summary>Int64, one a trial: its seed.</summary>
    Seed = 2,

    /// <summary>Int32, one a trial: number of its form in the metadata, or -1 where a listed seed has no trial.</summary>
    Form = 3,

    /// <summary>Int32, one a trial: its number of epochs.</summary>
    Epochs = 4,

    /// <summary>Float64, one a trial: multiply-adds in millions.</summary>
    Flops = 5,

    /// <summary>Float64, one a trial: parameters in millions.</summary>
    Params = 6,

    /// <summary>Float64: latencies in seconds, as many cells a trial as the longest list needs.</summary>
    Latency = 7,

    /// <summary>Float64, one a trial and set: top-1 accuracy after the last epoch, percent.</summary>
    LastTop1 = 16,

    /// <summary>Float64, one a trial and set: loss after the last epoch.</summary>
    LastLoss = 17,

    /// <summary>Float64, one a trial and set: seconds of the last epoch.</summary>
    LastTime = 18,

    /// <summary>Float64, one a trial and set: seconds of all epochs, added from the first to the last in double precision.</summary>
    TotalTime = 19,
}
