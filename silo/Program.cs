using System.Text;
using TockOrleans.Bot;
using TockOrleans.Hosting;
using TockOrleans.Messages;
var builder = WebApplication.CreateBuilder(new WebApplicationOptions
{
    Args = args,
    ContentRootPath = AppContext.BaseDirectory,
});
builder.AddTockOrleans().AddBot(new Echo());
var app = builder.Build();
app.MapTockOrleans();
await app.RunAsync();
internal sealed class Echo : IBotEngine
{
    public string Namespace => "app";
    public string Id => "echo";
    public Task<TurnResult> Run(TurnRequest request, CancellationToken stop)
    {
        var turn = request.State.IsEmpty ? 1 : int.Parse(Encoding.UTF8.GetString(request.State.Span), null) + 1;
        return Task.FromResult(new TurnResult(Encoding.UTF8.GetBytes($"{turn}"),
            [new TextMessage($"turn {turn} {((TextEvent)request.Inbound.Event).Text}")]));
    }
    public IReadOnlyList<BotMessage> TechnicalError(TurnRequest request) => [new TextMessage("technical error")];
    public IReadOnlyList<BotMessage> Deferral(TurnRequest request) => [new TextMessage("one moment")];
}
