namespace TockOrleans.Connectors.Contract;

/// <summary>placeholder</summary>
public static class Fallback;
