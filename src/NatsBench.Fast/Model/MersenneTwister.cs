namespace NatsBench.Fast.Model;

/// <summary>MT19937 (Matsumoto and Nishimura), seeded and drawn from as Python's <c>random</c> does with a seed of 32 bits.</summary>
internal sealed class MersenneTwister
{
    private const int Size = 624;
    private const int Shift = 397;

    private readonly uint[] _state = new uint[Size];
    private int _next = Size;

    public MersenneTwister(uint seed)
    {
        _state[0] = 19_650_218;
        for (int i = 1; i < Size; i++)
            _state[i] = 1_812_433_253 * Mixed(i - 1) + (uint)i;

        // The reference's init_by_array with the key [seed], whose index into the key is always 0.
        int position = 1;
        for (int k = 0; k < Size; k++)
        {
            _state[position] = (_state[position] ^ (Mixed(position - 1) * 1_664_525)) + seed;
            Advance(ref position);
        }
        for (int k = 0; k < Size - 1; k++)
        {
            _state[position] = (_state[position] ^ (Mixed(position - 1) * 1_566_083_941)) - (uint)position;
            Advance(ref position);
        }
        _state[0] = 0x8000_0000;
    }

    /// <summary>Shuffles as <c>random.shuffle</c>.</summary>
    public void Shuffle(Span<int> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = NextBelow(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    // Python draws just enough bits and tries again, instead of scaling.
    private int NextBelow(int bound)
    {
        int unusedBits = int.LeadingZeroCount(bound);
        uint drawn;
        do
            drawn = NextUInt32() >> unusedBits;
        while (drawn >= bound);
        return (int)drawn;
    }

    private uint NextUInt32()
    {
        if (_next == Size)
            Refill();
        uint y = _state[_next++];
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c_5680;
        y ^= (y << 15) & 0xefc6_0000;
        return y ^ (y >> 18);
    }

    private void Refill()
    {
        for (int i = 0; i < Size; i++)
        {
            uint y = (_state[i] & 0x8000_0000) | (_state[(i + 1) % Size] & 0x7fff_ffff);
            _state[i] = _state[(i + Shift) % Size] ^ (y >> 1) ^ ((y & 1) * 0x9908_b0df);
        }
        _next = 0;
    }

    private uint Mixed(int i) => _state[i] ^ (_state[i] >> 30);

    private void Advance(ref int position)
    {
        if (++position < Size)
            return;
        _state[0] = _state[Size - 1];
        position = 1;
    }
}
