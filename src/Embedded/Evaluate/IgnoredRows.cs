using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Counts the rows that an evaluation leaves out, and says so.</summary>
internal sealed class IgnoredRows
{
    public long Unlabeled { get; set; }

    public long BadScores { get; set; }

    public void Report(LocalEnvironment environment)
    {
        using var channel = environment.Start("Evaluate");
        if (Unlabeled > 0)
            channel.Warning(MessageSensitivity.None, "Encountered {0} unlabeled instances during testing.", Unlabeled);
        if (BadScores > 0)
            channel.Warning(MessageSensitivity.None, "The predictor produced non-finite prediction values on {0} instances during testing. Possible causes: abnormal data or the predictor is numerically unstable.", BadScores);
    }
}
