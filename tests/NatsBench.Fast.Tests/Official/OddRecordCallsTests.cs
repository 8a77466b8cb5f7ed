using NatsBench.Fast.Official;
using NatsBench.Fast.Records;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Tests.Official;

/// <summary>
/// Calls about records that no official archive holds but a third party's may: answers and refusals as nats_bench 1.8
/// gave them for the same record.
/// </summary>
public sealed class OddRecordCallsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly NatsBenchmark _bench;
    private readonly OfficialCalls _calls;

    public OddRecordCallsTests()
    {
        ArchitectureRecord sample = SampleRecords.Fixed[0];
        SettingRecord setting = sample.Settings[0];
        TrialRecord trial = setting.Datasets[0].Trials[0]!;
        DatasetRecord empty = new("cifar10", [], []);
        DatasetRecord withoutTrial = new("cifar100", [777, 999], [trial, null]);
        DatasetRecord negativeZero = new("ninapro", [777, 888], [WithParams(trial, 5), WithParams(trial, -0.0)]);
        SampleRecords.Write(_folder["a.natsb"], [sample with { Settings = [setting with { Datasets = [empty, withoutTrial, negativeZero] }] }]);
        _bench = NatsBenchmark.Open(_folder["a.natsb"]);
        _calls = new OfficialCalls(_bench, new Random(5));
    }

    public void Dispose()
    {
        _bench.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData(", \"is_random\": false")]
    [InlineData(", \"iepoch\": 99")]
    public void The_mean_metrics_over_no_seed_are_empty(string more) => Assert.Equal(
        """{"result":{}}""", Ask("get_metrics", $"\"dataset\": \"cifar10\", \"setname\": \"train\"{more}"));

    [Theory]
    [InlineData("get_metrics", "\"dataset\": \"cifar10\", \"setname\": \"train\", \"is_random\": 777", "ValueError")]
    [InlineData("get_metrics", "\"dataset\": \"cifar10\", \"setname\": \"train\", \"is_random\": true", "ValueError")]
    [InlineData("get_metrics", "\"dataset\": \"cifar10\", \"setname\": \"train\", \"is_random\": null", "ValueError")]
    [InlineData("get_more_info", "\"dataset\": \"cifar10\", \"is_random\": false", "KeyError")]
    [InlineData("get_more_info", "\"dataset\": \"cifar10\", \"is_random\": 777", "ValueError")]
    [InlineData("get_more_info", "\"dataset\": \"cifar10\"", "IndexError")]
    [InlineData("get_cost_info", "\"dataset\": \"cifar10\"", "ZeroDivisionError")]
    public void Other_questions_about_no_seed_are_refused(string call, string args, string error) => Refuses(error, Ask(call, args));

    [Theory]
    [InlineData("false")]
    [InlineData("777")]
    public void A_listed_seed_without_trial_is_missed_before_the_epoch_is_looked_at(string choice) =>
        Refuses("KeyError", Ask("get_metrics", $"\"dataset\": \"cifar100\", \"setname\": \"train\", \"iepoch\": 99, \"is_random\": {choice}"));

    [Fact]
    public void The_trusted_seed_alone_is_a_mean_too_and_so_never_negative_zero() =>
        Assert.Contains("\"params\":0.0,", Ask("get_cost_info", "\"dataset\": \"ninapro\""), StringComparison.Ordinal);

    [Fact]
    public void Costs_of_an_absent_setting_are_refused_by_the_record_as_a_key()
    {
        Refuses("KeyError", Ask("get_compute_costs", "\"dataset\": \"ninapro\", \"hp\": \"200\""));
        Refuses("ValueError", Ask("get_cost_info", "\"dataset\": \"ninapro\", \"hp\": \"200\""));
    }

    private static TrialRecord WithParams(TrialRecord trial, double value) => new()
    {
        Name = trial.Name,
        SeedText = trial.SeedText,
        Epochs = trial.Epochs,
        Flops = trial.Flops,
        Params = value,
        Latency = trial.Latency,
        Config = trial.Config,
        TrainTop1 = trial.TrainTop1,
        TrainTop5 = trial.TrainTop5,
        TrainLoss = trial.TrainLoss,
        TrainTime = trial.TrainTime,
        TrainTimeOrder = trial.TrainTimeOrder,
        EvaluationSets = trial.EvaluationSets,
        Evaluations = trial.Evaluations,
        HasWeights = trial.HasWeights,
    };

    private string Ask(string call, string args) => _calls.Answer($$"""{"call": "{{call}}", "args": {"index": 1, {{args}} } }""");

    private static void Refuses(string error, string answer) =>
        Assert.StartsWith($"{{\"error\":\"{error}\"", answer, StringComparison.Ordinal);
}
