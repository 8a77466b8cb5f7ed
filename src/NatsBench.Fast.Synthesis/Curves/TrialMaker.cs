using System.Globalization;
using NatsBench.Fast.Records;
using NatsBench.Fast.Schema;
using NatsBench.Fast.Synthesis.Measures;
using NatsBench.Fast.Synthesis.Noise;

namespace NatsBench.Fast.Synthesis.Curves;

/// <summary>Makes the curves of one trial from its plan.</summary>
internal sealed class TrialMaker
{
    // The streams of a trial's noise; an evaluation set adds its place to the last.
    private const int TrainStream = 0, ProgressStream = 1, DipStream = 2, TopFiveStream = 3, EvaluationStream = 4;

    // How far accuracy swings from epoch to epoch at the full learning rate, as a share of progress.
    private const double UsualLag = 0.03, Swing = 0.12, Dip = 0.25, DipChance = 0.08, Flicker = 0.003;

    // How far a loss strays from what its accuracy says, as a share: little, but for evaluations at a high learning rate; a lone batch strays more.
    private const double LossSpread = 0.002, RestlessLossSpread = 0.02, BatchSpread = 0.08;

    private readonly TrialPlan _plan;
    private readonly CurveShape _shape;
    private readonly CrossEntropy _crossEntropy;
    private readonly double _depth;
    private readonly double _overfit;
    private readonly int _last;

    private TrialMaker(TrialPlan plan)
    {
        _plan = plan;
        _shape = CurveShape.Of(plan.Setting, plan.Set);
        _crossEntropy = new CrossEntropy(plan.Set);
        _last = plan.Setting.Epochs - 1;
        if (plan.Finals is null)
            return;
        double final = plan.Finals[0];
        // Weak networks gain most when the learning rate falls.
        _depth = Math.Clamp(0.08 + 0.5 * (1 - final / 100), 0, 0.5);
        _overfit = Overfit.Of(plan.Setting, plan.Set, plan.Cost.Network.ParametersInMillions, final);
    }

    /// <summary>Makes a trial.</summary>
    /// <param name="plan">What decides it.</param>
    /// <param name="flops">Multiply-adds as the record states them, millions.</param>
    /// <param name="parameters">Parameters as the record states them, millions.</param>
    public static TrialRecord Make(TrialPlan plan, double flops, double parameters) => new TrialMaker(plan).Make(flops, parameters);

    private TrialRecord Make(double flops, double parameters)
    {
        (Curve topOne, Curve? topFive, Curve? loss) = Train();
        return new TrialRecord
        {
            Name = _plan.Set.Name,
            SeedText = _plan.Seed.ToString("D4", CultureInfo.InvariantCulture),
            Epochs = _plan.Setting.Epochs,
            Flops = flops,
            Params = parameters,
            Latency = [_plan.Cost.Latency],
            Config = _plan.Config,
            TrainTop1 = topOne,
            TrainTop5 = topFive,
            TrainLoss = loss,
            TrainTime = _plan.Cost.EveryEpoch(_plan.Cost.TrainSeconds, _plan.Setting.Epochs),
            EvaluationSets = _plan.Set.EvaluationNames(_plan.Setting),
            Evaluations = Evaluate(),
        };
    }

    private (Curve TopOne, Curve? TopFive, Curve? Loss) Train()
    {
        ImageSet images = _plan.Set.Train;
        NoiseKey noise = _plan.Noise.With(TrainStream);
        NoiseKey topFiveNoise = _plan.Noise.With(TopFiveStream);
        double chance = _plan.Set.Chance;
        double final = _plan.Finals is { } finals ? finals[0] + _overfit * (100 - finals[0]) : chance;
        int first = FirstEpoch(images);
        double[] topOne = new double[_last + 1 - first], loss = new double[_last + 1 - first];
        double[]? topFive = _plan.Setting.KeepsTop5 ? Holds(images, CurveColumnKind.Top5) ? new double[_last + 1] : [] : null;
        for (int epoch = first; epoch <= _last; epoch++)
        {
            double wobble = noise.Normal(3 * epoch);
            double accuracy = chance + (final - chance) * Progress(epoch) * (1 + 0.004 * _shape.Rate[epoch] * wobble);
            Count count = Draw(images, accuracy + 0.06 * wobble, noise, 3 * epoch + 1);
            topOne[epoch - first] = count.Accuracy(images);
            loss[epoch - first] = Loss(images, accuracy, overfit: 0, LossSpread, noise.Normal(3 * epoch + 2));
            if (topFive is { Length: > 0 })
            {
                double five = _plan.Finals is null ? 5 * chance : TopFive.Of(accuracy, _plan.Set);
                topFive[epoch] = Draw(images, five, topFiveNoise, epoch).AtLeast(count).Accuracy(images);
            }
        }
        // Losses that end early are not losses that were never kept.
        return (new Curve(first, topOne), topFive is null ? null : new Curve(0, topFive), LossCurve(first, loss) ?? new Curve(0, []));
    }

    private EvaluationCurves[] Evaluate()
    {
        IReadOnlyList<ImageSet> sets = _plan.Set.Evaluations;
        string[] names = _plan.Set.EvaluationNames(_plan.Setting);
        int start = sets.Min(FirstEpoch);
        double[] progress = EvaluationProgress(start);
        var counts = new Count[sets.Count][];
        var curves = new EvaluationCurves[sets.Count];
        for (int set = 0; set < sets.Count; set++)
        {
            NoiseKey noise = _plan.Noise.With(EvaluationStream + set);
            // In a ragged setting the first named set alone was measured at every epoch; times are kept for all.
            int first = _plan.Setting.IsRagged && names[0] != sets[set].Name ? _last : FirstEpoch(sets[set]);
            counts[set] = new Count[_last + 1 - start];
            double[] topOne = new double[_last + 1 - first], loss = new double[_last + 1 - first];
            for (int epoch = first; epoch <= _last; epoch++)
            {
                double accuracy = Accuracy(set, progress[epoch - start]);
                Count count = Draw(sets[set], accuracy, noise, 2 * epoch);
                // The third set is the union of the first two, as far as those were measured.
                if (set == 2 && (epoch == _last || !_plan.Setting.IsRagged))
                    count = count.WithTotal(counts[0][epoch - start].Correct + counts[1][epoch - start].Correct, sets[set]);
                counts[set][epoch - start] = count;
                topOne[epoch - first] = count.Accuracy(sets[set]);
                loss[epoch - first] = Loss(
                    sets[set], accuracy, _overfit * (1 - _shape.Rate[epoch]), LossSpread + RestlessLossSpread * _shape.Rate[epoch], noise.Normal(2 * epoch + 1));
            }
            curves[Array.IndexOf(names, sets[set].Name)] = new EvaluationCurves(
                sets[set].Name, new Curve(first, topOne), LossCurve(first, loss), _plan.Cost.EveryEpoch(_plan.Cost.EvaluationSeconds[set], _plan.Setting.Epochs));
        }
        return curves;
    }

    private bool Holds(ImageSet images, CurveColumnKind column) => _plan.Contents.Hold(_plan.Setting.Key, images.Name, column);

    // Of a curve that the file leaves out, the last epoch is still asked for.
    private int FirstEpoch(ImageSet images) => Holds(images, CurveColumnKind.Top1) ? 0 : _last;

    private double Progress(int epoch) => _shape.Rise[epoch] * (1 - _depth * _shape.Rate[epoch]);

    // One network is evaluated on all sets, so they rise and dip together.
    private double[] EvaluationProgress(int first)
    {
        NoiseKey noise = _plan.Noise.With(ProgressStream), dips = _plan.Noise.With(DipStream);
        double[] progress = new double[_last + 1 - first];
        for (int epoch = first; epoch <= _last; epoch++)
        {
            double lag = UsualLag + Swing * Math.Abs(noise.Normal(2 * epoch));
            if (dips.Uniform(epoch) < DipChance)
                lag += Dip;
            double flicker = epoch == _last ? 0 : Flicker * noise.Normal(2 * epoch + 1);
            progress[epoch - first] = Progress(epoch) * (1 - _shape.Rate[epoch] * lag + flicker);
        }
        return progress;
    }

    private double Accuracy(int set, double progress) =>
        _plan.Finals is { } finals ? _plan.Set.Chance + (finals[set] - _plan.Set.Chance) * progress : _plan.Set.Chance;

    // The count nearest to an accuracy; the last batch's share of it scatters as a sample of its size does.
    private static Count Draw(ImageSet images, double accuracy, NoiseKey noise, int number)
    {
        double share = Math.Clamp(accuracy / 100, 0, 1);
        int correct = (int)Math.Floor(share * images.Images + 0.5);
        double spread = Math.Sqrt(images.LastBatch * share * (1 - share));
        int inLast = (int)Math.Floor(share * images.LastBatch + spread * noise.Normal(number) + 0.5);
        int least = Math.Max(0, correct - (images.Images - images.LastBatch));
        return new Count(correct, Math.Clamp(inLast, least, Math.Min(correct, images.LastBatch)));
    }

    private double Loss(ImageSet images, double accuracy, double overfit, double spread, double wobble)
    {
        if (_plan.Finals is null)
        {
            double guessing = _crossEntropy.OfGuessing * (1 + 2e-5 * wobble * wobble);
            return images.Loss(guessing, guessing);
        }
        double mean = _crossEntropy.Of(accuracy, overfit) * (1 + spread * wobble);
        return images.Loss(mean, mean * (1 - BatchSpread * wobble));
    }

    private Curve? LossCurve(int first, double[] loss)
    {
        int kept = Math.Clamp((_plan.LossesEndAt ?? int.MaxValue) - first, 0, loss.Length);
        return kept == 0 ? null : new Curve(first, loss[..kept]);
    }

    private readonly record struct Count(int Correct, int InLast)
    {
        public double Accuracy(ImageSet images) => images.Accuracy(Correct, InLast);

        public Count WithTotal(int correct, ImageSet images) =>
            this with { Correct = Math.Clamp(correct, InLast, images.Images - images.LastBatch + InLast) };

        public Count AtLeast(Count other) => new(Math.Max(Correct, other.Correct), Math.Max(InLast, other.InLast));
    }
}
