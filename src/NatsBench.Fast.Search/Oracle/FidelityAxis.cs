using NatsBench.Fast.Model;

namespace NatsBench.Fast.Search.Oracle;

/// <summary>
/// What a shorter training is: an earlier epoch of the curve of one setting, or a training of its own from a ladder of settings; and
/// whether a longer one starts from scratch or goes on where the same training stopped. Stored with each run.
/// </summary>
/// <param name="Setting">The setting whose curve it is (12, 90 or 200; 108 of NAS-Bench-101); null for the ladder of all settings (01, 12, 90 or 12, 200).</param>
/// <param name="Resumes">
/// False: every evaluation pays for all its epochs, as in the paper. True: a training that goes on keeps its seed and pays the difference; on
/// a ladder, whose learning rates differ, that is an idealisation.
/// </param>
public readonly record struct FidelityAxis(TrainingSetting? Setting, bool Resumes = false)
{
    private const string CurveOf = "curve:";
    private const string LadderName = "ladder";

    /// <summary>The paper's: curves of setting 12, from scratch.</summary>
    public static FidelityAxis Paper { get; } = new(TrainingSetting.Epochs12);

    /// <summary>The name without <see cref="Resumes"/>: <c>curve:12</c>, <c>curve:90</c>, <c>curve:108</c>, <c>curve:200</c> or <c>ladder</c>.</summary>
    public string Name => Setting is { } setting ? CurveOf + setting.Key : LadderName;

    /// <summary>Reads a <see cref="Name"/>; null for anything else.</summary>
    /// <param name="name">The text.</param>
    /// <param name="resumes">See <see cref="Resumes"/>.</param>
    public static FidelityAxis? Parse(string name, bool resumes)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name == LadderName)
            return new FidelityAxis(null, resumes);
        return name.StartsWith(CurveOf, StringComparison.Ordinal) && name.Length > CurveOf.Length
            ? new FidelityAxis(new TrainingSetting(name[CurveOf.Length..]), resumes)
            : null;
    }
}
