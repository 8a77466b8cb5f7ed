using System.Runtime.CompilerServices;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Conversion.NasBench101;

/// <summary>One record of the original file: a module trained once for a number of epochs. Times in seconds, accuracies as fractions.</summary>
internal struct ModuleRecord
{
    /// <summary>How many numbers a point has: seconds, training, validation and test accuracy.</summary>
    public const int PointNumbers = 4;

    /// <summary>How many numbers there are: those halfway, then the final ones.</summary>
    public const int Count = 2 * PointNumbers;

    public ModuleHash Hash;
    public ModuleGraph Graph;
    public int Epochs;
    public int Parameters;

    /// <summary>Which numbers are there, a bit each; and from <see cref="HasParameters"/> on whether there are parameters.</summary>
    public ushort Present;
    public ModuleNumbers Numbers;

    /// <summary>True where a point says that it is after another epoch than half of all, or all.</summary>
    public bool HasOddEpoch;

    /// <summary>The bit of <see cref="Present"/> for the parameters.</summary>
    public const int HasParameters = 1 << Count;
}

/// <summary>The numbers of a record.</summary>
[InlineArray(ModuleRecord.Count)]
internal struct ModuleNumbers
{
    private double _first;
}
