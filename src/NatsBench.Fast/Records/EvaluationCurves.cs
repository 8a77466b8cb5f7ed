namespace NatsBench.Fast.Records;

/// <summary>What a trial holds about one evaluation set (<c>x-valid</c>, <c>x-test</c>, <c>ori-test</c>, or a third party's own).</summary>
/// <param name="Set">The official name, the part of a key before <c>@</c>.</param>
/// <param name="Top1">Top-1 accuracy in percent (<c>eval_acc1es</c>); null when no epoch has it.</param>
/// <param name="Loss">Loss (<c>eval_losses</c>); null when no epoch has it.</param>
/// <param name="Time">Seconds for one pass (<c>eval_times</c>); null when no epoch has it.</param>
public sealed record EvaluationCurves(string Set, Curve? Top1, Curve? Loss, Curve? Time);
