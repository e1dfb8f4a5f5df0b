using TockOrleans.Bot.Testing;
using TockOrleans.Messages;
using TockOrleans.Samples.Demo;
using Xunit;

namespace TockOrleans.Bot.Tests;

/// <summary>The railway assistant in French, on Tuesday, 10 March 2026, 08:00.</summary>
public sealed class DemoBotInFrenchTests
{
    private readonly BotConversation user = new(DemoBot.Create(), "fr-CH", clock: Clock.Tuesday());

    [Fact]
    public async Task A_journey_from_the_first_word_to_the_booking()
    {
        Assert.Equal(
            ["Bonjour ! Je suis l'assistant ferroviaire. Je connais les trajets, les départs et "
                + "les gares."],
            (await user.Start()).Texts);
        Assert.Equal(["D'où partez-vous ?"], (await user.Click("Planifier un trajet")).Texts);
        Assert.Equal(["Où voulez-vous aller ?"], (await user.Say("Bruxelles")).Texts);
        Assert.Equal(["Quel jour ?"], (await user.Say("à Genève")).Texts);
        Assert.Equal(["aujourd'hui", "demain"], user.Last!.Suggestions);

        var journeys = await user.Click("demain");

        Assert.Equal(["De Bruxelles à Genève, mercredi 11 mars :"], journeys.Texts);
        Assert.Equal(
            ["11:13 → 17:03", "16:13 → 22:03"], journeys.Cards.Select(card => card.Title));
        Assert.Equal("TGV 24 + Lyria 92, changement à Paris, 5:50 h", journeys.Cards[0].SubTitle);
        Assert.Equal(
            ["Réservé : brussels-geneva 2026-03-11 11:13. Votre référence est TURN-6. (C'est une "
                + "démo : aucun train ne vous attend.)"],
            (await user.Click("Réserver")).Texts);
    }

    [Fact]
    public async Task Mistakes_are_met_in_french_too()
    {
        Assert.Equal(
            ["Vous êtes déjà à Lille.", "Où voulez-vous aller ?"],
            (await user.Say("je veux aller de Lille à Lille hier")).Texts);
        Assert.Equal(
            ["Désolé, je n'ai pas compris.", "Où voulez-vous aller ?"],
            (await user.Say("la lune")).Texts);
        Assert.Equal(
            ["Le lundi 9 mars 2026 est passé : je ne prévois que l'avenir.", "Quel jour ?"],
            (await user.Say("Paris")).Texts);
        Assert.Equal(
            ["De Lille à Paris, jeudi 12 mars :"], (await user.Say("après-demain")).Texts);
        Assert.Equal(
            ["Où voulez-vous aller ?"], (await user.Click("Autre destination")).Texts);
        Assert.Equal(["De Lille à Lyon, jeudi 12 mars :"], (await user.Say("LYON")).Texts);
    }

    [Fact]
    public async Task Stations_and_small_talk_answer_in_french()
    {
        var card = Assert.Single((await user.Say("parle-moi de la gare de Genève")).Cards);
        Assert.Equal(("Genève", "8 voies"), (card.Title, card.SubTitle));
        Assert.Equal(
            ["Les prochains départs de Genève :\n12:29  Lyria 93  →  Paris\n17:29  Lyria 93  →  "
                + "Paris\n06:29  Lyria 93  →  Paris"],
            (await user.Click("Départs")).Texts);
        Assert.Equal(
            ["La gare la plus proche que je connaisse est Turin."],
            (await user.Send(new LocationEvent(45.1, 7.5))).Texts);
        Assert.Equal(
            ["À l'heure, merci. Et vous, où allez-vous ?"], (await user.Say("ça va ?")).Texts);
        Assert.Equal(["Avec plaisir !"], (await user.Say("Merci beaucoup")).Texts);
        Assert.Equal(
            ["Désolé, je n'ai pas compris. Je ne connais que les trains."],
            (await user.Say("qu'est-ce que l'amour")).Texts);
        Assert.Equal(["Planifier un trajet", "Départs", "Aide"], user.Last!.Suggestions);
        Assert.Equal(["Au revoir, et bon voyage !"], (await user.Say("au revoir")).Texts);
    }
}
