namespace NatsBench.Fast.Reports.Comparing;

/// <summary>Why something has no answer, in words for a table.</summary>
internal static class Reasons
{
    /// <summary>The reason of a refusal, without the name of the argument that .NET adds.</summary>
    public static string Of(Exception refusal) =>
        refusal is ArgumentException { ParamName: { } name } ? refusal.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : refusal.Message;
}
