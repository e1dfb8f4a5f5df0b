namespace TockOrleans.Simulators;

/// <summary>What happens to one call.</summary>
/// <param name="Rule">The fault; null: none.</param>
/// <param name="Taken">Whether an uncertain call is taken after all.</param>
internal readonly record struct FaultDecision(FaultRule? Rule, bool Taken);
