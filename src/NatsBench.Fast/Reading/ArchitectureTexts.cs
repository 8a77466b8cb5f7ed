using System.Text;

namespace NatsBench.Fast.Reading;

/// <summary>The texts of all architectures in the archive's order. The texts themselves are made on first use.</summary>
internal sealed class ArchitectureTexts(byte[] lines)
{
    private string[]? _texts;

    /// <summary>Number of architectures; every text ends with a line feed.</summary>
    public int Count { get; } = lines.AsSpan().Count((byte)'\n');

    /// <summary>The first text, without making the others; empty when there is none.</summary>
    public string First => Count == 0 ? "" : Encoding.UTF8.GetString(lines.AsSpan(0, lines.AsSpan().IndexOf((byte)'\n')));

    public string[] Texts => Volatile.Read(ref _texts) ?? Split();

    private string[] Split()
    {
        string[] texts = new string[Count];
        ReadOnlySpan<byte> rest = lines;
        for (int i = 0; i < texts.Length; i++)
        {
            int end = rest.IndexOf((byte)'\n');
            texts[i] = Encoding.UTF8.GetString(rest[..end]);
            rest = rest[(end + 1)..];
        }
        return Interlocked.CompareExchange(ref _texts, texts, null) ?? texts;
    }
}
