using System.Runtime.CompilerServices;

namespace NatsBench.Fast.Views;

/// <summary>The run that a draw points at, among all runs of a <see cref="SimulationView"/>: within bounds, for the product is below the count.</summary>
internal unsafe interface IChosenRun
{
    /// <summary>Its number.</summary>
    /// <param name="firstRuns">As <see cref="SimulationView.FirstRuns"/>.</param>
    /// <param name="runsOfEach">As <see cref="SimulationView.RunsOfEach"/>.</param>
    /// <param name="architecture">Of the space.</param>
    /// <param name="draw">Any number.</param>
    static abstract nuint Of(int* firstRuns, uint runsOfEach, uint architecture, uint draw);
}

/// <summary>Where each architecture's begin is listed; there is one first run more than architectures.</summary>
internal readonly struct ListedRuns : IChosenRun
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe nuint Of(int* firstRuns, uint runsOfEach, uint architecture, uint draw) => SimulationView.ChosenRun(firstRuns, architecture, draw);
}

/// <summary>All have as many: one cache line answers.</summary>
internal readonly struct EqualRuns : IChosenRun
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe nuint Of(int* firstRuns, uint runsOfEach, uint architecture, uint draw) =>
        (nuint)((ulong)architecture * runsOfEach + (((ulong)draw * runsOfEach) >> 32));
}
