using CsCheck;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Tests.Support;

namespace NatsBench.Fast.Search.Tests.Algorithms;

public sealed class RankedObservationsTests
{
    [Fact]
    public void Observations_stand_by_their_losses_and_equals_as_they_came() =>
        Gen.Select(Gen.Int[0, 20], Gen.Byte[0, 7], Gen.Byte[0, 7]).Array[0, 300].Sample(given =>
        {
            RankedObservations observations = new(2);
            foreach ((int loss, byte first, byte second) in given)
                observations.Insert((byte[])[first, second], loss == 20 ? double.PositiveInfinity : loss);
            (int, byte First, byte Second)[] sorted = [.. given.OrderBy(observation => observation.Item1)];
            Assert.Equal(given.Length, observations.Count);
            Assert.Equal(sorted.Select(observation => observation.First), given.Select((_, rank) => observations.Digit(rank, 0)));
            Assert.Equal(sorted.Select(observation => observation.Second), given.Select((_, rank) => observations.Digit(rank, 1)));
        });
}
