using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TockOrleans.Cli;

/// <summary>Calls the administration of a server.</summary>
internal sealed class AdminApi : IDisposable
{
    /// <summary>Something else listens there.</summary>
    public const string NotOurs = "what answers is not the administration of TockOrleans";

    // A long list is many calls: whoever is told to come back does, for a while.
    private const int PatienceMax = 30;

    private static readonly HttpStatusCode[] TooOften = [HttpStatusCode.TooManyRequests];

    private static readonly HttpStatusCode[] NotNow =
        [HttpStatusCode.TooManyRequests, HttpStatusCode.ServiceUnavailable];

    // They concern the key and the address: whatever is asked there gets the same answer.
    private static readonly HttpStatusCode[] OfTheDoor =
    [
        HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden, HttpStatusCode.NotFound,
        HttpStatusCode.Conflict,
    ];

    private readonly HttpClient http;

    public AdminApi(Uri server, string key)
    {
        http = new HttpClient
        {
            BaseAddress = new Uri(server, "/admin/api/"),
            Timeout = TimeSpan.FromMinutes(10),
        };
        try
        {
            http.DefaultRequestHeaders.Authorization =
                new AuthenticationHeaderValue("Bearer", key);
        }
        catch (FormatException)
        {
            throw new Refusal(ExitCodes.Usage, "the key cannot stand in a header");
        }
    }

    /// <summary>Calls, and reads the answer; undefined where it has none.</summary>
    /// <exception cref="Refusal">It was refused, or could not be reached.</exception>
    public Task<JsonElement> Send(
        string method, string path, HttpContent? body, CancellationToken stop) =>
        Read(Ask(method, path, () => body, body is null ? TooOften : [], stop), stop);

    /// <summary>
    /// Posts what may be posted again, because its id makes it one: whoever is told to come back
    /// does, for a while.
    /// </summary>
    /// <exception cref="Refusal">It was refused, or could not be reached.</exception>
    public Task<JsonElement> Repeat(string path, JsonNode body, CancellationToken stop) =>
        Read(Ask("POST", path, () => JsonContent.Create(body), NotNow, stop), stop);

    public Task<JsonElement> Get(string path, CancellationToken stop) =>
        Send("GET", path, null, stop);

    public Task<JsonElement> Post(string path, object body, CancellationToken stop) =>
        Send("POST", path, JsonContent.Create(body), stop);

    /// <summary>Calls, and gives the answer line by line as it comes.</summary>
    /// <exception cref="Refusal">It was refused, or broke off.</exception>
    public async Task ReadLines(
        string path, Func<string, Task> take, CancellationToken stop)
    {
        using var answer = await Ask("GET", path, () => null, TooOften, stop);
        using var lines = new StreamReader(
            await Guarded(() => answer.Content.ReadAsStreamAsync(stop), stop));
        while (await Guarded(() => lines.ReadLineAsync(stop).AsTask(), stop) is { } line)
            await take(line);
    }

    public void Dispose() => http.Dispose();

    private async Task<HttpResponseMessage> Ask(
        string method,
        string path,
        Func<HttpContent?> body,
        HttpStatusCode[] again,
        CancellationToken stop)
    {
        for (var time = 1; ; time++)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path)
            {
                Content = body(),
            };
            var answer = await Guarded(
                () => http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop),
                stop);
            if (answer.IsSuccessStatusCode)
                return answer;
            using (answer)
                if (again.Contains(answer.StatusCode) && time < PatienceMax)
                    await Task.Delay(
                        answer.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1),
                        TimeProvider.System,
                        stop);
                else
                    throw new Refusal(await Reason(answer, stop))
                    {
                        OfOneTurn = !OfTheDoor.Contains(answer.StatusCode),
                    };
        }
    }

    private async Task<JsonElement> Read(
        Task<HttpResponseMessage> asked, CancellationToken stop)
    {
        using var answer = await asked;
        var text = await Guarded(() => answer.Content.ReadAsStringAsync(stop), stop);
        try
        {
            return text.Length == 0 ? default : JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            throw new Refusal(NotOurs);
        }
    }

    private static async Task<string> Reason(HttpResponseMessage answer, CancellationToken stop)
    {
        var status = $"{(int)answer.StatusCode} {answer.ReasonPhrase}";
        try
        {
            var problem = JsonElement.Parse(await answer.Content.ReadAsStringAsync(stop));
            var lines = new List<string> { $"{status}: {problem.GetProperty("detail")}" };
            if (problem.TryGetProperty("problems", out var problems))
                lines.AddRange(problems.EnumerateArray().Select(one => $"  {one}"));
            return string.Join('\n', lines);
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException
            or InvalidOperationException or HttpRequestException or IOException)
        {
            return answer.StatusCode == HttpStatusCode.NotFound
                ? $"{status}: there is no administration (no key is set), or no such address"
                : status;
        }
    }

    private async Task<T> Guarded<T>(Func<Task<T>> call, CancellationToken stop)
    {
        try
        {
            return await call();
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException
            || (failure is OperationCanceledException && !stop.IsCancellationRequested))
        {
            throw new Refusal(
                ExitCodes.Unreachable,
                $"{http.BaseAddress} cannot be reached, or broke off: {failure.Message}");
        }
    }
}
