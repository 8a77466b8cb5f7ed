using NatsBench.Fast.Model;
using NatsBench.Fast.OneShot.Engine;
using NatsBench.Fast.OneShot.Randomness;
using NatsBench.Fast.OneShot.Training;
using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Algorithms;

/// <summary>
/// SETN (Dong and Yang, ICCV 2019): the weights learn with one uniformly drawn cell a step, the architecture with the mixture; the most
/// likely cells are scored.
/// </summary>
internal sealed class Setn(SearchScene scene) : TopologyAlgorithm(scene)
{
    public override Tensor WeightLogits(Tensor images)
    {
        TopologyCell cell = DrawCell(DrawPurpose.Operation);
        Reach([cell]);
        return Net.Path(Scene.TrainWeights(), images, [cell]);
    }

    public override Outcome ArchStep(Batch baseBatch, Batch archBatch)
    {
        Scene.Alpha.ClearGradients();
        Tensor logits = Net.Mix(Scene.TrainArchitecture(), archBatch.Images, TrainedAlpha.softmax(1));
        Tensor loss = SearchScene.Loss(logits, archBatch.Labels);
        BackwardPass.Run(loss);
        ReachAll();
        StepArchitecture();
        return Measured(logits, archBatch.Labels, loss);
    }

    public override Selection Select(CancellationToken cancellation)
    {
        using Tensor logProbabilities = ConstantAlpha.log_softmax(1).cpu();
        double[] sums = Scene.Type == ScalarType.Float64
            ? Sums<double>(logProbabilities.data<double>().ToArray())
            : Sums<float>(logProbabilities.data<float>().ToArray());
        // A stable sort: of equal ones the first in the order of enumeration, which is that of the codes.
        int[] codes = [.. Enumerable.Range(0, sums.Length).OrderByDescending(code => sums[code]).Take(Scene.Settings.Candidates)];
        return Choose([.. codes.Select(TopologyCell.FromCode)], [.. codes.Select(code => sums[code])], cancellation);
    }

    public override Tensor ValidLogits(Tensor images, Selection selection) => Logits(images, selection.Architecture);

    // Summed edge by edge in the precision of the search, which decides ties.
    private static double[] Sums<T>(T[] logProbabilities) where T : System.Numerics.INumber<T>
    {
        double[] sums = new double[TopologyCell.Count];
        for (int code = 0; code < sums.Length; code++)
        {
            TopologyCell cell = TopologyCell.FromCode(code);
            T sum = T.Zero;
            for (int edge = 0; edge < TopologyCell.EdgeCount; edge++)
                sum += logProbabilities[edge * CellOperations.Count + (int)cell[edge]];
            sums[code] = double.CreateChecked(sum);
        }
        return sums;
    }
}
