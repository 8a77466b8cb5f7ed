namespace NatsBench.Fast.Scans.Kernels;

/// <summary>Room for whatever a kernel writes beside its answer, with marks left in it that it has to overwrite or to respect.</summary>
internal sealed class KernelOutput
{
    public KernelOutput(KernelInput input)
    {
        Indices = new int[input.First.Length];
        Best = new Candidate[input.Count];
        Bins = new int[input.Count];
        Bitmap = new ulong[Selection.WordCount(input.First.Length)];
        Array.Fill(Indices, -1);
        Array.Fill(Bins, -1);
        for (int word = 0; word < Bitmap.Length; word++)
            Bitmap[word] = 0x9E37_79B9_7F4A_7C15 * (ulong)(word + 1);
    }

    public int[] Indices { get; }

    public Candidate[] Best { get; }

    public int[] Bins { get; }

    public ulong[] Bitmap { get; }
}
