namespace TockOrleans.Benchmarks.Delivery;
internal static class Stages { public static Task<int> Run(Arguments a) => Task.FromResult(a.Has("x") ? 1 : 0); }
