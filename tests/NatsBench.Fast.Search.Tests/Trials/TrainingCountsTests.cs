using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Trials;

namespace NatsBench.Fast.Search.Tests.Trials;

/// <summary>How often each architecture was trained, beyond what an entry counts and from trial to trial.</summary>
public sealed class TrainingCountsTests
{
    [Theory]
    [InlineData(TrainingCounts.MostCounted)]
    [InlineData(TrainingCounts.MostOfLong)]
    public void Each_trial_counts_from_the_beginning(int most)
    {
        const int Architectures = 3;
        TrainingCounts counts = new(Architectures, most);
        SplitMix64 random = new(1);
        for (int trial = 0; trial < 50; trial++)
        {
            counts.Begin();
            int[] expected = new int[Architectures];
            for (int left = random.NextIndex(2000); left > 0; left--)
            {
                int architecture = random.NextIndex(Architectures);
                Assert.Equal(expected[architecture]++, counts.Next(architecture));
            }
        }
    }
}
