namespace NatsBench.Fast.Search.Algorithms;

/// <summary>
/// An algorithm that takes several steps in one go, the same as one by one, where one training follows another and nobody asks for log
/// points.
/// </summary>
internal interface IBlockwiseAlgorithm : ISearchAlgorithm
{
    /// <summary>Takes the next steps, at least one: proposes, trains, observes and concludes. What is concluded beyond the budget does not count.</summary>
    /// <typeparam name="TBlock">The block's own type.</typeparam>
    /// <param name="block">Where it trains and concludes.</param>
    void Advance<TBlock>(ref TBlock block)
        where TBlock : struct, ITrainingBlock, allows ref struct;
}
