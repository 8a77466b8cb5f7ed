using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Search.Spaces;

namespace NatsBench.Fast.Search.Trials;

/// <summary>
/// Neighbours of a node of a steepest climb without those that it asked for before, which nobody has to remember: they are the nodes that
/// it came along, and all neighbours of those. Nodes are architectures as in <see cref="ArchitectureSpace.Packed"/>. Immutable, thread-safe.
/// </summary>
internal sealed unsafe class ClimbNeighbours
{
    /// <summary>How many more may be written than there are.</summary>
    public const int Beyond = Four;

    // Neighbours are made four at a time.
    private const int Four = 4, SetsOfFour = 1 << Four;

    private const uint Digit = (1 << ArchitectureSpace.BitsOfDigit) - 1;

    private readonly int _positions;
    private readonly int _choices;

    // Of a set of neighbours: a bit for each other digit of a position, filled up to fours.
    private readonly int _bitsOfPosition;
    private readonly ulong _others;
    private readonly ulong _all;

    // The lowest bit of each digit.
    private readonly uint _lowestOfDigits;

    // By position and digit: by how much a node changes with each of the others.
    private readonly AlignedArray<uint> _changes;

    // By which of four are left: they, pushed together.
    private readonly AlignedArray<Vector128<byte>> _pushed = new(SetsOfFour);

    /// <summary>Prepares them.</summary>
    /// <param name="space">A whole space whose architectures are digits.</param>
    public ClimbNeighbours(ArchitectureSpace space)
    {
        (_positions, _choices) = (space.Positions, space.Choices);
        _bitsOfPosition = (_choices - 1 + Four - 1) / Four * Four;
        _others = (1UL << (_choices - 1)) - 1;
        _changes = new AlignedArray<uint>(_positions * _choices * _bitsOfPosition);
        _changes.Span.Clear();
        for (int position = 0; position < _positions; position++)
        {
            int bit = position * ArchitectureSpace.BitsOfDigit, change = (space.Weights[position] << space.DigitBits) + (1 << bit);
            _lowestOfDigits |= 1U << bit;
            _all |= _others << (position * _bitsOfPosition);
            for (int own = 0; own < _choices; own++)
                for (int digit = 0, i = (position * _choices + own) * _bitsOfPosition; digit < _choices; digit++)
                    if (digit != own)
                        _changes.At(i++) = (uint)((digit - own) * change);
        }
        _pushed.Span.Clear();
        for (int set = 0; set < SetsOfFour; set++)
        {
            Vector128<uint> pushed = default;
            for (int lane = 0, i = 0; lane < Four; lane++)
                if ((set >> lane & 1) != 0)
                    pushed = pushed.WithElement(i++, 0x03020100 + 0x04040404 * (uint)lane);
            _pushed.At(set) = pushed.AsByte();
        }
        Most = space.MostNeighbours;
    }

    /// <summary>How many a node has.</summary>
    public int Most { get; }

    /// <summary>The set of all neighbours.</summary>
    public ulong All => _all;

    /// <summary>The set of those that were not asked for.</summary>
    /// <param name="node">The node.</param>
    /// <param name="path">The nodes before it, from the start of the climb on.</param>
    /// <param name="steps">How many.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Left(uint node, uint* path, int steps)
    {
        ulong left = _all;
        for (int step = steps - 1; step >= 0; step--)
            left &= ~AskedAt(path[step], node);
        return left;
    }

    // Those that were asked for at another node.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong AskedAt(uint other, uint node)
    {
        uint differing = other ^ node, digits = (differing | differing >> 1 | differing >> 2) & _lowestOfDigits, next = digits & (digits - 1);
        int first = BitOperations.TrailingZeroCount(digits);
        // Where one digit differs: whoever differs there. Where two do: whoever differs in one of them and has that of the other node.
        return next == 0 ? _others << (first / ArchitectureSpace.BitsOfDigit * _bitsOfPosition)
            : (next & (next - 1)) == 0 ? With(other, node, first) | With(other, node, BitOperations.TrailingZeroCount(next))
            : 0;
    }

    // The neighbour that takes a digit of another node.
    private ulong With(uint other, uint node, int bit)
    {
        uint digit = other >> bit & Digit, own = node >> bit & Digit;
        return 1UL << (bit / ArchitectureSpace.BitsOfDigit * _bitsOfPosition + (int)(digit > own ? digit - 1 : digit));
    }

    /// <summary>Writes a set of neighbours, by position and digit.</summary>
    /// <param name="node">Whose.</param>
    /// <param name="set">The set.</param>
    /// <param name="neighbours">Receives them, and <see cref="Beyond"/> more.</param>
    /// <returns>How many they are.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Write(uint node, ulong set, uint* neighbours)
    {
        uint* changes = _changes.First, next = neighbours;
        Vector128<byte>* pushed = _pushed.First;
        uint digits = node;
        int bits = _bitsOfPosition, bitsOfDigits = _choices * bits;
        for (int position = 0; position < _positions; position++)
        {
            uint* others = changes + (digits & Digit) * (uint)bits;
            for (int i = 0; i < bits; i += Four)
            {
                nuint four = (nuint)set & (SetsOfFour - 1);
                Vector128.ShuffleNative((Vector128.Create(node) + Vector128.LoadAligned(others + i)).AsByte(), pushed[four]).AsUInt32().Store(next);
                next += BitOperations.PopCount(four);
                set >>= Four;
            }
            digits >>= ArchitectureSpace.BitsOfDigit;
            changes += bitsOfDigits;
        }
        return (int)(next - neighbours);
    }
}
