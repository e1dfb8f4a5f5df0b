namespace TockOrleans.Bot;

/// <summary>A kind of value that stories read as <typeparamref name="T"/>.</summary>
/// <param name="name">Its name in phrases.</param>
public abstract class TypedEntityType<T>(string name) : EntityType(name)
{
    /// <summary>Reads a canonical value.</summary>
    /// <param name="value">A text for which <see cref="EntityType.IsValue"/> holds.</param>
    public abstract T Read(string value);

    /// <summary>Writes a value in canonical form: stable, and the same in all languages.</summary>
    /// <param name="value">The value.</param>
    public abstract string Write(T value);
}
