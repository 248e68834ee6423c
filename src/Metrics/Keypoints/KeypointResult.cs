using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace DeepRecipes.Metrics;

/// <summary>The numbers of one joint.</summary>
/// <param name="Joint">Its name.</param>
/// <param name="Labelled">Objects where it is labelled.</param>
/// <param name="MeanError">Mean distance from where it is, over the reference length; NaN when it is never labelled.</param>
/// <param name="Pck">For each threshold the share within it; NaN when it is never labelled.</param>
public sealed record KeypointJointResult(string Joint, long Labelled, double MeanError, ImmutableArray<double> Pck);

/// <summary>What can be said about keypoints of single objects. Numbers with nothing in them are NaN.</summary>
/// <param name="Options">Joints, sigmas and thresholds.</param>
/// <param name="Objects">Objects given, also those without a labelled joint.</param>
/// <param name="Pck">For each threshold the percentage (0 to 1) of correct keypoints, over all labelled keypoints (Yang and Ramanan 2013).</param>
/// <param name="PerJoint">The numbers of each joint.</param>
/// <param name="Nme">Normalised mean error: the mean over objects of their mean distance over the reference length.</param>
/// <param name="Oks">The mean object keypoint similarity over objects with a labelled joint; NaN without sigmas.</param>
public sealed record KeypointResult(
    KeypointOptions Options, int Objects, ImmutableArray<double> Pck, ImmutableArray<KeypointJointResult> PerJoint, double Nme, double Oks)
{
    /// <summary>The main numbers, then a line for each joint.</summary>
    /// <returns>Several lines.</returns>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Objects} objects, NME {Nme:0.0000}, OKS {Oks:0.0000}");
        for (int t = 0; t < Pck.Length; t++)
            text.Append(CultureInfo.InvariantCulture, $", PCK@{Options.PckThresholds[t]:0.###} {Pck[t]:0.0000}");
        text.Append('\n');
        foreach (KeypointJointResult joint in PerJoint)
            text.Append(CultureInfo.InvariantCulture, $"{joint.Joint,-20} error {joint.MeanError:0.0000} on {joint.Labelled}").Append('\n');
        return text.ToString();
    }
}
