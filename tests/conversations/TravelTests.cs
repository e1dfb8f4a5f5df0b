using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Serialization.Serializers;
using TockOrleans.GrainInterfaces;
using Xunit;

namespace TockOrleans.Conversations.Tests;

/// <summary>
/// What grains say to one another reaches another node. Within one node nothing is written, so
/// that a call no other node can be sent looks well until there are two.
/// </summary>
public sealed class TravelTests : IDisposable
{
    private readonly ServiceProvider services = new ServiceCollection()
        .AddSerializer()
        .BuildServiceProvider();

    /// <summary>Each method of each grain and observer, ours and the grains' own.</summary>
    public static TheoryData<string> Calls { get; } = new(Methods.Keys.Order());

    private static Dictionary<string, MethodInfo> Methods =>
        new[] { typeof(IUserSession).Assembly, Assembly.Load("TockOrleans.Grains") }
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.IsInterface && type.IsAssignableTo(typeof(IAddressable)))
            .SelectMany(type => type.GetMethods().Where(method => !method.IsStatic))
            .ToDictionary(method => $"{method.DeclaringType!.Name}.{method.Name}");

    public void Dispose() => services.Dispose();

    [Theory]
    [MemberData(nameof(Calls))]
    public void All_that_a_call_takes_and_returns_can_be_written(string call)
    {
        var method = Methods[call];
        var unwritten = method.GetParameters().Select(parameter => parameter.ParameterType)
            .Append(method.ReturnType)
            .SelectMany(type => Unwritten(type, []))
            .Distinct();
        Assert.Empty(unwritten);
    }

    [Fact]
    public void What_cannot_be_written_is_found_inside_of_what_can() => Assert.Equal(
        [typeof(Messages.EndpointId)],
        Unwritten(typeof(Task<IReadOnlyList<Messages.EndpointId[]>>), []));

    private IEnumerable<Type> Unwritten(Type type, HashSet<Type> seen)
    {
        if (!seen.Add(type) || type == typeof(void))
            return [];
        if (type.IsAssignableTo(typeof(Task)) || type == typeof(ValueTask))
            return Of(type.GetGenericArguments());
        if (type.HasElementType)
            return Of([type.GetElementType()!]);
        if (type.IsGenericType)
            return Of(type.GetGenericArguments());
        if (type.IsAssignableTo(typeof(IAddressable)) || type == typeof(CancellationToken))
            return [];
        if (Codecs.TryGetCodec(type) is null)
            return [type];
        return type.GetCustomAttribute<GenerateSerializerAttribute>() is null
            ? []
            : Of(type.GetProperties().Where(IsWritten).Select(member => member.PropertyType));

        IEnumerable<Type> Of(IEnumerable<Type> types) =>
            types.SelectMany(one => Unwritten(one, seen));
    }

    private ICodecProvider Codecs => services.GetRequiredService<ICodecProvider>();

    private static bool IsWritten(PropertyInfo member) =>
        member.GetCustomAttribute<IdAttribute>() is not null;
}
