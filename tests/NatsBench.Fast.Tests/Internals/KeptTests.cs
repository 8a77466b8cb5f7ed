using NatsBench.Fast.Internals;

namespace NatsBench.Fast.Tests.Internals;

/// <summary>What is made once and kept: the first of a key stays, whoever comes beside it, and keys of one hash are told apart.</summary>
public sealed class KeptTests
{
    [Fact]
    public void The_first_stays()
    {
        Kept<int, string> kept = new();
        Assert.True(kept.IsEmpty);
        Assert.Null(kept.Find(1));
        Assert.Equal("one", kept.Keep(1, "one"));
        Assert.Equal("one", kept.Keep(1, "another"));
        Assert.Equal("one", kept.Find(1));
        Assert.Null(kept.Find(2));
        Assert.False(kept.IsEmpty);
    }

    [Fact]
    public void Keys_of_one_hash_are_told_apart()
    {
        Kept<Alike, string> kept = new();
        for (int key = 0; key < 20; key++)
            kept.Keep(new Alike(key), $"{key}");
        for (int key = 0; key < 20; key++)
            Assert.Equal($"{key}", kept.Find(new Alike(key)));
        Assert.Null(kept.Find(new Alike(20)));
    }

    [Fact]
    public void Many_threads_keep_one_of_each()
    {
        Kept<int, object> kept = new();
        object[][] got = [.. Enumerable.Range(0, 4).Select(_ => new object[500])];
        Parallel.For(0, 4, thread =>
        {
            for (int key = 0; key < 500; key++)
                got[thread][key] = kept.Keep(key, new object());
        });
        for (int key = 0; key < 500; key++)
            Assert.All(got, own => Assert.Same(kept.Find(key), own[key]));
    }

    private readonly record struct Alike(int Key)
    {
        public override int GetHashCode() => 7;
    }
}
