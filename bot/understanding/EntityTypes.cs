namespace TockOrleans.Bot;

/// <summary>The built-in kinds of values, in English and French.</summary>
public static class EntityTypes
{
    /// <summary>
    /// A day: today, tomorrow, in 3 days, Friday (the next one, never today), 12 March, 12/03 (the
    /// next one), 12/03/2027, 2027-03-12. Canonical: ISO 8601.
    /// </summary>
    public static TypedEntityType<DateOnly> Date { get; } = new DateEntity();

    /// <summary>A time of day: 14:30, 14h30, 2 pm, noon. Canonical: <c>HH:mm</c>.</summary>
    public static TypedEntityType<TimeOnly> Time { get; } = new TimeEntity();

    /// <summary>
    /// A number: 12, 3.5 (in French 3,5), and the words from zero to twelve. Canonical: with a
    /// decimal point.
    /// </summary>
    public static TypedEntityType<decimal> Number { get; } = new NumberEntity();
}
