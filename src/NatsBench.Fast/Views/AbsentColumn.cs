using NatsBench.Fast.Model;
using NatsBench.Fast.Reading;

namespace NatsBench.Fast.Views;

/// <summary>Why a column that no record has is refused, and what there is instead: all NaN, it would answer every scan with nothing.</summary>
internal static class AbsentColumn
{
    /// <summary>The refusal of a column.</summary>
    public static RefusedException Refusal(NatsBenchFile file, TrialTable table, in ColumnQuestion question)
    {
        List<string> has = [$"sets {string.Join(", ", table.Sets.Select(set => set.Name).Prepend("train"))}"];
        if (question.Epoch is not null)
            has.Add($"runs of {Listed(table.Epochs is { } epochs ? epochs.Cells : [])} epochs");
        if (question.Over == Over.OneSeed)
            has.Add($"seeds {Listed(table.Seeds is { } seeds ? seeds.Cells : [])}");
        // The one dataset without a validation set, and the most frequent mistake.
        string hint = table.Dataset == Dataset.Cifar10.Name && question.Set is "x-valid" or "valid" ? "; validation of cifar10 is x-valid of cifar10-valid" : "";
        return new(
            Fast.Refusal.KeyError,
            $"{file.Path}: no record of {table.Dataset} under setting {table.Setting} has {question}; there are {string.Join("; ", has)}{hint}");
    }

    private static string Listed<T>(ReadOnlySpan<T> values) => string.Join(", ", values.ToArray().Distinct().Order());
}
