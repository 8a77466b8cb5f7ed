namespace NatsBench.Fast.Synthesis.Noise;

/// <summary>
/// The name of a random quantity: a root seed followed by parts (architecture, setting, dataset, …), hashed. What a key gives
/// depends on its parts alone, so values need no order and no state, and threads cannot disturb them.
/// </summary>
internal readonly struct NoiseKey
{
    // The increment and the finaliser of SplitMix64.
    private const ulong Increment = 0x9E3779B97F4A7C15;

    // Standard deviation of the sum of four uniform 16-bit integers: sqrt(4 · (65536² - 1) / 12).
    private const double FourSum = 37837.22784627;

    private readonly ulong _state;

    private NoiseKey(ulong state) => _state = state;

    /// <summary>The key of a root seed.</summary>
    public static NoiseKey Root(long seed) => new(Mix((ulong)seed + Increment));

    /// <summary>The key of a part of what this key names.</summary>
    public NoiseKey With(int part) => With((ulong)(uint)part);

    /// <summary>The key of a part named by a text.</summary>
    public NoiseKey With(ReadOnlySpan<char> part)
    {
        // FNV-1a: string.GetHashCode differs from process to process.
        ulong hash = 0xCBF29CE484222325;
        foreach (char c in part)
            hash = (hash ^ c) * 0x100000001B3;
        return With(hash);
    }

    /// <summary>64 random bits, by number.</summary>
    public ulong Bits(int number) => Mix(_state + (ulong)(uint)number * Increment);

    /// <summary>A uniform number in [0, 1), by number.</summary>
    public double Uniform(int number) => (Bits(number) >> 11) * (1.0 / (1UL << 53));

    /// <summary>
    /// A roughly normal number of mean 0 and deviation 1, by number: the sum of four uniforms, never beyond 3.47. One hash,
    /// no library function whose last bit a platform may choose.
    /// </summary>
    public double Normal(int number)
    {
        ulong bits = Bits(number);
        long sum = (long)((bits & 0xFFFF) + ((bits >> 16) & 0xFFFF) + ((bits >> 32) & 0xFFFF) + (bits >> 48));
        return (sum - 2 * 65535) / FourSum;
    }

    private NoiseKey With(ulong part) => new(Mix(_state ^ Mix(part + Increment)));

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
