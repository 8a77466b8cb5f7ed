namespace NatsBench.Fast.Conversion.Pickle;

/// <summary>Hash and equality of dict keys, as in Python: 1, 1.0 and True are one key.</summary>
internal static class PickleKeys
{
    // Unknown to whoever made the file, so no file can make all keys collide.
    private static readonly ulong Seed = (ulong)Random.Shared.NextInt64() | 1;

    /// <summary>Whether a value can be a key: a scalar or a tuple of scalars, which is all that archives use.</summary>
    public static bool IsKey(in PickleValue value)
    {
        if (value.Kind != PickleKind.Tuple)
            return IsScalar(value);
        foreach (ref readonly PickleValue item in value.AsTuple.AsSpan())
            if (!IsScalar(item))
                return false;
        return true;
    }

    public static int Hash(in PickleValue key)
    {
        if (key.Kind != PickleKind.Tuple)
            return Mix((ulong)HashScalar(key));
        ulong hash = 17;
        foreach (ref readonly PickleValue item in key.AsTuple.AsSpan())
            hash = (hash ^ (ulong)HashScalar(item)) * Seed;
        return Mix(hash);
    }

    public static bool AreEqual(in PickleValue a, in PickleValue b)
    {
        if (a.Kind != PickleKind.Tuple || b.Kind != PickleKind.Tuple)
            return AreEqualScalars(a, b);
        PickleValue[] left = a.AsTuple, right = b.AsTuple;
        if (left.Length != right.Length)
            return false;
        for (int i = 0; i < left.Length; i++)
            if (!AreEqualScalars(left[i], right[i]))
                return false;
        return true;
    }

    private static bool IsScalar(in PickleValue value) => value.Kind is <= PickleKind.Bytes or PickleKind.Global;

    private static int Mix(ulong hash)
    {
        hash *= Seed;
        return (int)(hash >> 32) & int.MaxValue;
    }

    private static long HashScalar(in PickleValue key) => key.Kind switch
    {
        PickleKind.Float when IsIntegral(key.AsFloat) => (long)key.AsFloat,
        PickleKind.BigInt => key.AsBigInt.GetHashCode(),
        PickleKind.Bytes => BytesHash(key.AsBytes),
        _ => key.Bits,
    };

    private static bool AreEqualScalars(in PickleValue a, in PickleValue b)
    {
        if (a.Kind == b.Kind)
            return a.Kind switch
            {
                PickleKind.Float => a.AsFloat == b.AsFloat,
                PickleKind.BigInt => a.AsBigInt == b.AsBigInt,
                PickleKind.Bytes => a.AsBytes.AsSpan().SequenceEqual(b.AsBytes),
                PickleKind.Global => a.AsGlobal == b.AsGlobal,
                PickleKind.Tuple => false,
                _ => a.Bits == b.Bits,
            };
        return IsNumber(a) && IsNumber(b) && (a.Kind == PickleKind.Float
            ? IsIntegral(a.AsFloat) && (long)a.AsFloat == b.Bits
            : b.Kind == PickleKind.Float ? IsIntegral(b.AsFloat) && (long)b.AsFloat == a.Bits : a.Bits == b.Bits);
    }

    private static bool IsNumber(in PickleValue value) => value.Kind is PickleKind.Int or PickleKind.Bool or PickleKind.Float;

    private static bool IsIntegral(double value) => value >= long.MinValue && value < -(double)long.MinValue && Math.Truncate(value) == value;

    private static long BytesHash(byte[] bytes)
    {
        var hash = default(HashCode);
        hash.AddBytes(bytes);
        return hash.ToHashCode();
    }
}
