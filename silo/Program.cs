using TockOrleans.Hosting;
using TockOrleans.Samples.Demo;
using TockOrleans.Samples.Echo;

// The content root is the program's own folder, so that it finds its settings wherever it is
// started from; the data folder is beside where it is started.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions
{
    Args = args,
    ContentRootPath = AppContext.BaseDirectory,
});
builder.AddTockOrleans()
    .AddBot(DemoBot.Create())
    .AddBot(EchoBot.Create());
var app = builder.Build();
app.MapTockOrleans();
await app.RunAsync();
