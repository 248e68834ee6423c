using System.Collections.Immutable;
using DeepRecipes.Metrics;

namespace DeepRecipes.Reports;

/// <summary>The numbers of keypoints as a page: tiles, each joint, and the share of right ones over the distance allowed.</summary>
public static class KeypointReport
{
    private const int CurvesShown = 8;

    /// <summary>Makes the page.</summary>
    /// <param name="result">What was measured.</param>
    /// <param name="title">The page's title.</param>
    /// <returns>A page that can still be added to, and saved.</returns>
    public static Report Of(KeypointResult result, string title = "Keypoints")
    {
        ArgumentNullException.ThrowIfNull(result);
        ImmutableArray<double> thresholds = result.Options.PckThresholds;
        Report report = new(title) { Lead = $"{result.Objects:N0} objects; distances are shares of each object's reference length." };
        ReportSection section = report.Section("Numbers");
        _ = section.Tiles([
            new Tile("Normalised mean error", result.Nme),
            new Tile("OKS", result.Oks, "mean over the objects"),
            new Tile("Right", result.Pck[^1], $"within {thresholds[^1]:0.###}")]);
        ReportTable joints = new(["Joint", "Labelled", "Mean error", .. thresholds.Select(threshold => $"within {threshold:0.###}")]);
        foreach (KeypointJointResult joint in result.PerJoint)
            _ = joints.Row([joint.Joint, joint.Labelled, joint.MeanError, .. joint.Pck.Select(pck => (TableCell)pck)]);
        _ = section.Table(joints);
        PlotSeries all = new("all joints", Points(result.Pck));
        KeypointJointResult[] first = [.. result.PerJoint.Where(joint => joint.Labelled > 0).Take(CurvesShown)];
        _ = section.Figures(new LinePlot("Share of right keypoints over the distance allowed", [all, .. first.Select(joint => new PlotSeries(joint.Joint, Points(joint.Pck)))])
        {
            XTitle = "Distance allowed", YTitle = "Share of right ones", YFromZero = true,
        });
        if (first.Length < result.PerJoint.Length)
            _ = section.Note($"Curves of all joints and of the first {first.Length} that are labelled, of {result.PerJoint.Length}.");
        return report;

        PlotPoint[] Points(ImmutableArray<double> pck) => [.. pck.Select((value, t) => new PlotPoint(thresholds[t], value))];
    }
}
