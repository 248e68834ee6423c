using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace DeepRecipes.MLNet.Tests;

public sealed class LogTests
{
    [Fact]
    public void Messages_of_components_arrive_with_their_kind_and_source()
    {
        var context = new MLContext();
        var seen = new List<LoggingEventArgs>();
        context.Log += (_, e) => seen.Add(e);
        var host = ((IHostEnvironment)context).Register("Component");

        using (var channel = host.Start("Step"))
        {
            channel.Warning(MessageSensitivity.None, "{0} of {1}", 1, 2);
            channel.Error(MessageSensitivity.None, "plain {0}");
        }

        var warning = Assert.Single(seen, e => e.Kind == ChannelMessageKind.Warning);
        Assert.Equal("1 of 2", warning.RawMessage);
        Assert.Equal("Component; Step", warning.Source);
        Assert.Equal("[Source=Component; Step, Kind=Warning] 1 of 2", warning.Message);
        Assert.Equal("plain {0}", Assert.Single(seen, e => e.Kind == ChannelMessageKind.Error).RawMessage);
        Assert.Contains(seen, e => e.Kind == ChannelMessageKind.Trace && e.RawMessage == "Channel started");
        Assert.Contains(seen, e => e.Kind == ChannelMessageKind.Trace && e.RawMessage == "Channel disposed");
    }

    [Fact]
    public void A_context_itself_can_speak()
    {
        var context = new MLContext();
        var seen = new List<string>();
        context.Log += (_, e) => seen.Add(e.Source);
        ((IChannelProvider)context).Start("Alone").Dispose();
        Assert.All(seen, source => Assert.Equal("Alone", source));
        Assert.NotEmpty(seen);
    }

    [Fact]
    public void Cursors_say_when_they_open_and_close()
    {
        var context = new MLContext();
        var seen = new List<LoggingEventArgs>();
        context.Log += (_, e) => seen.Add(e);
        var view = context.Data.LoadFromEnumerable(Example.Make(3));

        using (var cursor = view.GetRowCursor(view.Schema))
            Assert.Contains(seen, e => e.RawMessage == "Channel started");
        Assert.Contains(seen, e => e.RawMessage == "Channel disposed");
    }

    [Fact]
    public void Options_are_kept_by_name()
    {
        var context = new MLContext();
        Assert.True(context.TryAddOption("a", 1));
        Assert.False(context.TryAddOption("a", 2));
        Assert.True(context.TryGetOption("a", out int value));
        Assert.Equal(1, value);
        Assert.False(context.TryGetOption("a", out string _));
        Assert.Equal(0, context.GetOptionOrDefault<int>("b"));
        Assert.True(context.RemoveOption("a"));
        _ = Assert.Throws<ArgumentNullException>(() => context.SetOption(" ", 1));
    }
}
