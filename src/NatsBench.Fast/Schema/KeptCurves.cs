using NatsBench.Fast.Records;

namespace NatsBench.Fast.Schema;

/// <summary>The curves that a file of some contents holds; the writer leaves the others out, and the reader refuses what needs them.</summary>
internal static class KeptCurves
{
    // The one setting that searches stop early under: shorter trainings are epochs of it.
    private const string SearchSetting = "12";

    /// <summary>True when the file holds a curve that the record has.</summary>
    /// <param name="contents">What the file holds.</param>
    /// <param name="setting">The official key of the setting.</param>
    /// <param name="set">The set's name; <c>train</c> is the training set.</param>
    /// <param name="column">The quantity.</param>
    public static bool Hold(this TableContents contents, string setting, string set, CurveColumnKind column) =>
        contents == TableContents.Whole || (contents == TableContents.SearchOnly && setting == SearchSetting && (set, column) is
            ("x-valid", CurveColumnKind.Top1) or ("x-valid", CurveColumnKind.Time) or ("train", CurveColumnKind.Time));
}
