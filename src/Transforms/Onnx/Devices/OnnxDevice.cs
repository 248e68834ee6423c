using Microsoft.ML.OnnxRuntime;

namespace DeepRecipes.Transforms;

/// <summary>Where a session runs.</summary>
/// <param name="Provider">The execution provider that is used.</param>
/// <param name="FallbackReason">Why one that was wanted before it is not used; null where it was the first choice.</param>
/// <param name="OneAtATime">What is to be held while it is used, where that cannot be done twice at once.</param>
internal sealed record OnnxDevice(string Provider, string? FallbackReason, Lock? OneAtATime)
{
    /// <summary>The provider that is always there.</summary>
    private const string Processor = "CPU";

    public bool IsProcessor => Provider == Processor;

    /// <summary>Opens a session where the settings want it.</summary>
    /// <exception cref="InvalidOperationException">A GPU is required, and none can be used.</exception>
    /// <exception cref="OnnxRuntimeException">The model cannot be loaded.</exception>
    public static (OnnxDevice Device, InferenceSession Session) Open(byte[] model, OnnxSessionSettings settings)
    {
        var reasons = new List<string>();
        if (settings.Device != DevicePolicy.CpuOnly)
        {
            var offered = OrtEnv.Instance().GetAvailableProviders();
            foreach (var setup in GpuSetup.Wanted(settings, offered))
            {
                if (setup.WhyNot(settings, offered) is { } known)
                    reasons.Add($"{setup.Provider}: {known}");
                else if (TryOpen(model, settings, setup, out var reason) is { } session)
                    return (new(setup.Provider.ToString(), Joined(reasons), setup.OneAtATime?.Invoke()), session);
                else
                    reasons.Add($"{setup.Provider}: {reason}");
            }
            if (reasons.Count == 0)
                reasons.Add(GpuSetup.NoneOffered(offered));
            if (settings.Device == DevicePolicy.RequireGpu)
                throw new InvalidOperationException($"A GPU is required ({nameof(DevicePolicy)}.{nameof(DevicePolicy.RequireGpu)}) and cannot be used: {Joined(reasons)}");
        }
        using var options = Options(settings);
        return (new(Processor, Joined(reasons), null), new(model, options));
    }

    private static InferenceSession? TryOpen(byte[] model, OnnxSessionSettings settings, GpuSetup setup, out string? reason)
    {
        try
        {
            using var options = Options(settings);
            setup.Append(options, settings);
            reason = null;
            // Weights go to the GPU here.
            using var alone = setup.OneAtATime?.Invoke() is { } oneAtATime ? oneAtATime.EnterScope() : default;
            return new(model, options);
        }
        catch (Exception e) when (e is OnnxRuntimeException or EntryPointNotFoundException or DllNotFoundException or NotSupportedException)
        {
            reason = e.Message;
            return null;
        }
    }

    private static SessionOptions Options(OnnxSessionSettings settings)
    {
        var options = new SessionOptions
        {
            IntraOpNumThreads = settings.Threads,
            InterOpNumThreads = 1,
            // What goes wrong is thrown, and need not be printed too.
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        // Spinning threads take the processor from whoever decodes the next rows.
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        return options;
    }

    private static string? Joined(List<string> reasons) => reasons.Count == 0 ? null : string.Join("; ", reasons);
}
