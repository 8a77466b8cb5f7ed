using System.Runtime.CompilerServices;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Search.Spaces;

/// <summary>
/// The architectures that a search may propose, as digits: six edges of five operations (topology), or five layers of eight widths
/// (size); or as graphs (NAS-Bench-101). Where records are absent or isomorphic cells are collapsed, only some are allowed, and every other one stands for an
/// allowed one (<see cref="Resolve(int)"/>), so that no algorithm ever asks for what is absent. Immutable, thread-safe.
/// </summary>
public sealed partial class ArchitectureSpace
{
    // Digits are below 8.
    internal const int BitsOfDigit = 3;

    private readonly int[] _codeOfIndex;

    // The allowed architecture that a code stands for.
    private readonly int[] _indexOfCode;
    private readonly int[] _allowed;
    private readonly byte[] _digits;
    private readonly int[] _weights;

    // Of each architecture its digits, the first one lowest, and above them its code: all that a mutation reads.
    private readonly uint[] _packed;
    private readonly int _digitBits;

    // Of modules, which are no digits, the steps between them; null for the other spaces.
    private readonly ModuleMoves? _modules;

    private ArchitectureSpace(SearchSpace kind, int[] codeOfIndex, int[] indexOfCode, int[] allowed, ModuleMoves? modules = null)
    {
        _modules = modules;
        (Kind, _codeOfIndex, _indexOfCode, _allowed) = (kind, codeOfIndex, indexOfCode, allowed);
        (Positions, Choices) = Shape(kind);
        _weights = new int[Positions];
        for (int position = Positions - 1, weight = 1; position >= 0; position--, weight *= Choices)
            _weights[position] = weight;
        // Digits of any architecture are read as one number.
        _digits = new byte[codeOfIndex.Length * Positions + sizeof(ulong)];
        _packed = new uint[codeOfIndex.Length];
        _digitBits = Positions * BitsOfDigit;
        for (int index = 0; index < codeOfIndex.Length; index++)
        {
            _packed[index] = (uint)codeOfIndex[index] << _digitBits;
            for (int position = 0; position < Positions; position++)
            {
                byte digit = _digits[index * Positions + position] = (byte)(codeOfIndex[index] / _weights[position] % Choices);
                _packed[index] |= (uint)digit << (position * BitsOfDigit);
            }
        }
        IsWhole = allowed.Length == codeOfIndex.Length;
    }

    /// <summary>Which of the spaces.</summary>
    public SearchSpace Kind { get; }

    /// <summary>Number of architectures in the space, allowed or not.</summary>
    public int Count => _codeOfIndex.Length;

    /// <summary>The architectures that may be proposed, ascending.</summary>
    public ReadOnlySpan<int> Allowed => _allowed;

    /// <summary>True when every architecture is allowed.</summary>
    public bool IsWhole { get; }

    /// <summary>Number of digits: 6 edges in canonical order, or 5 layers; 0 for modules, which are graphs.</summary>
    public int Positions { get; }

    /// <summary>Number of values a digit has: 5 operations, or 8 widths; 0 for modules.</summary>
    public int Choices { get; }

    /// <summary>Of each architecture its digits, three bits each, the first one lowest, and above them its code.</summary>
    internal ReadOnlySpan<uint> Packed => _packed;

    /// <summary>How many bits of <see cref="Packed"/> are digits.</summary>
    internal int DigitBits => _digitBits;

    /// <summary>The allowed architecture that each code stands for.</summary>
    internal ReadOnlySpan<int> IndexOfCode => _indexOfCode;

    /// <summary>By how much a code grows with each digit.</summary>
    internal ReadOnlySpan<int> Weights => _weights;

    /// <summary>The digits of an architecture, each 0 to <see cref="Choices"/> - 1.</summary>
    /// <param name="architecture">0 to <see cref="Count"/> - 1.</param>
    public ReadOnlySpan<byte> Digits(int architecture) => _digits.AsSpan(architecture * Positions, Positions);

    /// <summary>The official text of an architecture: a cell, five widths, or a module's hash.</summary>
    /// <param name="architecture">0 to <see cref="Count"/> - 1.</param>
    public string Text(int architecture) => _modules is not null ? _modules.Text(architecture) : Kind == SearchSpace.Topology
        ? TopologyCell.FromCode(_codeOfIndex[architecture]).ToString()
        : SizeNetwork.FromCode(_codeOfIndex[architecture]).ToString();

    /// <summary>The allowed architecture that some digits stand for: their own where it is allowed, else the one it is represented by, else the nearest.</summary>
    /// <param name="digits">As many as <see cref="Positions"/>, each below <see cref="Choices"/>.</param>
    /// <exception cref="ArgumentException">Other digits.</exception>
    public int Resolve(ReadOnlySpan<byte> digits)
    {
        if (digits.Length != Positions || digits.ContainsAnyExceptInRange((byte)0, (byte)(Choices - 1)))
            throw new ArgumentException($"an architecture of the {Kind.OfficialName()} space is {Positions} digits below {Choices}", nameof(digits));
        int code = 0;
        foreach (byte digit in digits)
            code = code * Choices + digit;
        return OfCode(code);
    }

    /// <summary>The allowed architecture that a code stands for: its digits in one number, the first the highest.</summary>
    internal int OfCode(int code) => _indexOfCode[code];

    /// <summary>The allowed architecture that another one stands for: itself, its class's representative, or else the nearest.</summary>
    /// <param name="architecture">0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index outside the space.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Resolve(int architecture)
    {
        if ((uint)architecture >= (uint)_codeOfIndex.Length)
            throw OutsideSpace(architecture);
        return IsWhole ? architecture : _indexOfCode[_codeOfIndex[architecture]];
    }

    /// <summary>The architecture with one digit changed.</summary>
    /// <param name="architecture">0 to <see cref="Count"/> - 1.</param>
    /// <param name="position">0 to <see cref="Positions"/> - 1.</param>
    /// <param name="digit">0 to <see cref="Choices"/> - 1.</param>
    public int With(int architecture, int position, int digit)
    {
        RequireDigits();
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)digit, (uint)Choices, nameof(digit));
        uint packed = _packed[architecture];
        return Replaced(packed, position, digit - DigitOf(packed, position));
    }

    /// <summary>An allowed architecture, uniformly.</summary>
    /// <param name="random">The caller's generator; one number is drawn.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Random(ref SplitMix64 random)
    {
        int[] allowed = _allowed;
        int drawn = random.NextIndex(allowed.Length);
        return IsWhole ? drawn : allowed[drawn];
    }

    /// <summary>Allowed architectures, uniformly and independently: as one after the other, faster.</summary>
    /// <param name="random">The caller's generator; one number for each is drawn.</param>
    /// <param name="architectures">Receives them.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Random(ref SplitMix64 random, Span<int> architectures)
    {
        random.FillIndices(_allowed.Length, architectures);
        if (IsWhole)
            return;
        foreach (ref int architecture in architectures)
            architecture = _allowed[architecture];
    }

    private static int DigitOf(uint packed, int position) => (int)(packed >> (position * BitsOfDigit)) & ((1 << BitsOfDigit) - 1);

    // What stands for the architecture whose digit at a position differs by so much.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Replaced(uint packed, int position, int difference) => _indexOfCode[(int)(packed >> _digitBits) + difference * _weights[position]];

    /// <summary>Refuses an algorithm that needs architectures to be digits, where they are graphs.</summary>
    /// <exception cref="NatsBenchException">They are graphs.</exception>
    internal void RequireDigits()
    {
        if (_modules is not null)
            throw new NatsBenchException($"it needs architectures of equally many choices, which modules of {Kind.OfficialName()} are not; random, rea, local-search, successive-halving, hyperband and asha search them");
    }

    internal static (int Positions, int Choices) Shape(SearchSpace kind) =>
        kind == SearchSpace.NasBench101 ? (0, 0)
        : kind == SearchSpace.Topology ? (TopologyCell.EdgeCount, CellOperations.Count) : (SizeNetwork.LayerCount, 8);

    // Apart, so that the method above stays small enough to be taken into its callers.
    private ArgumentOutOfRangeException OutsideSpace(int architecture) =>
        new(nameof(architecture), architecture, $"outside 0..{Count - 1}");
}
