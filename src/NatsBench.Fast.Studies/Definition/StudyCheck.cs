using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Oracle;

namespace NatsBench.Fast.Studies.Definition;

/// <summary>What contradicts itself in a study, whatever the benchmark.</summary>
public static class StudyCheck
{
    // The columns that every file of traces has: an objective is another one.
    private static readonly string[] TraceNames =
    [
        "experiment", "search_dataset", "algorithm", "parameters", "trial", "step", "arch", "seed", "epochs", "cost", "clock", "worker", "reward",
        "incumbent", "front", "reward_hypervolume", "exact_reward_hypervolume",
    ];

    /// <summary>Checks a study.</summary>
    /// <param name="study">The study.</param>
    /// <param name="source">What messages call it.</param>
    /// <exception cref="NatsBenchException">The contradiction.</exception>
    public static void Check(Study study, string source)
    {
        Require(study.Algorithms.Count > 0, "no algorithms");
        Require(study.Datasets.Count > 0, "no datasets");
        RequireDistinct(study.Datasets.Select(dataset => dataset.Name), "datasets");
        RequireDistinct(study.Report.Select(dataset => dataset.Name), "report");
        // To SQL names of columns are one where they differ in case alone.
        Require(study.Objectives.Count <= Study.MostObjectives, $"{study.Objectives.Count} objectives are more than {Study.MostObjectives}; leave some out");
        RequireDistinct(study.Objectives.Select(objective => objective.Name), "objectives", StringComparer.OrdinalIgnoreCase);
        foreach (Quantity objective in study.Objectives)
            Require(!TraceNames.Contains(objective.Name, StringComparer.OrdinalIgnoreCase), $"objectives: traces have a column {objective} of their own; call it otherwise");
        RequireDistinct(study.Limits.Select(limit => limit.Quantity.Name), "limits");
        RequireDistinct(
            study.Algorithms.SelectMany(grid => grid.Combinations, (grid, combination) => $"{grid.Algorithm.Name} with {(combination.Text.Length > 0 ? combination.Text : "no hyper-parameters")}"),
            "algorithms");
        Require(study.Trials is >= 1 and <= Study.MostTrials, $"{study.Trials} trials are outside 1 to {Study.MostTrials}");
        long experiments = study.Datasets.Count * study.Algorithms.Sum(grid => (long)grid.Combinations.Count);
        Require(experiments <= Study.MostExperiments, $"{experiments} experiments (datasets × algorithms with their hyper-parameters) are more than {Study.MostExperiments}; split the study");
        Require(
            experiments * study.Trials <= Study.MostTrialsInAll,
            $"{experiments} experiments of {study.Trials} trials are more than {Study.MostTrialsInAll} trials in all; split the study");
        Require(study.Workers is >= 1 and <= Search.Trials.Experiment.MostWorkers, $"{study.Workers} workers are outside 1 to {Search.Trials.Experiment.MostWorkers}");
        // A dataset without validation images of its own cannot be searched on; cifar10 stands for the pair.
        Require(!study.Datasets.Contains(Dataset.Cifar10Valid), "cifar10-valid is searched on, and reported, as cifar10");
        Require(!study.Report.Contains(Dataset.Cifar10Valid), "cifar10-valid is reported as cifar10");

        void Require(bool holds, string what)
        {
            if (!holds)
                throw new NatsBenchException($"{source}: {what}");
        }

        void RequireDistinct(IEnumerable<string> names, string member, StringComparer? comparer = null)
        {
            string? twice = names.GroupBy(name => name, comparer).FirstOrDefault(group => group.Count() > 1)?.Key;
            Require(twice is null, $"{member}: {twice} is named twice");
        }
    }
}
