using System.Collections.Immutable;
using DeepRecipes.Kernels;

namespace DeepRecipes.Metrics;

/// <summary>One task of a <see cref="MultiTaskLoss"/>.</summary>
/// <param name="Name">The task's name, for reports and errors.</param>
/// <param name="Loss">Its loss.</param>
/// <param name="Weight">How much it counts; finite and not negative.</param>
public sealed record LossTask(string Name, Loss Loss, double Weight);

/// <summary>
/// A weighted sum of the losses of several tasks (classes and boxes, regions and boundaries), each with predictions of its own, as in Fast R-CNN (Girshick, ICCV 2015).
/// </summary>
public sealed class MultiTaskLoss
{
    /// <summary>A sum.</summary>
    /// <param name="tasks">At least one, with different names.</param>
    /// <exception cref="ArgumentException">There is no task, or two share a name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A weight is negative or not finite.</exception>
    public MultiTaskLoss(params IReadOnlyList<LossTask> tasks)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        if (tasks.Count == 0 || tasks.DistinctBy(task => task.Name, StringComparer.Ordinal).Count() != tasks.Count)
            throw new ArgumentException($"{nameof(tasks)} holds {tasks.Count} tasks; at least one is needed, all with different names.", nameof(tasks));
        foreach (LossTask task in tasks)
            Ensure.InRange(task.Weight, 0, double.MaxValue, $"{nameof(tasks)} {task.Name}");
        Tasks = [.. tasks];
    }

    /// <summary>The tasks.</summary>
    public ImmutableArray<LossTask> Tasks { get; }

    /// <summary>The weighted sum.</summary>
    /// <param name="predictions">For each task, in order, its predictions.</param>
    /// <param name="targets">For each task, in order, its targets.</param>
    /// <returns>The sum of weight times loss; a task of weight 0 is not evaluated.</returns>
    /// <exception cref="ArgumentException">There are not as many as tasks, or a task refuses its numbers.</exception>
    public double Value(IReadOnlyList<double[]> predictions, IReadOnlyList<double[]> targets) => Sum(predictions, targets, null);

    /// <summary>The weighted sum and how it changes with each prediction.</summary>
    /// <param name="predictions">For each task, in order, its predictions.</param>
    /// <param name="targets">For each task, in order, its targets.</param>
    /// <param name="gradients">For each task, in order, room for as many numbers as predictions.</param>
    /// <returns>The sum of weight times loss.</returns>
    /// <exception cref="ArgumentException">There are not as many as tasks, or a task refuses its numbers.</exception>
    public double ValueAndGradient(IReadOnlyList<double[]> predictions, IReadOnlyList<double[]> targets, IReadOnlyList<double[]> gradients)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        Ensure.Length(gradients.Count, Tasks.Length, nameof(gradients));
        return Sum(predictions, targets, gradients);
    }

    private double Sum(IReadOnlyList<double[]> predictions, IReadOnlyList<double[]> targets, IReadOnlyList<double[]>? gradients)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentNullException.ThrowIfNull(targets);
        Ensure.Length(predictions.Count, Tasks.Length, nameof(predictions));
        Ensure.Length(targets.Count, Tasks.Length, nameof(targets));
        double sum = 0;
        for (int i = 0; i < Tasks.Length; i++)
        {
            if (Tasks[i].Weight == 0)
            {
                gradients?[i].AsSpan().Clear();
                continue;
            }

            sum += Tasks[i].Weight * (gradients is null
                ? Tasks[i].Loss.Value(predictions[i], targets[i])
                : Tasks[i].Loss.ValueAndGradient(predictions[i], targets[i], gradients[i]));
            foreach (ref double slope in gradients is null ? [] : gradients[i].AsSpan())
                slope *= Tasks[i].Weight;
        }

        return sum;
    }
}
