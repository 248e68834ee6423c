namespace DeepRecipes.Benchmarks.Onnx;

/// <summary>A way of scoring rows. It is opened once, and then scores so many of the case's rows again and again.</summary>
internal interface IScoring : IDisposable
{
    /// <summary>How the table calls it.</summary>
    string Name { get; }

    /// <summary>Scores so many rows, reads the output of each, and gives the sum of their first numbers, by which the ways are held against each other.</summary>
    double Score(int rows);
}

/// <summary>Another way that is there or not, depending on what the program is built on; found by this interface.</summary>
internal interface IScoringPeer
{
    IScoring Open(OnnxCase network, float[][] rows);
}
