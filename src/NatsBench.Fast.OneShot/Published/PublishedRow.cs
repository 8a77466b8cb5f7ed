using NatsBench.Fast.Model;
using NatsBench.Fast.OneShot.Training;

namespace NatsBench.Fast.OneShot.Published;

/// <summary>What the paper reports of one weight-sharing algorithm: the accuracies of the architectures found on each dataset, after the full training.</summary>
/// <param name="Algorithm">The algorithm.</param>
/// <param name="Datasets">The figures by dataset.</param>
/// <param name="Note">What else is known of the row, with its source.</param>
public sealed record PublishedRow(OneShotAlgorithm Algorithm, IReadOnlyDictionary<Dataset, PublishedPair> Datasets, string Note);

/// <summary>Validation and test accuracy on one dataset.</summary>
/// <param name="Valid">Validation.</param>
/// <param name="Test">Test.</param>
/// <param name="Finals">The indices of the three final architectures that the authors list; empty where they list none.</param>
public sealed record PublishedPair(PublishedFigure Valid, PublishedFigure Test, IReadOnlyList<int> Finals);
