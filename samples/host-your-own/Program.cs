using TockOrleans.Bot;
using TockOrleans.Hosting;

var bot = BotDefinition.Create("acme", "bakery")
    .Add(Story.Of("bread", Phrases.Of(("en", ["do you have bread", "bread please"])), turn =>
        turn.Send("Fresh since six. How many loaves?")))
    .Build();
var builder = WebApplication.CreateBuilder(args);
builder.AddTockOrleans().AddBot(bot);
var app = builder.Build();
app.MapTockOrleans();
await app.RunAsync();
