namespace TockOrleans.EndToEnd.Tests.Page;

/// <summary>The tests that share the browser, one after another.</summary>
[CollectionDefinition(nameof(PageTestGroup))]
public sealed class PageTestGroup : ICollectionFixture<Chromium>;
