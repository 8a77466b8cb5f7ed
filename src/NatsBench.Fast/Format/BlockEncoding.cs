namespace NatsBench.Fast.Format;

/// <summary>How the cells of a block became bytes; the number is what the file stores, new ones get new numbers.</summary>
internal enum BlockEncoding : byte
{
    /// <summary>The cells as they are.</summary>
    Plain = 0,

    /// <summary>One cell that stands for all.</summary>
    Constant = 1,

    /// <summary>All first bytes of the cells, then all second bytes, and so on.</summary>
    Shuffled = 2,

    /// <summary>One cell an item, shuffled: all cells of an item are equal.</summary>
    Repeated = 3,

    /// <summary>Each integer less the one before it (the first less 0), shuffled.</summary>
    Delta = 4,

    /// <summary>Losses: integers over n·2^k, n the images of the set, k one for each item.</summary>
    Fraction = 5,

    /// <summary>Accuracies: how many of n images are correct, and how many of the last batch.</summary>
    Count = 6,
}
