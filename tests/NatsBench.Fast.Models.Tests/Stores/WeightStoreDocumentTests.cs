using System.IO.Hashing;
using System.Text;
using NatsBench.Fast.Models.Stores;
using NatsBench.Fast.Models.Weights;
using NatsBench.Fast.Tests.Format;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Models.Tests.Stores;

/// <summary>docs/weight-store.md against the code.</summary>
public sealed class WeightStoreDocumentTests : IDisposable
{
    private readonly FormatDocument _document = new("weight-store.md");
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Sizes_and_the_version_are_the_documents()
    {
        Assert.Equal(StoreHeader.Size, _document.SizeOf("Header"));
        Assert.Equal(NetworkEntry.Size, _document.SizeOf("Network entry"));
        Assert.Equal(LayoutEntry.Size, _document.SizeOf("Layout entry"));
        Assert.Contains($"format version {WeightStore.FormatVersion.Major}.{WeightStore.FormatVersion.Minor}", _document.Text, StringComparison.Ordinal);
        foreach (ElementType type in Enum.GetValues<ElementType>())
            Assert.Contains($"{(int)type + 1} {(type == ElementType.I64 ? "int64" : $"float{8 * type.Bytes()}")}", _document.Text, StringComparison.Ordinal);
    }

    // Takes every offset from the document's tables and shares no code with the library.
    [Fact]
    public void A_reader_written_from_the_document_sees_the_tensors()
    {
        string path = _folder["a.natsw"];
        WeightStoreTests.Write(path);
        using WeightStore store = WeightStore.Open(path);
        Assert.Equal(
            store.Trainings.SelectMany(training => SampleTensors.Shown(store.Get(training)).Select(tensor => $"{training} {store.Architecture(training.Architecture)} {tensor}")),
            Read(File.ReadAllBytes(path)));
    }

    private List<string> Read(byte[] file)
    {
        ulong Field(string structure, string field, int start) => _document.Read(structure, field, file.AsSpan(start));
        Assert.Equal(0x0A1A0A0D53574E89UL, Field("Header", "magic", 0));
        Assert.Equal((ulong)file.Length, Field("Header", "file length", 0));
        Assert.Equal(XxHash3.HashToUInt64(file.AsSpan(0, 56)), Field("Header", "header hash", 0));
        int directory = (int)Field("Header", "directory offset", 0);
        Assert.Equal(XxHash3.HashToUInt64(file.AsSpan(directory, (int)Field("Header", "directory length", 0))), Field("Header", "directory hash", 0));

        int networks = (int)Field("Directory", "networks", directory), layouts = (int)Field("Directory", "layouts", directory);
        int firstNetwork = directory + _document.SizeOf("Directory"), firstLayout = firstNetwork + networks * _document.SizeOf("Network entry");
        int offsets = firstLayout + layouts * _document.SizeOf("Layout entry");
        int texts = offsets + 4 * ((int)Field("Directory", "names", directory) + 2 * (int)Field("Directory", "texts", directory) + 1);
        string Name(ulong number) => Encoding.UTF8.GetString(
            file.AsSpan((texts + BitConverter.ToInt32(file, offsets + 4 * (int)number))..(texts + BitConverter.ToInt32(file, offsets + 4 * (int)number + 4))));

        List<string> seen = [];
        for (int i = 0; i < networks; i++)
        {
            int entry = firstNetwork + i * _document.SizeOf("Network entry");
            ulong Of(string field) => Field("Network entry", field, entry);
            string training = $"architecture {Of("architecture")}, hp {Name(Of("setting"))}, {Name(Of("dataset"))}, seed {(long)Of("seed")} {Name(Of("text"))}";
            int start = (int)Of("offset"), layout = firstLayout + (int)Of("layout") * _document.SizeOf("Layout entry");
            Assert.Equal(XxHash3.HashToUInt64(file.AsSpan(start, (int)Of("length"))), Of("hash"));
            int tensor = (int)Field("Layout entry", "offset", layout), count = (int)Field("Layout entry", "tensors", layout);
            Assert.Equal(XxHash3.HashToUInt64(file.AsSpan(tensor, (int)Field("Layout entry", "length", layout))), Field("Layout entry", "hash", layout));
            int text = tensor + count * _document.SizeOf("Tensor entry"), place = 0;
            for (int t = 0; t < count; t++, tensor += _document.SizeOf("Tensor entry"))
            {
                string name = Encoding.UTF8.GetString(file, text + (int)Field("Tensor entry", "name offset", tensor), (int)Field("Tensor entry", "name length", tensor));
                (string type, int width) = Field("Tensor entry", "type", tensor) switch { 1 => ("float32", 4), 2 => ("int64", 8), _ => ("float64", 8) };
                int[] sides = [.. Enumerable.Range(0, (int)Field("Tensor entry", "dimensions", tensor)).Select(d => BitConverter.ToInt32(file, tensor + 16 + 4 * d))];
                int bytes = sides.Aggregate(width, (product, side) => product * side);
                place = (place + 63) / 64 * 64;
                seen.Add($"{training} {name} {type} [{string.Join(", ", sides)}] {Convert.ToHexString(file, start + place, bytes)}");
                place += bytes;
            }
            Assert.Equal((ulong)place, Of("length"));
        }
        return seen;
    }
}
