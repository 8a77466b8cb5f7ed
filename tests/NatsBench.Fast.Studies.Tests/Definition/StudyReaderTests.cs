using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Studies.Definition;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Studies.Tests.Definition;

/// <summary>Study files are read, or refused with the place of the fault.</summary>
public sealed class StudyReaderTests
{
    private const string Least = """ "algorithms": ["random"], "datasets": ["cifar10"] """;

    [Theory]
    [InlineData("", "s.json: not JSON")]
    [InlineData("[]", "s.json: [] is not an object")]
    [InlineData("{}", "s.json: no algorithms")]
    [InlineData("""{ "algorithms": ["random"] }""", "s.json: no datasets")]
    [InlineData("""{ "algorithms": [], "datasets": ["cifar10"] }""", "s.json: no algorithms")]
    [InlineData("""{ "algorithms": "random", "datasets": ["cifar10"] }""", "s.json: algorithms: \"random\" is not a list")]
    [InlineData("""{ "algorithms": ["randon"], "datasets": ["cifar10"] }""", "s.json: algorithms[0]: no algorithm is called 'randon'; there are random")]
    [InlineData("""{ "algorithms": ["random", "random"], "datasets": ["cifar10"] }""", "s.json: algorithms: random with no hyper-parameters is named twice")]
    [InlineData("""{ "algorithms": [{ "name": 3 }], "datasets": ["cifar10"] }""", "s.json: algorithms[0]: name: 3 is not a text")]
    [InlineData("""{ "algorithms": [{ "parameters": {} }], "datasets": ["cifar10"] }""", "s.json: algorithms[0]: no name")]
    [InlineData("""{ "algorithms": [{ "name": "rea", "tries": 3 }], "datasets": ["cifar10"] }""", "s.json: algorithms[0]: 'tries' is unknown; there are name, parameters")]
    [InlineData("""{ "algorithms": [{ "name": "rea", "parameters": { "size": 3 } }], "datasets": ["cifar10"] }""", "s.json: algorithms[0]: rea has no hyper-parameter 'size'")]
    [InlineData("""{ "algorithms": [{ "name": "rea", "parameters": { "population": [] } }], "datasets": ["cifar10"] }""", "s.json: algorithms[0]: rea.population: no value to try")]
    [InlineData("""{ "algorithms": [{ "name": "rea", "parameters": { "population": -1 } }], "datasets": ["cifar10"] }""", "s.json: algorithms[0]: rea.population: '-1' is not a whole number from")]
    [InlineData("""{ "algorithms": [{ "name": "rea", "parameters": { "population": [10, "10"] } }], "datasets": ["cifar10"] }""", "s.json: algorithms[0]: rea: a value of a hyper-parameter is given twice")]
    [InlineData("""{ "algorithms": ["\ud800"], "datasets": ["cifar10"] }""", "s.json: algorithms[0]: \"\\ud800\" is not a text of whole characters")]
    [InlineData("""{ "algorithms": ["random"], "datasets": ["cifar10\udc00"] }""", "s.json: datasets[0]: \"cifar10\\udc00\" is not a text of whole characters")]
    [InlineData("""{ "algorithms": [{ "name": "rea", "parameters": { "\ud800": 1 } }], "datasets": ["cifar10"] }""", "s.json: ")]
    [InlineData("""{ "\ud800": 1 }""", "s.json: ")]
    [InlineData("""{ "\ud800": 1, "\ud801": 1 }""", "s.json: ")]
    [InlineData("""{ "algorithms": ["random"], "datasets": ["cifar10", "cifar10"] }""", "s.json: datasets: cifar10 is named twice")]
    [InlineData("""{ "algorithms": ["random"], "datasets": ["cifar10", 3] }""", "s.json: datasets[1]: 3 is not a text")]
    [InlineData("""{ "algorithms": ["random"], "datasets": ["cifar10-valid"] }""", "s.json: cifar10-valid is searched on, and reported, as cifar10")]
    public void What_is_no_study_is_refused_with_its_place(string json, string message) => Assert.StartsWith(message, Refused(json), StringComparison.Ordinal);

    [Theory]
    [InlineData("\"trails\": 5", "s.json: 'trails' is unknown; there are $schema, algorithms")]
    [InlineData("\"trials\": 0", "s.json: trials: 0 is not a whole number from 1 to 100000000")]
    [InlineData("\"trials\": 100000001", "s.json: trials: 100000001 is not a whole number")]
    [InlineData("\"trials\": 1.5", "s.json: trials: 1.5 is not a whole number")]
    [InlineData("\"trials\": \"5\"", "s.json: trials: \"5\" is not a whole number")]
    [InlineData("\"workers\": 0", "s.json: workers: 0 is not a whole number from 1 to")]
    [InlineData("\"seed\": -1", "s.json: seed: -1 is not a whole number from 0 to 18446744073709551615")]
    [InlineData("\"budget\": \"a day\"", "s.json: budget: 'a day' is no budget: paper, a number of simulated seconds")]
    [InlineData("\"budget\": \"0e\"", "s.json: budget: '0e' is no budget")]
    [InlineData("\"budget\": -5", "s.json: budget: '-5' is no budget")]
    [InlineData("\"objectives\": \"flops\"", "s.json: objectives: \"flops\" is not a list")]
    [InlineData("\"budget\": [5]", "s.json: budget: [5] is not a text or a number")]
    [InlineData("\"fidelity\": \"steps\"", "s.json: fidelity: 'steps' is no fidelity axis")]
    [InlineData("\"seeds\": \"best\"", "s.json: seeds: 'best' is not sampled or mean or trial")]
    [InlineData("\"isomorphs\": \"all\"", "s.json: isomorphs: 'all' is not separate or lowest or mean")]
    [InlineData("\"absent\": \"guess\"", "s.json: absent: 'guess' is not few or avoid or refuse")]
    [InlineData("\"objectives\": [\"colour\"]", "s.json: objectives[0]: 'colour' is no quantity; there are flops, params, latency, columns such as valid-loss")]
    [InlineData("\"objectives\": [\"valid-loss@1e\"]", "s.json: objectives[0]: 'valid-loss@1e' is no quantity")]
    [InlineData("\"objectives\": [\"flops\", \"params\", \"latency\", \"valid-loss\", \"test-loss\", \"train-loss\", \"train-accuracy\"]", "s.json: 7 objectives are more than 6")]
    [InlineData("\"objectives\": [\"flops\", \"flops\"]", "s.json: objectives: flops is named twice")]
    [InlineData("\"limits\": [\"flops\"]", "s.json: limits: [\"flops\"] is not an object")]
    [InlineData("\"limits\": { \"flop\": { \"max\": 1 } }", "s.json: limits: flop: 'flop' is no quantity")]
    [InlineData("\"limits\": { \"flops\": 100 }", "s.json: limits: flops: 100 is not an object")]
    [InlineData("\"limits\": { \"flops\": {} }", "s.json: limits: flops: flops: a limit has a least or a greatest number")]
    [InlineData("\"limits\": { \"flops\": { \"most\": 1 } }", "s.json: limits: flops: 'most' is unknown; there are min, max")]
    [InlineData("\"limits\": { \"flops\": { \"max\": \"11,7\" } }", "s.json: limits: flops: max: \"11,7\" is not a finite number")]
    [InlineData("\"limits\": { \"flops\": { \"max\": 1e999 } }", "s.json: limits: flops: max: 1e999 is not a finite number")]
    [InlineData("\"limits\": { \"flops\": { \"min\": 5, \"max\": 4.5 } }", "s.json: limits: flops: flops at least 5 and at most 4.5 M: nothing is both")]
    [InlineData("\"limits\": { \"flops\": { \"max\": 1 }, \"flops\": { \"max\": 2 } }", "s.json: not JSON")]
    [InlineData("\"traces\": \"some\"", "s.json: traces: 'some' is not curve or all or none")]
    [InlineData("\"resume\": \"yes\"", "s.json: resume: \"yes\" is not true or false")]
    [InlineData("\"trials\": 5, \"trials\": 6", "s.json: not JSON")]
    public void A_member_with_a_fault_is_named(string member, string message) => Assert.StartsWith(message, Refused($"{{ {Least}, {member} }}"), StringComparison.Ordinal);

    [Fact]
    public void Faults_are_told_in_one_line_however_long_the_file_is() =>
        Assert.InRange(Refused($"{{ {Least}, \"trials\": [{string.Join(",\n", Enumerable.Range(0, 1000))}] }}").Length, 1, 200);

    [Fact]
    public void What_is_left_out_has_its_default()
    {
        Study study = StudyReader.Parse($"{{ {Least} }}", "s.json");
        Assert.Equal((500, 0UL, 1, "paper", TraceKeeping.Curve, AbsentPolicy.AvoidFew), (study.Trials, study.RootSeed, study.Workers, study.Budget.ToString(), study.Traces, study.Absent));
        Assert.Empty(study.Report);
    }

    [Fact]
    public void A_study_is_no_larger_than_a_machine_can_number()
    {
        const string Grid = """{ "name": "rea", "parameters": { "population": [POPULATIONS] } }""";
        string[] grids = [.. Enumerable.Range(0, 7).Select(grid => Grid.Replace("POPULATIONS", string.Join(",", Enumerable.Range(1 + 9_000 * grid, 9_000)), StringComparison.Ordinal))];
        Assert.Contains("63000 experiments of 100000000 trials are more than", Refused(Large(grids, "\"cifar10\"", 100_000_000)), StringComparison.Ordinal);
        Assert.Contains("189000 experiments (datasets", Refused(Large(grids, "\"cifar10\", \"cifar100\", \"ImageNet16-120\"", 1)), StringComparison.Ordinal);

        static string Large(string[] grids, string datasets, int trials) =>
            $$"""{ "algorithms": [{{string.Join(",", grids)}}], "datasets": [{{datasets}}], "trials": {{trials}} }""";
    }

    [Fact]
    public void Comments_and_trailing_commas_are_allowed() =>
        Assert.Equal(7, StudyReader.Parse($"{{ {Least}, /* few */ \"trials\": 7, // for now\n }}", "s.json").Trials);

    [Fact]
    public void A_file_that_is_missing_or_too_large_is_refused_by_name()
    {
        using TemporaryFolder folder = new();
        Assert.StartsWith(folder["s.json"], Assert.Throws<NatsBenchException>(() => StudyReader.Read(folder["s.json"])).Message, StringComparison.Ordinal);
        using (FileStream file = File.Create(folder["s.json"]))
            file.SetLength(StudyReader.MostBytes + 1);
        Assert.Contains("too many", Assert.Throws<NatsBenchException>(() => StudyReader.Read(folder["s.json"])).Message, StringComparison.Ordinal);
    }

    private static string Refused(string json)
    {
        string message = Assert.Throws<NatsBenchException>(() => StudyReader.Parse(json, "s.json")).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }
}
