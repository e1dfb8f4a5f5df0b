using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace TockOrleans.Hosting.Tests;

/// <summary>Talks with a program of this process over HTTP.</summary>
public sealed class AdminClient(WebApplication app, string key) : IDisposable
{
    private readonly HttpClient client = new()
    {
        BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features
            .Get<IServerAddressesFeature>()!.Addresses.Single()),
    };

    /// <summary>Where the program listens.</summary>
    public Uri Address => client.BaseAddress!;

    /// <summary>Asks the administration.</summary>
    public Task<Answer> Admin(
        string method, string path, string? json = null, string? ifMatch = null) =>
        Send(method, $"/admin/api/{path}", json, request =>
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            if (ifMatch is not null)
                request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        });

    public async Task<Answer> Send(
        string method, string path, string? json, Action<HttpRequestMessage> prepare)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        prepare(request);
        using var answer = await client.SendAsync(
            request, TestContext.Current.CancellationToken);
        return new Answer(
            answer.StatusCode,
            answer.Headers.ETag?.ToString(),
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public void Dispose() => client.Dispose();
}
