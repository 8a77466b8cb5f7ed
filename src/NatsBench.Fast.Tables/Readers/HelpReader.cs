using System.IO.Compression;
using NatsBench.Fast.Conversion.Pickle;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Model;
using NatsBench.Fast.Records;
using NatsBench.Fast.Tables.Keys;
using NatsBench.Fast.Tables.Sources;

namespace NatsBench.Fast.Tables.Readers;

/// <summary>
/// HELP's <c>latency/DEVICE.pt</c>: PyTorch's zip around a pickled list of one number for each architecture, in the order of the archive;
/// the device is the file's name.
/// </summary>
internal sealed class HelpReader : ITableReader
{
    // 15,625 numbers have 141 kB.
    private const int MostBytes = 4 << 20;

    // The four of HW-NAS-Bench are its measurements on CIFAR-10; phones are told in whole milliseconds.
    private static readonly Dictionary<string, string> Devices = new(StringComparer.Ordinal)
    {
        ["eyeriss"] = "Eyeriss (HW-NAS-Bench)",
        ["fpga"] = "FPGA (HW-NAS-Bench)",
        ["pixel3"] = "Pixel 3 (HW-NAS-Bench)",
        ["raspi4"] = "Raspberry Pi 4 (HW-NAS-Bench)",
        ["gold_6226"] = "Intel Xeon Gold 6226",
        ["gold_6240"] = "Intel Xeon Gold 6240",
        ["silver_4114"] = "Intel Xeon Silver 4114",
        ["silver_4210r"] = "Intel Xeon Silver 4210R",
        ["pixel2"] = "Pixel 2",
        ["samsung_a50"] = "Samsung A50",
        ["samsung_s7"] = "Samsung S7",
        ["essential_ph_1"] = "Essential PH-1",
        ["1080ti"] = "NVIDIA GTX 1080 Ti",
        ["2080ti"] = "NVIDIA RTX 2080 Ti",
        ["titanx"] = "NVIDIA Titan X",
        ["titanxp"] = "NVIDIA Titan Xp",
        ["titan_rtx"] = "NVIDIA Titan RTX",
    };

    private static readonly string[] Batches = ["_1", "_32", "_256"];

    public string Format => "help";

    public bool Knows(SourceFile file) => file.Bytes.AsSpan().StartsWith("PK\x03\x04"u8) && file.Name.EndsWith(".pt", StringComparison.Ordinal);

    public IEnumerable<SourceTable> Read(SourceFile file, ArchitectureKeys keys, TableOptions options)
    {
        ReadOnlySpan<PickleValue> numbers = ReadList(file);
        string batch = Batches.FirstOrDefault(suffix => file.Stem.EndsWith(suffix, StringComparison.Ordinal)) ?? "";
        string device = file.Stem[..^batch.Length];
        SourceTable table = new() { IsInOrder = true, RowsInOrder = numbers.Length };
        SourceColumn column = table.Column("latency", () => new(new ExtraDescription
        {
            Name = $"help.{file.Stem}.latency",
            Quantity = "latency",
            Unit = "ms",
            Direction = Direction.Minimise,
            Device = Devices.GetValueOrDefault(device, file.Stem),
            Kind = ExtraKind.Measured,
            SourceName = file.Name,
            Licence = "MIT",
            Note = batch.Length > 0 ? $"a batch of {batch[1..]} images" : "",
        })
        { IsOfHardware = true });
        for (int row = 0; row < numbers.Length; row++)
            column.Add(row, PickleNumbers.Of(file, numbers[row], $"item {row}"));
        return [table];
    }

    private static ReadOnlySpan<PickleValue> ReadList(SourceFile file)
    {
        byte[] pickle = ReadPickle(file);
        PickleValue list = new PickleMachine(new StringTable()).Read(new PickleInput(pickle, pickle.Length, file.Path));
        return list.Kind is PickleKind.List or PickleKind.Tuple && list.TryGetItems(out ReadOnlySpan<PickleValue> items)
            ? items
            : throw file.Fault("holds no list of numbers; HELP's latency files do, and other files of PyTorch are no tables");
    }

    private static byte[] ReadPickle(SourceFile file)
    {
        try
        {
            using ZipArchive zip = new(new MemoryStream(file.Bytes), ZipArchiveMode.Read);
            ZipArchiveEntry entry = zip.Entries.FirstOrDefault(entry => entry.Name == "data.pkl") ?? throw file.Fault("is a zip without the data.pkl of torch.save");
            return entry.Length <= MostBytes
                ? entry.ReadChecked()
                : throw file.Fault($"its {Printable.Of(entry.FullName)} has {entry.Length} bytes, more than any latency table");
        }
        catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException)
        {
            throw file.Fault($"is a damaged zip ({Printable.Of(e.Message.TrimEnd('.'))})");
        }
    }
}
