using System.ComponentModel.DataAnnotations;

namespace TockOrleans.Grains.Sessions;

/// <summary>How sessions behave; configuration section <c>Tock:Sessions</c>.</summary>
public sealed class SessionOptions
{
    /// <summary>How long a story may take before the technical error answers for it.</summary>
    /// <value>Default 30 s, from 0.1 s to 10 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan StoryTimeLimit { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a turn may take before its event is made durable on its own.</summary>
    /// <value>Default 0.5 s, from 0 to 2 s.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:02")]
    public TimeSpan EarlyDurableAfter { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How many events may wait in one session.</summary>
    /// <value>Default 50, from 1 to 1,000.</value>
    [Range(1, 1_000)]
    public int QueueMax { get; set; } = 50;

    /// <summary>How many latest events a live session remembers without asking the store.</summary>
    /// <value>Default 256, from 16 to 4,096.</value>
    [Range(16, 4_096)]
    public int RecentEvents { get; set; } = 256;

    /// <summary>How often a turn that crashed the node is begun before it is given up.</summary>
    /// <value>Default 3, from 1 to 10.</value>
    [Range(1, 10)]
    public int AttemptsMax { get; set; } = 3;

    /// <summary>
    /// How long a reply that came after a deferral waits for the user's next event where the
    /// channel speaks: who calls later has forgotten what it answers.
    /// </summary>
    /// <value>Default 10 minutes, from 0 to 1 day.</value>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan HeldFor { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How long a reply that came late, or that the bot says first, waits for the user's next event
    /// where the channel shows text and cannot be called.
    /// </summary>
    /// <value>Default 3 days, from 0 to 90 days.</value>
    [Range(typeof(TimeSpan), "00:00:00", "90.00:00:00")]
    public TimeSpan KeptFor { get; set; } = TimeSpan.FromDays(3);

    /// <summary>After how long an open event without a live session is taken up again.</summary>
    /// <value>Default 10 s, from 1 s to 10 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan RecoveryLease { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How many stories may run at once on a node; beyond, the node answers 503.</summary>
    /// <value>Default 1,000, from 1 to 100,000.</value>
    [Range(1, 100_000)]
    public int RunningStoriesMax { get; set; } = 1_000;

    /// <summary>How many events may wait or run on a node; beyond, the node answers 503.</summary>
    /// <value>Default 20,000, from 1 to 1,000,000.</value>
    [Range(1, 1_000_000)]
    public int AcceptedEventsMax { get; set; } = 20_000;

    /// <summary>
    /// How many stories that did not stop at their limit a node bears before it reports itself not
    /// ready: a loop on the processor cannot be ended from outside, only the process can.
    /// </summary>
    /// <value>Default 8, from 1 to 1,000.</value>
    [Range(1, 1_000)]
    public int AbandonedStoriesMax { get; set; } = 8;

    /// <summary>How long a node that shuts down waits for its running stories.</summary>
    /// <value>Default 20 s, from 0 to 5 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan ShutdownWait { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long the keys of erased events are kept against redelivery.</summary>
    /// <value>Default 7 days, the longest redelivery of a known channel; up to 90 days.</value>
    [Range(typeof(TimeSpan), "00:00:00", "90.00:00:00")]
    public TimeSpan TombstonesFor { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long the bot is silent after a person answered in its place.</summary>
    /// <value>Default 1 hour, from 0 to 30 days.</value>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")]
    public TimeSpan AnswerPause { get; set; } = TimeSpan.FromHours(1);

    /// <summary>
    /// How long the bot is silent after the conversation was taken from it, unless it is given
    /// back.
    /// </summary>
    /// <value>Default 1 day, from 0 to 30 days.</value>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")]
    public TimeSpan TakeoverPause { get; set; } = TimeSpan.FromDays(1);

    /// <summary>After how long without a call a session leaves the memory.</summary>
    /// <value>Default 15 minutes, from 1 minute to 1 day.</value>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan IdleAfter { get; set; } = TimeSpan.FromMinutes(15);
}
