using System.Text.RegularExpressions;
using TockOrleans.Connectors.Contract;

namespace TockOrleans.Connectors.Tests.Conformance;

/// <summary>What every connector says of itself, and the shape of its folder.</summary>
public sealed partial class DescriptionTests
{
    public static IEnumerable<TheoryDataRow<string>> Types => Suite.Types();

    public static IEnumerable<TheoryDataRow<string>> BuiltIn => Suite.Catalog.All
        .Where(Suite.IsBuiltIn)
        .Select(connector => new TheoryDataRow<string>(connector.Description.Type));

    [Theory]
    [MemberData(nameof(Types))]
    public void Its_type_id_is_lower_case_and_its_title_is_there(string type)
    {
        var description = Suite.Connector(type).Description;
        Assert.Matches(TypeId(), description.Type);
        Assert.NotEmpty(description.Title);
        Assert.Same(description, Suite.Connector(type).Description);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Its_settings_are_titled_explained_and_safe(string type)
    {
        var fields = Suite.Connector(type).Description.Settings;
        Assert.Distinct(fields.Select(field => field.Name), StringComparer.OrdinalIgnoreCase);
        foreach (var field in fields)
        {
            Assert.Matches(SettingName(), field.Name);
            Assert.NotEmpty(field.Title);
            Assert.EndsWith(".", field.Help, StringComparison.Ordinal);
            Assert.True(
                field.Secret || !SecretName().IsMatch(field.Name), $"{field.Name} must be secret");
            Assert.True(
                !field.Secret || field.Default is null, $"{field.Name} has a known default");
            // Only an address of the operator's own may be missing.
            Assert.True(
                field.Kind != SettingKind.Url || field.Default is not null || field.Required
                    || !field.Name.EndsWith("BaseUrl", StringComparison.Ordinal),
                $"{field.Name} needs the vendor's own address as its default, or is required");
        }
        Assert.NotNull(CaseFolder.Make(Suite.Connector(type), [], type));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Its_capabilities_agree_with_its_parts(string type)
    {
        var connector = Suite.Connector(type);
        var can = connector.Description.Capabilities;
        Assert.InRange(can.TextMax, 100, int.MaxValue);
        Assert.InRange(can.LabelMax, 5, int.MaxValue);
        Assert.InRange(can.BodyMax, 1_000, 10_000_000);
        Assert.True(can.AckDeadline > TimeSpan.Zero);
        Assert.True(can.RedeliveryHorizon > TimeSpan.Zero);
        Assert.Distinct(can.Media);
        Assert.True(can.Reply == ReplyStyle.Asynchronous || connector.Responder is not null);
        Assert.True(can.Reply == ReplyStyle.Synchronous || connector.Client is not null);
        Assert.True(
            // Where nobody can be called, what the bot says first goes with the next answer.
            !can.Proactive || connector.Client is not null || connector.Responder is not null);
    }

    [Theory]
    [MemberData(nameof(BuiltIn))]
    public void Its_folder_has_the_files_every_folder_has(string type)
    {
        var connector = Suite.Connector(type);
        var folder = Suite.Folder(connector);
        var name = Path.GetFileName(folder);
        Assert.Equal($"{name}Connector", connector.GetType().Name);
        string[] parts =
        [
            "Connector", "Settings", "Verification", "Parser", "Renderer", "Payloads",
            .. connector.Responder is null ? [] : (string[])["Responder"],
            .. connector.Client is null ? [] : (string[])["Client"],
        ];
        Assert.All(parts, part => Assert.True(
            File.Exists(Path.Combine(folder, $"{name}{part}.cs")), $"{name}{part}.cs is missing"));
        Assert.Contains(
            "# " + connector.Description.Title, File.ReadAllText(Path.Combine(folder, "README.md")),
            StringComparison.Ordinal);
        Assert.Equal(
            [connector.GetType()],
            connector.GetType().Assembly.GetExportedTypes()
                .Where(exported => exported.Namespace == connector.GetType().Namespace));
    }

    [Theory]
    [MemberData(nameof(BuiltIn))]
    public void Its_quality_sheet_is_whole_and_agrees_with_its_capabilities(string type)
    {
        var connector = Suite.Connector(type);
        var can = connector.Description.Capabilities;
        var sheet = QualitySheet.Parse(
            File.ReadAllText(Path.Combine(Suite.Folder(connector), "quality.yaml")));
        Assert.Equal(QualitySheet.Names.Order(), sheet.Rules.Keys.Order());
        Assert.Equal(can.SuggestionsMax > 0, sheet.IsDone("suggestions"));
        Assert.Equal(can.ButtonsMax > 0, sheet.IsDone("buttons"));
        Assert.Equal(can.Cards, sheet.IsDone("cards"));
        Assert.Equal(can.CarouselMax > 0, sheet.IsDone("carousel"));
        Assert.Equal(can.Media.Count > 0, sheet.IsDone("media"));
        Assert.Equal(can.Footnotes, sheet.IsDone("footnotes"));
        Assert.Equal(can.Metadata, sheet.IsDone("metadata"));
        Assert.Equal(can.Typing, sheet.IsDone("typing"));
        Assert.Equal(can.Edit, sheet.IsDone("edit"));
        Assert.Equal(can.Threads, sheet.IsDone("threads"));
        Assert.Equal(can.Receipts, sheet.IsDone("receipts"));
        Assert.Equal(can.Proactive, sheet.IsDone("proactive"));
        Assert.Equal(can.IdempotencyKeyValidity is not null, sheet.IsDone("idempotency"));
        Assert.Equal(
            (connector.Stream ?? (object?)connector.Answers) is not null,
            sheet.IsDone("streaming"));
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{1,31}$")]
    private static partial Regex TypeId();

    [GeneratedRegex("^[a-z][A-Za-z0-9]*$")]
    private static partial Regex SettingName();

    [GeneratedRegex("secret|token|password|privateKey", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();
}
