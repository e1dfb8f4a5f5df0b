using System.Reflection;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Tests.Model;

/// <summary>
/// Makes records with every member filled, one of them too large: the members that can be are
/// counted as they are met.
/// </summary>
internal sealed class Filler(int tooLarge)
{
    public const string Secret = "Zq7";

    private const int LongerThanAll = Bounds.RawMax + 1;

    private const int MoreThanAll = Bounds.ParametersMax + 1;

    private static readonly TimeSpan LongerThanAny = TimeSpan.FromDays(1);

    /// <summary>How many members there are that could be too large.</summary>
    public int Slots { get; private set; }

    /// <summary>The member that was made too large.</summary>
    public string? Where { get; private set; }

    public object Make(Type type)
    {
        var constructor = type.GetConstructors()[0];
        var made = constructor.Invoke(
            [.. constructor.GetParameters()
                .Select(p => Value(p.ParameterType, $"{type.Name}.{p.Name}"))]);
        if (made is BotMessage)
            foreach (var member in typeof(BotMessage).GetProperties())
                member.SetValue(made, Value(member.PropertyType, $"{type.Name}.{member.Name}"));
        return made;
    }

    private object? Value(Type type, string where)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string))
            return Text(where);
        if (type == typeof(TimeSpan))
            return IsNext(where) ? LongerThanAny : TimeSpan.Zero;
        if (type.IsValueType)
            return Activator.CreateInstance(type);
        if (type == typeof(UserEvent))
            return new LogoutEvent();
        if (type == typeof(BotMessage))
            return Make(typeof(TextMessage));
        if (!type.IsGenericType)
            return Make(type);
        return type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>)
            ? Values(where)
            : Items(type.GetGenericArguments()[0], where);
    }

    private string Text(string where) =>
        IsNext(where) ? Secret + new string('x', LongerThanAll) : Secret;

    private Dictionary<string, string> Values(string where)
    {
        var count = IsNext($"{where} (count)") ? MoreThanAll : 1;
        var values =
            new Dictionary<string, string> { [Text($"{where} (name)")] = Text($"{where} (value)") };
        while (values.Count < count)
            values[$"{Secret}{values.Count}"] = "";
        return values;
    }

    private Array Items(Type type, string where)
    {
        var count = IsNext($"{where} (count)") ? MoreThanAll : 1;
        var items = Array.CreateInstance(type, count);
        var item = Value(type, $"{where} (item)");
        for (var i = 0; i < count; i++)
            items.SetValue(item, i);
        return items;
    }

    private bool IsNext(string where)
    {
        if (Slots++ != tooLarge)
            return false;
        Where = where;
        return true;
    }
}
