using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Studies.Definition;
using NatsBench.Fast.Studies.Tests.Support;

namespace NatsBench.Fast.Studies.Tests.Definition;

/// <summary>One study has one canonical form and one hash.</summary>
public sealed class StudyTests
{
    [Fact]
    public void The_canonical_form_is_read_back_as_itself()
    {
        Study[] studies =
        [
            SmallBenchmark.Study, SmallBenchmark.OtherStudy,
            SmallBenchmark.Study with { RootSeed = ulong.MaxValue, Workers = 7, Trials = Study.MostTrials, Traces = TraceKeeping.None },
            SmallBenchmark.Of("""{ "algorithms": ["rea"], "datasets": ["cifar10"], "budget": 12345.5, "fidelity": "ladder", "resume": true, "seeds": "trial", "isomorphs": "lowest" }"""),
        ];
        foreach (Study study in studies)
        {
            Study read = StudyReader.Parse(study.ToJson(), "canonical");
            Assert.Equal(study.ToJson(), read.ToJson());
            Assert.Equal(study.Hash(), read.Hash());
        }
    }

    [Fact]
    public void Two_ways_of_writing_a_study_have_one_hash()
    {
        Study grid = SmallBenchmark.Of("""{ "algorithms": [{ "name": "rea", "parameters": { "sample": 3, "population": [5, 10] } }], "datasets": ["cifar10"] }""");
        Study spelled = SmallBenchmark.Of("""
            {
              "trials": 500, "datasets": ["cifar10"],
              "algorithms": [
                { "name": "rea", "parameters": { "population": "5.0", "sample": 3.0 } }, { "name": "rea", "parameters": { "population": 1e1, "sample": "3" } }
              ]
            }
            """);
        Assert.Equal(grid.Hash(), spelled.Hash());
    }

    [Fact]
    public void Whatever_changes_results_changes_the_hash()
    {
        Study study = SmallBenchmark.Study;
        Study[] others =
        [
            study, study with { Trials = 251 }, study with { RootSeed = 1 }, study with { Workers = 2 }, study with { Absent = AbsentPolicy.AvoidFew },
            study with { Datasets = [.. study.Datasets.Reverse()] }, study with { Report = [] }, study with { Objectives = [] },
            study with { Traces = TraceKeeping.None }, study with { Seeds = SeedPolicy.Mean },
            study with { Fidelity = study.Fidelity with { Resumes = true } }, study with { Isomorphs = Search.Spaces.Isomorphs.Mean },
            study with { Limits = [Limit.AtMost(Quantity.Flops, 100)] }, study with { Limits = [Limit.AtLeast(Quantity.Flops, 100)] },
            study with { Budget = StudyBudget.Paper }, study with { Algorithms = [study.Algorithms[0]] },
        ];
        Assert.Equal(others.Length, others.Select(other => other.Hash()).Distinct().Count());
    }

    [Fact]
    public void Limits_are_read_as_they_are_written_in_any_order()
    {
        Limit flops = Limit.Of(Quantity.Flops, 0.1, 1e-7 + 100), loss = Limit.AtMost(Quantity.Named("valid-loss@3"), 0.9);
        Study study = SmallBenchmark.Study with { Limits = [loss, flops] };
        Assert.Equal([flops, loss], StudyReader.Parse(study.ToJson(), "s.json").Limits);
        Assert.Equal(study.Hash(), (study with { Limits = [flops, loss] }).Hash());
        Assert.DoesNotContain("limits", SmallBenchmark.Study.ToJson(), StringComparison.Ordinal);
        Assert.Contains("flops is named twice", Assert.Throws<NatsBenchException>(
            () => StudyCheck.Check(study with { Limits = [flops, Limit.AtMost(Quantity.Flops, 3)] }, "s")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_canonical_form_and_its_hash_stay_what_they_are()
    {
        Assert.Equal(
            """
            {
              "algorithms": [
                {
                  "name": "random",
                  "parameters": {}
                }
              ],
              "datasets": [
                "cifar10"
              ],
              "report": [],
              "budget": "5000",
              "fidelity": "curve:12",
              "resume": false,
              "seeds": "sampled",
              "isomorphs": "separate",
              "absent": "avoid",
              "objectives": [],
              "workers": 1,
              "trials": 150,
              "seed": 0,
              "traces": "none"
            }
            """.ReplaceLineEndings("\n"),
            SmallBenchmark.OtherStudy.ToJson());
        Assert.Equal("f46dff1db351ec6d5a7908c2e51fbef0dd986864f95dc222be36754bd3c82b1f", SmallBenchmark.OtherStudy.Hash());
    }

    [Fact]
    public void A_grid_has_every_combination_the_last_changing_fastest_whatever_the_order_of_the_file()
    {
        Study study = SmallBenchmark.Of("""{ "algorithms": [{ "name": "rea", "parameters": { "sample": [2, 3], "population": [5, 10, 20] } }], "datasets": ["cifar10"] }""");
        (string, string)[] combinations = [.. study.Algorithms[0].Combinations.Select(
            combination => (Of(combination, "population"), Of(combination, "sample")))];
        Assert.Equal([("5", "2"), ("5", "3"), ("10", "2"), ("10", "3"), ("20", "2"), ("20", "3")], combinations);

        static string Of(HyperParameters combination, string name) => combination.Values.Single(value => value.Key == name).Value;
    }

    [Fact]
    public void A_grid_with_too_many_combinations_is_refused()
    {
        string[] values = [.. Enumerable.Range(2, 200).Select(value => $"{value}")];
        Assert.Contains("more than 10000 combinations", Assert.Throws<NatsBenchException>(() => new AlgorithmGrid(
            AlgorithmCatalog.Get("rea"),
            new Dictionary<string, IReadOnlyList<string>> { ["population"] = values, ["sample"] = values })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Budgets_of_the_paper_depend_on_dataset_and_space()
    {
        double?[] topology = [.. Datasets().Select(dataset => StudyBudget.Paper.For(SearchSpace.Topology, dataset).Seconds)];
        double?[] size = [.. Datasets().Select(dataset => StudyBudget.Paper.For(SearchSpace.Size, dataset).Seconds)];
        Assert.Equal([20_000, 40_000, 120_000], topology);
        Assert.Equal([20_000, 40_000, 60_000], size);
        Assert.Contains("give one in seconds", Assert.Throws<NatsBenchException>(() => StudyBudget.Paper.For(SearchSpace.Size, new Dataset("mnist"))).Message, StringComparison.Ordinal);

        static Dataset[] Datasets() => [Dataset.Cifar10, Dataset.Cifar100, Dataset.ImageNet16120];
    }

    [Fact]
    public void Presets_are_the_studies_of_the_papers()
    {
        Study nats = StudyPresets.Get("nats-bench"), nas = StudyPresets.Get("nas-bench-201");
        foreach (Study preset in new[] { nats, nas })
        {
            Assert.Equal(["random", "rea", "reinforce", "bohb"], preset.Algorithms.Select(grid => grid.Algorithm.Name));
            Assert.All(preset.Algorithms, grid => Assert.Single(grid.Combinations));
            Assert.Equal(500, preset.Trials);
            Assert.Equal(preset.Hash(), StudyReader.Parse(preset.ToJson(), "preset").Hash());
        }
        Assert.Equal(["cifar10", "cifar100", "ImageNet16-120"], nats.Datasets.Select(dataset => dataset.Name));
        Assert.Equal(("paper", 0), (nats.Budget.ToString(), nats.Report.Count));
        Assert.Equal(["cifar10"], nas.Datasets.Select(dataset => dataset.Name));
        Assert.Equal(["cifar10", "cifar100", "ImageNet16-120"], nas.Report.Select(dataset => dataset.Name));
        Assert.Equal("12000", nas.Budget.ToString());
    }

    [Fact]
    public void A_preset_that_there_is_not_is_refused_with_those_that_are() =>
        Assert.Contains("there are nats-bench, nas-bench-201", Assert.Throws<NatsBenchException>(() => StudyPresets.Get("nats")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_study_made_by_hand_is_checked_when_it_is_bound()
    {
        Study study = SmallBenchmark.OtherStudy;
        Refused("0 trials are outside", study with { Trials = 0 });
        Refused("no datasets", study with { Datasets = [] });
        Refused("workers are outside", study with { Workers = 0 });
        Refused("datasets: cifar10 is named twice", study with { Datasets = [Dataset.Cifar10, Dataset.Cifar10] });

        // Checked before the benchmark is looked at.
        static void Refused(string part, Study wrong) =>
            Assert.Contains(part, Assert.Throws<NatsBenchException>(() => StudyCheck.Check(wrong, "the study")).Message, StringComparison.Ordinal);
    }
}
