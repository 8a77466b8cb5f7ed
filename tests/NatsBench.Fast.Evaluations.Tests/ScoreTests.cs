using CsCheck;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Weights;

namespace NatsBench.Fast.Evaluations.Tests;

/// <summary>Accuracies and losses of logits against their definitions.</summary>
public sealed class ScoreTests
{
    [Fact]
    public void Scores_are_those_of_sorted_logits()
    {
        // Few values, so that many logits are equal.
        Gen<(int Classes, float[] Logits, int[] Labels)> cases =
            from classes in Gen.Int[1, 12]
            from images in Gen.Int[1, 20]
            from logits in Gen.Int[-8, 8].Select(number => number / 2f).Array[classes * images]
            from labels in Gen.Int[0, classes - 1].Array[images]
            select (classes, logits, labels);
        cases.Sample(one =>
        {
            ScoreSum sum = new();
            sum.Add(one.Logits, one.Labels, "network");
            int top1 = 0, top5 = 0;
            double loss = 0;
            foreach ((float[] row, int label) in one.Logits.Chunk(one.Classes).Zip(one.Labels))
            {
                // A stable sort: of equal ones the lower class first.
                int place = Array.IndexOf([.. Enumerable.Range(0, row.Length).OrderByDescending(i => row[i])], label);
                (top1, top5) = (top1 + (place == 0 ? 1 : 0), top5 + (place < 5 ? 1 : 0));
                loss -= Math.Log(Math.Exp(row[label]) / row.Sum(x => Math.Exp(x)));
            }
            Assert.Equal((one.Labels.Length, top1, top5), (sum.Score.Images, sum.Score.Top1, sum.Score.Top5));
            Assert.Equal(loss / one.Labels.Length, sum.Score.Loss, 1e-12);
        });
    }

    [Fact]
    public void Images_are_added_one_by_one_whatever_the_batch()
    {
        Random random = new(3);
        float[] logits = [.. Enumerable.Range(0, 10 * 100).Select(_ => (float)random.NextDouble() * 8)];
        int[] labels = [.. Enumerable.Range(0, 100).Select(_ => random.Next(10))];
        ScoreSum whole = new(), parts = new();
        whole.Add(logits, labels, "network");
        for (int i = 0; i < 100; i += 7)
            parts.Add(logits.AsSpan(10 * i, 10 * Math.Min(7, 100 - i)), labels.AsSpan(i, Math.Min(7, 100 - i)), "network");
        Assert.Equal(whole.Score, parts.Score);
    }

    [Fact]
    public void Large_logits_have_a_loss()
    {
        ScoreSum sum = new();
        sum.Add([1e30f, -1e30f], [1], "network");
        Assert.Equal(2 * (double)1e30f, sum.Score.Loss);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_logit_that_is_not_finite_is_refused(float odd)
    {
        ScoreSum sum = new();
        sum.Add([1, 2], [1], "network");
        Assert.Equal(
            $"network: the logit of class 1 for image 1 is {odd}; the weights, or the images, are not those of a training",
            Assert.Throws<NatsBenchException>(() => sum.Add([0, odd], [0], "network")).Message);
    }

    [Theory]
    [InlineData(10_000, 8_012, 80.11, 1)]
    [InlineData(10_000, 8_000, 80.11, -11)]
    // Another number of images than the table's.
    [InlineData(9_999, 8_012, 80.11, null)]
    [InlineData(10_000, 8_012, null, null)]
    public void The_difference_is_in_images(int images, int right, double? percent, int? difference)
    {
        TrainingKey training = new(11, TrainingSetting.Epochs12, Dataset.Cifar10, 777);
        TrainingEvaluation evaluation = new(
            training, "8:8:8:16:32", EvaluationSet.OriTest, new SetScore(images, right, right, 0.5), new TableScore(percent, 0.5), "cpu");
        Assert.Equal(difference, evaluation.Difference);
    }

    [Fact]
    public void Percents_in_single_precision_are_whole_images()
    {
        TrainingKey training = new(284, TrainingSetting.Epochs200, Dataset.Cifar10Valid, 777);
        TrainingEvaluation evaluation = new(
            training, "…", EvaluationSet.XValid, new SetScore(25_000, 21_513, 24_000, 0.5), new TableScore(86.05199997802734, null), "cpu");
        Assert.Equal(0, evaluation.Difference);
    }
}
