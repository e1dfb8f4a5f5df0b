using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace TockOrleans.Hosting.Tests.Pages;

/// <summary>Stands on the page about adding a connector, there as a program.</summary>
internal static class SemaphoreChannel
{
    public static void Run()
    {
        var channel = WebApplication.Create(["--urls", "http://localhost:5095"]);
        channel.MapPost("/signals", async (HttpRequest call) =>
        {
            Console.WriteLine(await new StreamReader(call.Body).ReadToEndAsync());
            return Results.Text("""{"id":"m1"}""", "application/json");
        });
        channel.Run();
    }
}
