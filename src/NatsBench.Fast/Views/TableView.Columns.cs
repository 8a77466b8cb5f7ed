using NatsBench.Fast.Model;
using NatsBench.Fast.Queries;

namespace NatsBench.Fast.Views;

/// <remarks>
/// <para>Columns hold one double for each architecture, in the order of the space, NaN where the record is absent or the official library
/// refuses (<see cref="SelectedRuns.Metrics"/> says why): each cell is the answer of <c>get_metrics</c>, to the last bit. As there, every seed
/// of a record must have the set at the epoch, even where one seed is asked for.</para>
/// <para>A column is made when it is first asked for, in half a millisecond after the last epoch and 5 to 50 ms after an earlier one, and kept
/// while the benchmark is open: 8 bytes an architecture. Asked for again it is a look-up that allocates nothing.</para>
/// </remarks>
public sealed partial class TableView
{
    /// <summary>Top-1 accuracy on a set after an epoch, percent, 0 to 100: the mean over seeds, or that of one seed.</summary>
    /// <param name="set">The set; <c>train</c> is the training set.</param>
    /// <param name="epoch">0-based; null is each run's last.</param>
    /// <param name="seed">A stored seed, such as 777; an architecture that was not trained with it is NaN. Null is the mean over all.</param>
    /// <exception cref="RefusedException">No record has such a number; the message names the sets, epochs and seeds that there are.</exception>
    public ReadOnlySpan<double> Accuracy(EvaluationSet set, int? epoch = null, long? seed = null) =>
        _columns[ColumnQuestion.Of(Measure.Accuracy, set, epoch, seed)];

    /// <summary>Cross-entropy loss on a set after an epoch, 0 or more: the mean over seeds, or that of one seed.</summary>
    /// <param name="set">The set; <c>train</c> is the training set.</param>
    /// <param name="epoch">0-based; null is each run's last.</param>
    /// <param name="seed">A stored seed, such as 777; an architecture that was not trained with it is NaN. Null is the mean over all.</param>
    /// <exception cref="RefusedException">No record has such a number; the message names the sets, epochs and seeds that there are.</exception>
    public ReadOnlySpan<double> Loss(EvaluationSet set, int? epoch = null, long? seed = null) =>
        _columns[ColumnQuestion.Of(Measure.Loss, set, epoch, seed)];

    /// <summary>
    /// Seconds that all epochs up to and including one took on a set (the official <c>all_time</c>): of training on <c>train</c>, else of
    /// evaluation; the mean over seeds, or that of one seed.
    /// </summary>
    /// <param name="set">The set; <c>train</c> is the training set.</param>
    /// <param name="epoch">0-based; null is each run's last.</param>
    /// <param name="seed">A stored seed, such as 777; an architecture that was not trained with it is NaN. Null is the mean over all.</param>
    /// <exception cref="RefusedException">No record has such a number; the message names the sets, epochs and seeds that there are.</exception>
    public ReadOnlySpan<double> Seconds(EvaluationSet set, int? epoch = null, long? seed = null) =>
        _columns[ColumnQuestion.Of(Measure.Seconds, set, epoch, seed)];

    /// <summary>
    /// The population standard deviation of <see cref="Accuracy"/> over the stored seeds (<c>numpy.std</c>), percent; 0 where there is one
    /// seed, NaN where the mean is refused.
    /// </summary>
    /// <param name="set">The set; <c>train</c> is the training set.</param>
    /// <param name="epoch">0-based; null is each run's last.</param>
    /// <exception cref="RefusedException">No record has such a number; the message names the sets and epochs that there are.</exception>
    public ReadOnlySpan<double> AccuracyDeviation(EvaluationSet set, int? epoch = null) =>
        _columns[ColumnQuestion.OfDeviation(Measure.Accuracy, set, epoch)];

    /// <summary>
    /// The population standard deviation of <see cref="Loss"/> over the stored seeds (<c>numpy.std</c>); 0 where there is one seed, NaN where
    /// the mean is refused.
    /// </summary>
    /// <param name="set">The set; <c>train</c> is the training set.</param>
    /// <param name="epoch">0-based; null is each run's last.</param>
    /// <exception cref="RefusedException">No record has such a number; the message names the sets and epochs that there are.</exception>
    public ReadOnlySpan<double> LossDeviation(EvaluationSet set, int? epoch = null) =>
        _columns[ColumnQuestion.OfDeviation(Measure.Loss, set, epoch)];
}
