namespace NatsBench.Fast.Synthesis.Measures;

/// <summary>A setting as a space uses it.</summary>
/// <param name="Number">Its place among the settings of both spaces, a part of noise keys.</param>
/// <param name="Key">The official key: <c>01</c>, <c>12</c>, <c>90</c>, <c>200</c>.</param>
/// <param name="Epochs">Number of training epochs.</param>
/// <param name="KeepsTop5">False where the official records hold None for top-5 training accuracy.</param>
/// <param name="IsRagged">True where all but one evaluation set were measured after the last epoch only.</param>
internal sealed record SettingPlan(int Number, string Key, int Epochs, bool KeepsTop5 = true, bool IsRagged = false)
{
    public static SettingPlan Epochs01 { get; } = new(0, "01", 1);

    public static SettingPlan Epochs12 { get; } = new(1, "12", 12);

    public static SettingPlan Epochs90 { get; } = new(2, "90", 90);

    public static SettingPlan Epochs200 { get; } = new(3, "200", 200, KeepsTop5: false, IsRagged: true);
}
