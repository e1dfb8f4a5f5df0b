global using Xunit;

[assembly: AssemblyFixture(typeof(TockOrleans.Stores.Tests.PostgresServer))]
