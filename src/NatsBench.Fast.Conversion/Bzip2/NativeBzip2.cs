using System.Runtime.InteropServices;

namespace NatsBench.Fast.Conversion.Bzip2;

/// <summary>The system's libbz2, found by its usual names when it is first asked for.</summary>
internal sealed unsafe class NativeBzip2 : Bzip2Library
{
    private static readonly string[] FileNames =
        OperatingSystem.IsWindows() ? ["bz2.dll", "libbz2.dll"]
        : OperatingSystem.IsMacOS() ? ["libbz2.dylib", "libbz2.1.0.dylib"]
        : ["libbz2.so.1.0", "libbz2.so.1"];

    private readonly delegate* unmanaged[Cdecl]<Stream*, int, int, int> _init;
    private readonly delegate* unmanaged[Cdecl]<Stream*, int> _decompress;
    private readonly delegate* unmanaged[Cdecl]<Stream*, int> _end;

    private NativeBzip2(nint init, nint decompress, nint end, string version)
    {
        _init = (delegate* unmanaged[Cdecl]<Stream*, int, int, int>)init;
        _decompress = (delegate* unmanaged[Cdecl]<Stream*, int>)decompress;
        _end = (delegate* unmanaged[Cdecl]<Stream*, int>)end;
        Name = $"libbz2 {version}";
    }

    public override string Name { get; }

    /// <summary>What libbz2's calls return, as far as it matters.</summary>
    internal enum Status
    {
        Ok = 0,
        StreamEnd = 4,
    }

    public static NativeBzip2? TryLoad()
    {
        // On 32-bit Windows builds of the library differ in their calling convention.
        if (!Environment.Is64BitProcess)
            return null;
        foreach (string name in FileNames)
            if (NativeLibrary.TryLoad(name, typeof(NativeBzip2).Assembly, DllImportSearchPath.SafeDirectories, out nint library))
            {
                // A library once found stays loaded until the process ends.
                if (NativeLibrary.TryGetExport(library, "BZ2_bzlibVersion", out nint version)
                    && NativeLibrary.TryGetExport(library, "BZ2_bzDecompressInit", out nint init)
                    && NativeLibrary.TryGetExport(library, "BZ2_bzDecompress", out nint decompress)
                    && NativeLibrary.TryGetExport(library, "BZ2_bzDecompressEnd", out nint end))
                    return new(init, decompress, end, VersionOf((delegate* unmanaged[Cdecl]<byte*>)version));
                NativeLibrary.Free(library);
            }
        return null;
    }

    public override Bzip2Decoder Open(CompressedInput input) => new NativeBzip2Decoder(this, input);

    /// <summary>Prepares a stream: quiet, and the fast way, with 4 MB for the largest blocks.</summary>
    public Status Begin(Stream* stream) => (Status)_init(stream, 0, 0);

    public Status Decompress(Stream* stream) => (Status)_decompress(stream);

    /// <summary>Frees what <see cref="Begin"/> allocated.</summary>
    public void End(Stream* stream) => _end(stream);

    // "1.0.8, 13-Jul-2019"
    private static string VersionOf(delegate* unmanaged[Cdecl]<byte*> version) =>
        Marshal.PtrToStringUTF8((nint)version())?.Split(',')[0] ?? "";

    /// <summary>bzlib.h's <c>bz_stream</c>. libbz2 keeps its address: it must not move.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Stream
    {
        public byte* NextIn;
        public uint AvailableIn;
        public uint TotalInLow;
        public uint TotalInHigh;
        public byte* NextOut;
        public uint AvailableOut;
        public uint TotalOutLow;
        public uint TotalOutHigh;
        public void* State;
        public void* Allocate;
        public void* Free;
        public void* Opaque;
    }
}
