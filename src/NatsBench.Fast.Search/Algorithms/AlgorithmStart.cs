namespace NatsBench.Fast.Search.Algorithms;

/// <summary>Learns an algorithm's own type, so that a loop can be compiled for it.</summary>
/// <typeparam name="TResult">What comes of it.</typeparam>
internal interface IAlgorithmVisitor<out TResult>
{
    /// <summary>Takes the algorithm.</summary>
    /// <typeparam name="TAlgorithm">Its own type; <see cref="ISearchAlgorithm"/> where it was not said.</typeparam>
    /// <param name="begin">Begins a trial.</param>
    TResult Visit<TAlgorithm>(Func<SearchContext, HyperParameters, TAlgorithm> begin)
        where TAlgorithm : ISearchAlgorithm;

    /// <summary>Takes an algorithm that takes several steps in one go.</summary>
    /// <typeparam name="TAlgorithm">Its own type.</typeparam>
    /// <param name="begin">Begins a trial.</param>
    TResult VisitBlockwise<TAlgorithm>(Func<SearchContext, HyperParameters, TAlgorithm> begin)
        where TAlgorithm : struct, IBlockwiseAlgorithm;
}

/// <summary>How a trial of an algorithm that is a struct begins: its type travels in the target of <see cref="AlgorithmDefinition.Begin"/>.</summary>
internal abstract class AlgorithmStart
{
    /// <summary>Makes a <see cref="AlgorithmDefinition.Begin"/> that knows the algorithm's type.</summary>
    /// <typeparam name="TAlgorithm">The type.</typeparam>
    /// <param name="begin">Begins a trial.</param>
    public static Func<SearchContext, HyperParameters, ISearchAlgorithm> Of<TAlgorithm>(Func<SearchContext, HyperParameters, TAlgorithm> begin)
        where TAlgorithm : struct, ISearchAlgorithm => new Typed<TAlgorithm>(begin).Begin;

    /// <summary>The same of an algorithm that takes several steps in one go.</summary>
    /// <typeparam name="TAlgorithm">The type.</typeparam>
    /// <param name="begin">Begins a trial.</param>
    public static Func<SearchContext, HyperParameters, ISearchAlgorithm> OfBlockwise<TAlgorithm>(Func<SearchContext, HyperParameters, TAlgorithm> begin)
        where TAlgorithm : struct, IBlockwiseAlgorithm => new Blockwise<TAlgorithm>(begin).Begin;

    /// <summary>Shows a visitor the type behind a <see cref="AlgorithmDefinition.Begin"/>.</summary>
    public static TResult Accept<TResult>(Func<SearchContext, HyperParameters, ISearchAlgorithm> begin, IAlgorithmVisitor<TResult> visitor) =>
        begin.Target is AlgorithmStart start ? start.Accept(visitor) : visitor.Visit(begin);

    protected abstract TResult Accept<TResult>(IAlgorithmVisitor<TResult> visitor);

    private class Typed<TAlgorithm>(Func<SearchContext, HyperParameters, TAlgorithm> begin) : AlgorithmStart
        where TAlgorithm : struct, ISearchAlgorithm
    {
        protected Func<SearchContext, HyperParameters, TAlgorithm> Start { get; } = begin;

        public ISearchAlgorithm Begin(SearchContext search, HyperParameters parameters) => Start(search, parameters);

        protected override TResult Accept<TResult>(IAlgorithmVisitor<TResult> visitor) => visitor.Visit(Start);
    }

    private sealed class Blockwise<TAlgorithm>(Func<SearchContext, HyperParameters, TAlgorithm> begin) : Typed<TAlgorithm>(begin)
        where TAlgorithm : struct, IBlockwiseAlgorithm
    {
        protected override TResult Accept<TResult>(IAlgorithmVisitor<TResult> visitor) => visitor.VisitBlockwise(Start);
    }
}
