using System.Text.Json;
using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Tests.Support;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Search.Tests.Algorithms;

/// <summary>The pieces of BOHB and REINFORCE against the libraries that the original scripts use; golden/libraries.py asked those.</summary>
public sealed class LibraryAnswersTests
{
    private static readonly Lazy<JsonElement> Answers = new(() => GoldenJson.Parse(File.ReadAllText(
        Path.Combine(SharedData.RepositoryRoot, "tests", "NatsBench.Fast.Search.Tests", "golden", "libraries.json"))));

    [Fact]
    public void Bandwidths_and_densities_are_those_of_statsmodels_infinities_and_NaN_included()
    {
        int infinite = 0, nan = 0;
        foreach (JsonElement answer in Answers.Value.GetProperty("densities").EnumerateArray())
        {
            byte[][] data = [.. answer.GetProperty("data").EnumerateArray().Select(Digits)];
            RankedObservations observations = new(data[0].Length);
            for (int i = 0; i < data.Length; i++)
                observations.Insert(data[i], i);
            CategoricalDensity density = new(answer.GetProperty("choices").GetInt32(), answer.GetProperty("least").GetDouble(), isSound: false);
            density.Fit(observations, 0, data.Length);
            foreach ((int position, JsonElement bandwidth) in answer.GetProperty("bandwidths").EnumerateArray().Index())
                Assert.Equal(bandwidth.GetDouble(), density.Bandwidth(position), 1e-13);
            foreach ((JsonElement asked, JsonElement answered) in answer.GetProperty("asked").EnumerateArray().Zip(answer.GetProperty("densities").EnumerateArray()))
            {
                double expected = Number(answered), actual = density.At(Digits(asked));
                if (double.IsFinite(expected))
                    Assert.Equal(expected, actual, 1e-12 * Math.Max(1e-6, Math.Abs(expected)));
                else
                    Assert.Equal(expected, actual);
                infinite += double.IsInfinity(expected) ? 1 : 0;
                nan += double.IsNaN(expected) ? 1 : 0;
            }
        }
        Assert.True(infinite > 10 && nan > 10, $"{infinite} infinite, {nan} NaN");
    }

    [Fact]
    public void Updates_are_those_of_PyTorch()
    {
        foreach (JsonElement answer in Answers.Value.GetProperty("updates").EnumerateArray())
        {
            int choices = answer.GetProperty("choices").GetInt32();
            float[] initial = Logits(answer.GetProperty("initial"));
            SplitMix64 random = new(0);
            SoftmaxPolicy policy = Support.Digits.Policy(initial.Length / choices, choices, ref random);
            policy.SetLogits(initial);
            (double rewards, double weights) = (0, 0);
            foreach (JsonElement step in answer.GetProperty("steps").EnumerateArray())
            {
                double reward = step.GetProperty("reward").GetDouble();
                (rewards, weights) = (0.9 * rewards + (1 - 0.9) * reward, 0.9 * weights + (1 - 0.9));
                policy.Reinforce(Digits(step.GetProperty("digits")), (float)(reward - rewards / weights));
                foreach ((int i, float logit) in Logits(step.GetProperty("logits")).Index())
                    Assert.Equal(logit, policy.Logits(i / choices)[i % choices], 1e-7f);
            }
        }
    }

    private static byte[] Digits(JsonElement text) => [.. text.GetString()!.Select(digit => (byte)(digit - '0'))];

    private static float[] Logits(JsonElement numbers) => [.. numbers.EnumerateArray().Select(number => number.GetSingle())];

    private static double Number(JsonElement number) => number.ValueKind == JsonValueKind.Number ? number.GetDouble() : number.GetString() switch
    {
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        _ => double.NaN,
    };
}
