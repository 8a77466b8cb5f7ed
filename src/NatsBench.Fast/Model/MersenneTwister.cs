namespace NatsBench.Fast.Model;

/// <summary>MT19937 (Matsumoto and Nishimura): words of 32 bits, as Python and PyTorch draw them.</summary>
internal sealed class MersenneTwister
{
    private const int Size = 624;
    private const int Shift = 397;

    private readonly uint[] _state = new uint[Size];
    private int _next = Size;

    private MersenneTwister(uint seed)
    {
        _state[0] = seed;
        for (int i = 1; i < Size; i++)
            _state[i] = 1_812_433_253 * Mixed(i - 1) + (uint)i;
    }

    /// <summary>The reference's <c>init_genrand</c>, which seeds PyTorch's generator.</summary>
    public static MersenneTwister OfNumber(uint seed) => new(seed);

    /// <summary>The reference's <c>init_by_array</c> with one number, which seeds Python's <c>random</c> where the seed has 32 bits.</summary>
    public static MersenneTwister OfKey(uint key)
    {
        MersenneTwister twister = new(19_650_218);
        twister.Mix(key);
        return twister;
    }

    /// <summary>The next word.</summary>
    public uint NextUInt32()
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
        uint[] state = _state;
        for (int i = 0; i < Size - Shift; i++)
            state[i] = state[i + Shift] ^ Twist(state[i], state[i + 1]);
        for (int i = Size - Shift; i < Size - 1; i++)
            state[i] = state[i + Shift - Size] ^ Twist(state[i], state[i + 1]);
        state[Size - 1] = state[Shift - 1] ^ Twist(state[Size - 1], state[0]);
        _next = 0;
    }

    private static uint Twist(uint high, uint low)
    {
        uint y = (high & 0x8000_0000) | (low & 0x7fff_ffff);
        return (y >> 1) ^ ((y & 1) * 0x9908_b0df);
    }

    // The index into the key is always 0.
    private void Mix(uint key)
    {
        int position = 1;
        for (int k = 0; k < Size; k++)
        {
            _state[position] = (_state[position] ^ (Mixed(position - 1) * 1_664_525)) + key;
            Advance(ref position);
        }
        for (int k = 0; k < Size - 1; k++)
        {
            _state[position] = (_state[position] ^ (Mixed(position - 1) * 1_566_083_941)) - (uint)position;
            Advance(ref position);
        }
        _state[0] = 0x8000_0000;
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
