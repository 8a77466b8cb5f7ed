namespace NatsBench.Fast.Native;

/// <summary>What every function of the C interface answers (<c>NBF_…</c>).</summary>
internal enum Status
{
    /// <summary>Done.</summary>
    Ok = 0,

    /// <summary>A null pointer, a number out of range, a name that is none.</summary>
    InvalidArgument = 1,

    /// <summary>A handle that was closed, never opened, or is of another kind.</summary>
    InvalidHandle = 2,

    /// <summary>The caller's buffer is too small; the length that is needed was written.</summary>
    BufferTooSmall = 3,

    /// <summary>The official library refuses the question as well; <c>nbf_last_refusal</c> names its exception.</summary>
    Refused = 4,

    /// <summary>A file is missing, cannot be read or written, or is another kind of file.</summary>
    Failed = 5,

    /// <summary>A file is not what was written.</summary>
    Damaged = 6,

    /// <summary>Nothing fits: no such architecture, nothing within the limits.</summary>
    NotFound = 7,

    /// <summary>There is not enough memory.</summary>
    OutOfMemory = 8,

    /// <summary>The caller's function asked to stop.</summary>
    Cancelled = 9,

    /// <summary>A fault in the library.</summary>
    Internal = 10,
}
