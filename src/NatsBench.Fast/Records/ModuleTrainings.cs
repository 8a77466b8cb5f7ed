namespace NatsBench.Fast.Records;

/// <summary>Room for one point of some trainings, number by number; of what is not there the bit is 0, whatever its place holds.</summary>
internal readonly ref struct ModuleTrainings
{
    /// <summary>How many numbers a point has: those of <see cref="ModulePoint"/>, in its order.</summary>
    public const int PointNumbers = 4;

    /// <summary>A point that has them all.</summary>
    public const byte All = (1 << PointNumbers) - 1;

    /// <summary>Trainable parameters, in millions.</summary>
    public required Span<double> Params { get; init; }

    /// <summary>Seconds of training so far.</summary>
    public required Span<double> Seconds { get; init; }

    /// <summary>Training accuracy, percent.</summary>
    public required Span<double> Train { get; init; }

    /// <summary>Validation accuracy, percent.</summary>
    public required Span<double> Valid { get; init; }

    /// <summary>Test accuracy, percent.</summary>
    public required Span<double> Test { get; init; }

    /// <summary>Which numbers of each training are there, a bit each.</summary>
    public required Span<byte> Present { get; init; }

    /// <summary>Number of trainings.</summary>
    public int Count => Present.Length;

    /// <summary>Sets the numbers of one training.</summary>
    public void Set(int training, double parameters, in ModulePoint point)
    {
        Params[training] = parameters;
        (Seconds[training], Train[training]) = (point.Seconds ?? double.NaN, point.Train ?? double.NaN);
        (Valid[training], Test[training]) = (point.Valid ?? double.NaN, point.Test ?? double.NaN);
        Present[training] = (byte)((point.Seconds is null ? 0 : 1) | (point.Train is null ? 0 : 2) | (point.Valid is null ? 0 : 4) | (point.Test is null ? 0 : 8));
    }
}
