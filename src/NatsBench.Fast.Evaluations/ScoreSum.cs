namespace NatsBench.Fast.Evaluations;

/// <summary>Adds up images one after the other, so that sums do not depend on batches.</summary>
internal sealed class ScoreSum
{
    private const int TopCount = 5;

    private int _images;
    private int _top1;
    private int _top5;
    private double _loss;

    /// <summary>What was added.</summary>
    public SetScore Score => new(_images, _top1, _top5, _images == 0 ? 0 : _loss / _images);

    /// <summary>Adds images.</summary>
    /// <param name="logits">Their logits, a row each.</param>
    /// <param name="labels">Their classes.</param>
    /// <param name="name">What messages call the network.</param>
    /// <exception cref="NatsBenchException">A logit is not finite.</exception>
    public void Add(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, string name)
    {
        int classes = logits.Length / labels.Length;
        for (int i = 0; i < labels.Length; i++)
            Add(logits.Slice(i * classes, classes), labels[i], name);
    }

    private void Add(ReadOnlySpan<float> logits, int label, string name)
    {
        // Of equal logits the lower class comes first; PyTorch's topk promises no order.
        int rank = 0;
        float largest = float.NegativeInfinity;
        for (int i = 0; i < logits.Length; i++)
        {
            if (!float.IsFinite(logits[i]))
                throw new NatsBenchException($"{name}: the logit of class {i} for image {_images} is {logits[i]}; the weights, or the images, are not those of a training");
            largest = float.Max(largest, logits[i]);
            if (logits[i] > logits[label] || logits[i] == logits[label] && i < label)
                rank++;
        }
        double sum = 0;
        for (int i = 0; i < logits.Length; i++)
            sum += Math.Exp((double)logits[i] - largest);
        _loss += Math.Log(sum) + largest - logits[label];
        _top1 += rank == 0 ? 1 : 0;
        _top5 += rank < TopCount ? 1 : 0;
        _images++;
    }
}
