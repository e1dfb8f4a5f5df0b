using System.Reflection;

namespace TockOrleans.Hosting.Tests;

/// <summary>
/// Grains that are the test's own. A class that implements a grain's interface would be taken for
/// a grain by every silo of this program; what stands here is made while it runs.
/// </summary>
public class Grains : DispatchProxy
{
    private Func<MethodInfo, object?[], object?> answer = (method, _) =>
        throw new InvalidOperationException($"not expected: {method}");

    /// <summary>A grain, or anything else, that answers as told.</summary>
    public static T Answering<T>(Func<MethodInfo, object?[], object?> answer)
        where T : class
    {
        var made = Create<T, Grains>();
        ((Grains)(object)made).answer = answer;
        return made;
    }

    /// <summary>A cluster with one grain of each interface, whatever its key.</summary>
    public static IClusterClient Of(params object[] grains) =>
        Answering<IClusterClient>((method, _) =>
            method is { Name: nameof(IGrainFactory.GetGrain), IsGenericMethod: true }
                ? grains.Single(grain => method.GetGenericArguments()[0].IsInstanceOfType(grain))
                : throw new InvalidOperationException($"not expected: {method}"));

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        answer(targetMethod!, args ?? []);
}
