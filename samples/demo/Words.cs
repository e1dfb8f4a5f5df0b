using TockOrleans.Bot;

namespace TockOrleans.Samples.Demo;

/// <summary>What the assistant says.</summary>
internal static class Words
{
    public static Text Hello { get; } = Text.Of(
        ("en", "Hello! I am the railway assistant. I know journeys, departures and stations."),
        ("fr", "Bonjour ! Je suis l'assistant ferroviaire. Je connais les trajets, les départs "
            + "et les gares."));

    public static Text Help { get; } = Text.Of(
        ("en", "Ask me for a journey (\"from Lille to Lyon tomorrow\"), for the next departures "
            + "(\"departures from Paris\") or about a station (\"tell me about Geneva station\")."),
        ("fr", "Demandez-moi un trajet (« de Lille à Lyon demain »), les prochains départs "
            + "(« départs de Paris ») ou une gare (« parle-moi de la gare de Genève »)."));

    public static Text Unknown { get; } = Text.Of(
        ("en", "Sorry, I did not understand that. I only know about trains."),
        ("fr", "Désolé, je n'ai pas compris. Je ne connais que les trains."));

    public static Text FromWhere { get; } = Text.Of(
        ("en", "Where do you leave from?"), ("fr", "D'où partez-vous ?"));

    public static Text ToWhere { get; } = Text.Of(
        ("en", "Where do you want to go?"), ("fr", "Où voulez-vous aller ?"));

    public static Text When { get; } = Text.Of(
        ("en", "On which day?"), ("fr", "Quel jour ?"));

    public static Text SameStation { get; } = Text.Of(
        ("en", "You are already in {0}."), ("fr", "Vous êtes déjà à {0}."));

    public static Text Past { get; } = Text.Of(
        ("en", "{0} is over: I only plan ahead."), ("fr", "Le {0} est passé : je ne prévois que "
            + "l'avenir."));

    public static Text NoJourney { get; } = Text.Of(
        ("en", "I know no journey from {0} to {1}."),
        ("fr", "Je ne connais aucun trajet de {0} à {1}."));

    public static Text Journeys { get; } = Text.Of(
        ("en", "From {0} to {1}, {2:dddd d MMMM}:"), ("fr", "De {0} à {1}, {2:dddd d MMMM} :"));

    public static Text Direct { get; } = Text.Of(("en", "direct"), ("fr", "direct"));

    public static Text Change { get; } = Text.Of(
        ("en", "change in {0}"), ("fr", "changement à {0}"));

    public static Text Book { get; } = Text.Of(("en", "Book"), ("fr", "Réserver"));

    public static Text Booked { get; } = Text.Of(
        ("en", "Booked: {0}. Your reference is {1}. (This is a demo: no train waits for you.)"),
        ("fr", "Réservé : {0}. Votre référence est {1}. (C'est une démo : aucun train ne vous "
            + "attend.)"));

    public static Text OtherDestination { get; } = Text.Of(
        ("en", "Another destination"), ("fr", "Autre destination"));

    public static Text OtherDay { get; } = Text.Of(("en", "Another day"), ("fr", "Autre jour"));

    public static Text Departures { get; } = Text.Of(
        ("en", "The next departures from {0}:"), ("fr", "Les prochains départs de {0} :"));

    public static Text WhichStation { get; } = Text.Of(
        ("en", "Which station?"), ("fr", "Quelle gare ?"));

    public static Text Platforms { get; } = Text.Of(
        ("en", "{0} platforms"), ("fr", "{0} voies"));

    public static Text ShowDepartures { get; } = Text.Of(
        ("en", "Departures"), ("fr", "Départs"));

    public static Text Map { get; } = Text.Of(("en", "Map"), ("fr", "Plan"));

    public static Text Nearest { get; } = Text.Of(
        ("en", "The nearest station I know is {0}."),
        ("fr", "La gare la plus proche que je connaisse est {0}."));

    public static Text Sources { get; } = Text.Of(
        ("en", "My timetable is made up for this demo."),
        ("fr", "Mon horaire est inventé pour cette démo."));

    public static Text Tips { get; } = Text.Of(
        ("en", "Three things. Board at the front of the train: the way out is nearer. Take the "
            + "second-last train, never the last one. And sit on the left between Lyon and "
            + "Geneva: the lake is worth it."),
        ("fr", "Trois choses. Montez en tête de train : la sortie est plus proche. Prenez "
            + "l'avant-dernier train, jamais le dernier. Et asseyez-vous à gauche entre Lyon et "
            + "Genève : le lac en vaut la peine."));

    public static Text Thanks { get; } = Text.Of(
        ("en", "You are welcome!"), ("fr", "Avec plaisir !"));

    public static Text Bye { get; } = Text.Of(
        ("en", "Goodbye, and have a good trip!"), ("fr", "Au revoir, et bon voyage !"));

    public static Text HowAreYou { get; } = Text.Of(
        ("en", "On time, thank you. And you: where to?"),
        ("fr", "À l'heure, merci. Et vous, où allez-vous ?"));

    public static Text PlanJourney { get; } = Text.Of(
        ("en", "Plan a journey"), ("fr", "Planifier un trajet"));

    public static Text HelpTitle { get; } = Text.Of(("en", "Help"), ("fr", "Aide"));

    public static Text Today { get; } = Text.Of(("en", "today"), ("fr", "aujourd'hui"));

    public static Text Tomorrow { get; } = Text.Of(("en", "tomorrow"), ("fr", "demain"));
}
