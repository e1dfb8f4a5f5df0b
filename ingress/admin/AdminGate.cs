using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using TockOrleans.GrainInterfaces;

namespace TockOrleans.Ingress.Admin;

/// <summary>
/// What every call of the administration goes through: key, role and rate first, then its bounds;
/// then it is done, and written down before it is answered.
/// </summary>
public sealed partial class AdminGate(
    AdminKeyFilter filter, IClusterClient cluster, ILogger<AdminGate> logger)
{
    /// <summary>Makes a route's handler of an operation.</summary>
    internal RequestDelegate Guarded(AdminOperation operation) => async http =>
    {
        if (filter.Refuse(http, operation.Role, out var caller) is { } status)
        {
            await RefuseKey(http, status, operation.Role);
            return;
        }
        var call = new AdminCall(caller!, operation);
        http.Features.Set(call);
        try
        {
            if (await IsInBounds(http, operation))
                await (operation.Audited ? Audited(http, call) : operation.Handler(http));
        }
        catch (Exception failure) when (
            !http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            LogFailed(logger, failure, operation.Id);
            await AdminAnswers.Refuse(
                http,
                503,
                "it could not be done now, or it is not known whether it was; see the log");
        }
    };

    /// <summary>Writes down what was done.</summary>
    internal Task Audit(AdminCall call, string outcome) =>
        cluster.GetGrain<IAuditTrail>(0).Write(call.ToNote(outcome));

    // The answer waits until it is on disk who did it: what cannot be written down is not told as
    // done.
    private async Task Audited(HttpContext http, AdminCall call)
    {
        var answer = http.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var body = new MemoryStream();
        http.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(body));
        try
        {
            await call.Operation.Handler(http);
        }
        finally
        {
            http.Features.Set(answer);
        }
        var status = http.Response.StatusCode;
        if (status < StatusCodes.Status400BadRequest)
            await Audit(call, call.Outcome ?? status.ToString(CultureInfo.InvariantCulture));
        body.Position = 0;
        await body.CopyToAsync(http.Response.Body, http.RequestAborted);
    }

    private static async Task<bool> IsInBounds(HttpContext http, AdminOperation operation)
    {
        if (operation.Method != HttpMethods.Get && IsForeign(http.Request))
            await AdminAnswers.Refuse(http, 403, "a page of another origin may not do so");
        else if (http.Request.ContentLength > operation.BodyMax)
            await AdminAnswers.Refuse(
                http, 413, $"the body is larger than {operation.BodyMax} bytes");
        else if (http.Request.Query.Keys.FirstOrDefault(name =>
            !operation.Query.Any(known => known.Name == name)) is { } unknown)
            await AdminAnswers.Refuse(http, 400, $"there is no parameter '{unknown}' here");
        else
            return true;
        return false;
    }

    // A browser that was told the key once sends it for other sites' pages, too; and says so.
    private static bool IsForeign(HttpRequest request) =>
        request.Headers.Origin.ToString() is { Length: > 0 } origin
        && !(Uri.TryCreate(origin, UriKind.Absolute, out var page)
            && page.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase));

    private static Task RefuseKey(HttpContext http, int status, AdminRole role)
    {
        if (status == StatusCodes.Status404NotFound)
        {
            http.Response.StatusCode = status;
            return Task.CompletedTask;
        }
        return AdminAnswers.Refuse(http, status, status switch
        {
            401 => "a key is needed: Authorization: Bearer …",
            403 => $"the key does not have the role {AdminRoles.Write(role)}",
            _ => "the key asks too often",
        });
    }

    [LoggerMessage(LogLevel.Warning, "The administration failed at {Operation}")]
    private static partial void LogFailed(ILogger logger, Exception failure, string operation);
}
