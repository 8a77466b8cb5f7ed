using System.Runtime.Intrinsics.X86;
using CsCheck;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Tests.Model;

[Trait("Category", "Kernel")]
public sealed class SplitMix64Tests
{
    // The first outputs of the reference implementation for the seed 1234567.
    [Fact]
    public void The_sequence_is_that_of_the_reference()
    {
        SplitMix64 random = new(1_234_567);
        Assert.Equal(
            (ulong[])[6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821],
            (ulong[])[random.NextUInt64(), random.NextUInt64(), random.NextUInt64(), random.NextUInt64(), random.NextUInt64()]);
    }

    [Fact]
    public void Many_at_once_are_the_same_as_one_after_another_in_every_form_that_is_here()
    {
        List<Form> forms = [(ref random, numbers) => random.Fill(numbers), (ref random, numbers) => random.FillScalar(numbers)];
        if (Sse41.IsSupported)
            forms.Add((ref random, numbers) => random.FillScalar(random.FillVector128(numbers)));
        if (Avx2.IsSupported)
            forms.Add((ref random, numbers) => random.FillScalar(random.FillVector256(numbers)));
        if (Avx512DQ.IsSupported)
            forms.Add((ref random, numbers) => random.FillScalar(random.FillVector512(numbers)));
        Gen.Select(Gen.ULong, Gen.Int[0, 70], Gen.Int[0, forms.Count - 1]).Sample((seed, count, form) =>
        {
            SplitMix64 one = new(seed), many = new(seed);
            uint[] numbers = new uint[count];
            forms[form](ref many, numbers);
            foreach (uint number in numbers)
                Assert.Equal(one.NextUInt32(), number);
            Assert.Equal(one.NextUInt64(), many.NextUInt64());
        });
    }

    [Fact]
    public void Many_of_64_bits_at_once_and_what_is_left_out_are_the_same_as_one_after_another() =>
        Gen.Select(Gen.ULong, Gen.Int[0, 40], Gen.Int[0, 40]).Sample((seed, skipped, count) =>
        {
            SplitMix64 one = new(seed), many = new(seed);
            for (int i = 0; i < skipped; i++)
                one.NextUInt64();
            many.Skip(skipped);
            ulong[] numbers = new ulong[count];
            many.Fill(numbers);
            foreach (ulong number in numbers)
                Assert.Equal(one.NextUInt64(), number);
            Assert.Equal(one.NextUInt64(), many.NextUInt64());
        });

    [Fact]
    public void Many_places_at_once_are_the_same_as_one_after_another() => Gen.Select(Gen.ULong, Gen.UInt.Array[0, 40]).Sample((seed, places) =>
    {
        uint[] numbers = new uint[places.Length];
        SplitMix64.Fill(seed, places, numbers);
        for (int i = 0; i < places.Length; i++)
            Assert.Equal((uint)(SplitMix64.At(seed, places[i]) >> 32), numbers[i]);
    });

    [Fact]
    public void Places_of_as_many_sequences_are_the_same_as_one_after_another() => Gen.Select(Gen.ULong, Gen.UInt.Array[0, 40]).Sample((seed, places) =>
    {
        SplitMix64 random = new(seed);
        ulong[] seeds = new ulong[places.Length];
        random.Fill(seeds);
        uint[] numbers = new uint[places.Length];
        SplitMix64.Fill(seeds, places, numbers);
        for (int i = 0; i < places.Length; i++)
            Assert.Equal((uint)(SplitMix64.At(seeds[i], places[i]) >> 32), numbers[i]);
    });

    [Fact]
    public void Many_indices_below_bounds_of_their_own_are_the_same_as_one_after_another() =>
        Gen.Select(Gen.ULong, Gen.Int[1, int.MaxValue].Array[0, 40]).Sample((seed, bounds) =>
        {
            SplitMix64 one = new(seed), many = new(seed);
            uint[] indices = new uint[bounds.Length];
            many.FillIndices([.. bounds.Select(bound => (uint)bound)], indices);
            Assert.Equal([.. bounds.Select(bound => (uint)one.NextIndex(bound))], indices);
            Assert.Equal(one.NextUInt64(), many.NextUInt64());
        });

    [Fact]
    public void Many_indices_at_once_are_the_same_as_one_after_another() =>
        Gen.Select(Gen.ULong, Gen.Int[1, int.MaxValue], Gen.Int[0, 40]).Sample((seed, bound, count) =>
        {
            SplitMix64 one = new(seed), many = new(seed);
            int[] indices = new int[count];
            many.FillIndices(bound, indices);
            foreach (int index in indices)
                Assert.Equal(one.NextIndex(bound), index);
            Assert.Equal(one.NextUInt64(), many.NextUInt64());
        });

    [Fact]
    public unsafe void Of_many_states_at_once_each_gives_what_it_gives_by_itself() => Gen.ULong.Array[0, 40].Sample(states =>
    {
        AlignedArray<ulong> own = new(48);
        AlignedArray<uint> numbers = new(48);
        states.CopyTo(own.Span);
        SplitMix64.FillOf(own.First, numbers.First, states.Length);
        for (int i = 0; i < states.Length; i++)
            Assert.Equal((uint)(SplitMix64.At(states[i] - SplitMix64.Step, 0) >> 32), numbers.At(i));
    });

    [Fact]
    public unsafe void Below_bounds_that_fall_many_at_once_are_the_same_as_one_after_another() =>
        Gen.Select(Gen.ULong, Gen.UInt[0, 40], Gen.UInt[0, 1000]).Sample((seed, bound, offset) =>
        {
            SplitMix64 one = new(seed), many = new(seed);
            AlignedArray<uint> numbers = new(48);
            many.FillFalling(bound, offset, numbers.First + 1);
            for (uint i = 0; i < bound; i++)
                Assert.Equal(offset + (uint)one.NextIndex((int)(bound - i)), numbers.At((int)i + 1));
            Assert.Equal(one.NextUInt64(), many.NextUInt64());
        });

    [Fact]
    public unsafe void Eight_at_once_are_the_same_as_one_after_another() =>
        Gen.Select(Gen.ULong, Gen.ULong, Gen.UInt[1, 1 << 16], Gen.UInt[1, 1 << 14]).Sample((seed, other, bound, choices) =>
        {
            SplitMix64 one = new(seed), many = new(seed);
            AlignedArray<ulong> numbers = new(SplitMix64.Eight);
            many.NextEight(bound, numbers.First);
            ulong[] places = [.. numbers.Span];
            foreach (ulong place in places)
                Assert.Equal((ulong)one.NextIndex((int)bound), place);
            Assert.Equal(one.NextUInt64(), many.NextUInt64());
            SplitMix64.ChooseEight(other, choices, numbers.First);
            for (int i = 0; i < places.Length; i++)
                Assert.Equal(
                    places[i] | ((2 * ((places[i] * choices) + (((SplitMix64.At(other, places[i]) >> 32) * choices) >> 32))) << 32), numbers.At(i));
        });

    private delegate void Form(ref SplitMix64 random, Span<uint> numbers);

    [Fact]
    public void An_index_is_below_its_bound_and_every_one_comes() => Gen.Select(Gen.ULong, Gen.Int[1, 9]).Sample((seed, bound) =>
    {
        SplitMix64 random = new(seed);
        int[] counts = new int[bound];
        for (int i = 0; i < 1000; i++)
            counts[random.NextIndex(bound)]++;
        Assert.DoesNotContain(0, counts);
    });
}
