using Microsoft.Extensions.Time.Testing;

namespace TockOrleans.Stores.Tests;

/// <summary>What every profile's session store promises; a profile subclasses it.</summary>
public abstract partial class SessionStoreTests : IAsyncLifetime
{
    /// <summary>The store under test.</summary>
    protected ISessionStore Store { get; private set; } = null!;

    /// <summary>The archive of the same store.</summary>
    protected abstract IConversationArchive Archive { get; }

    protected FakeTimeProvider Clock { get; } = new(Make.Noon);

    public virtual async ValueTask InitializeAsync() => Store = await Open();

    public virtual async ValueTask DisposeAsync()
    {
        await Close();
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens the store on what was left there before; first on nothing.</summary>
    protected abstract ValueTask<ISessionStore> Open();

    /// <summary>Ends the store as a program that stops does; what it holds stays.</summary>
    protected abstract ValueTask Close();

    protected async Task Reopen()
    {
        await Close();
        Store = await Open();
    }
}
