using System.Collections.Immutable;

namespace DeepRecipes.Augmentation;

/// <summary>An op that is made of others.</summary>
public abstract record Composition : SampleOp
{
    /// <summary>Makes a composition.</summary>
    /// <param name="ops">Its parts, at least one.</param>
    protected Composition(ImmutableArray<SampleOp> ops)
    {
        if (ops.IsDefaultOrEmpty || ops.Contains(null!))
            throw new ArgumentException("ops must hold at least one op, and none of them may be null.", nameof(ops));
        Ops = ops;
    }

    /// <summary>The parts.</summary>
    public ImmutableArray<SampleOp> Ops { get; }

    /// <inheritdoc/>
    public override bool IsRandom => Ops.Any(op => op.IsRandom);

    /// <inheritdoc/>
    public override string? Refuses(SampleTargets targets)
    {
        foreach (var op in Ops)
        {
            if (op.Refuses(targets) is { } reason)
                return $"{op.GetType().Name}: {reason}";
        }
        return null;
    }

    /// <summary>Equal where the parts are.</summary>
    /// <param name="other">Another composition.</param>
    public virtual bool Equals(Composition? other) => base.Equals(other) && Ops.SequenceEqual(other!.Ops);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Ops.Length, Ops[0]);
}
