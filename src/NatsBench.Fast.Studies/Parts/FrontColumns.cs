using NatsBench.Fast.Search.Fronts;
using NatsBench.Fast.Studies.Definition;
using NatsBench.Fast.Studies.Running;

namespace NatsBench.Fast.Studies.Parts;

/// <summary>What outcomes tell of fronts where the study has objectives; no columns where it has none.</summary>
/// <param name="study">The study.</param>
internal sealed class FrontColumns(Study study)
{
    private readonly ValueColumn<int> _size = new("front");
    private readonly ValueColumn<double> _reward = new("reward_hypervolume");
    private readonly ValueColumn<double> _valid = new("valid_hypervolume");
    private readonly ValueColumn<double> _test = new("test_hypervolume");

    // The same in all rows of an experiment and a dataset reported: so a merge knows them without the benchmark, and a query divides by them.
    private readonly ValueColumn<int> _exactRewardSize = new("exact_reward_front");
    private readonly ValueColumn<double> _exactReward = new("exact_reward_hypervolume");
    private readonly ValueColumn<int> _exactValidSize = new("exact_valid_front");
    private readonly ValueColumn<double> _exactValid = new("exact_valid_hypervolume");
    private readonly ValueColumn<int> _exactTestSize = new("exact_test_front");
    private readonly ValueColumn<double> _exactTest = new("exact_test_hypervolume");
    private readonly ValueColumn<double>[] _reference =
        [.. study.Objectives.Select(objective => new ValueColumn<double>($"reference_{objective.Name}"))];

    /// <summary>Every column, in the file's order.</summary>
    public IReadOnlyList<Column> All => _reference.Length == 0
        ? [] : [_size, _reward, _valid, _test, _exactRewardSize, _exactReward, _exactValidSize, _exactValid, _exactTestSize, _exactTest, .. _reference];

    /// <summary>Adds the row of a trial and a dataset reported.</summary>
    public void Add(OutcomeColumns outcomes, int report, int trial)
    {
        if (outcomes.Fronts.Count == 0)
            return;
        FrontOutcome front = outcomes.Fronts[report][trial];
        ExactFront exact = outcomes.Exact[report];
        _size.Add(front.Size);
        _reward.Add(front.Reward);
        _valid.Add(front.Valid);
        _test.Add(front.Test);
        _exactRewardSize.Add(exact.Reward.Size);
        _exactReward.Add(exact.Reward.Hypervolume);
        _exactValidSize.Add(exact.Valid.Size);
        _exactValid.Add(exact.Valid.Hypervolume);
        _exactTestSize.Add(exact.Test.Size);
        _exactTest.Add(exact.Test.Hypervolume);
        for (int i = 0; i < _reference.Length; i++)
            _reference[i].Add(exact.Reference[i]);
    }

    /// <summary>Hands a row to the outcomes.</summary>
    public void Take(int row, OutcomeColumns outcomes, int report, int trial)
    {
        if (outcomes.Fronts.Count == 0)
            return;
        outcomes.Fronts[report][trial] = new FrontOutcome(_size.Values[row], _reward.Values[row], _valid.Values[row], _test.Values[row]);
        if (trial == 0)
            outcomes.Exact[report] = new ExactFront(
                [.. _reference.Select(reference => reference.Values[row])],
                new FrontVolume(_exactRewardSize.Values[row], _exactReward.Values[row]),
                new FrontVolume(_exactValidSize.Values[row], _exactValid.Values[row]), new FrontVolume(_exactTestSize.Values[row], _exactTest.Values[row]));
    }
}
