using NatsBench.Fast.Model;

namespace NatsBench.Fast.OneShot.Published;

/// <summary>What the paper reports of one weight-sharing algorithm: the accuracies of the architectures found on each dataset, after the full training.</summary>
/// <param name="Algorithm">Its name here.</param>
/// <param name="Title">Its name in the paper.</param>
/// <param name="Space">The space that it searches.</param>
/// <param name="Datasets">The figures by dataset.</param>
/// <param name="Note">What else is known of the row, with its source.</param>
public sealed record PublishedRow(string Algorithm, string Title, SearchSpace Space, IReadOnlyDictionary<Dataset, PublishedPair> Datasets, string Note);

/// <summary>Validation and test accuracy on one dataset.</summary>
/// <param name="Valid">Validation.</param>
/// <param name="Test">Test.</param>
/// <param name="Finals">The indices of the three final architectures that the authors list; empty where they list none.</param>
public sealed record PublishedPair(PublishedFigure Valid, PublishedFigure Test, IReadOnlyList<int> Finals);
