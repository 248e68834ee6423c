using Xunit.Sdk;

namespace DeepRecipes.Metrics.Tests.Losses;

/// <summary>A metric taken for a loss, and a loss that can go negative: written down as people write them, and caught by the losses' contract.</summary>
public class LossDirectionTests
{
    [Fact]
    public void ACoefficientTakenForALoss_FailsTheContract()
    {
        var contract = new Wrong(() => new DiceCoefficient());
        Assert.ThrowsAny<XunitException>(contract.Better_NeverHasTheLargerLoss);
        Assert.ThrowsAny<XunitException>(contract.Perfect_HasTheMinimum_AndNothingLiesBelow);
    }

    [Fact]
    public void ALossThatGoesNegative_FailsTheContract()
    {
        // Its direction is right: only the minimum gives it away.
        var contract = new Wrong(() => new NegatedDice());
        contract.Better_NeverHasTheLargerLoss();
        Assert.ThrowsAny<XunitException>(contract.Perfect_HasTheMinimum_AndNothingLiesBelow);
    }

    [Fact]
    public void TheRightOne_PassesTheSameContract()
    {
        var contract = new Wrong(() => new DiceLoss { Pixels = 8 });
        contract.Better_NeverHasTheLargerLoss();
        contract.Perfect_HasTheMinimum_AndNothingLiesBelow();
    }

    private sealed class Wrong(Func<Loss> make) : RegionContract
    {
        protected override Loss Loss() => make();

        protected override Loss SumLoss() => make();
    }

    /// <summary>Higher is better: a metric.</summary>
    private sealed class DiceCoefficient : RegionLoss
    {
        private protected override double Item(ReadOnlySpan<double> prediction, ReadOnlySpan<double> target, Span<double> gradient)
        {
            (double overlap, double sizes) = DiceLoss.Sums(prediction, target);
            return ((2 * overlap) + 1) / (sizes + 1);
        }
    }

    /// <summary>Lower is better, but from 0 down.</summary>
    private sealed class NegatedDice : RegionLoss
    {
        private protected override double Item(ReadOnlySpan<double> prediction, ReadOnlySpan<double> target, Span<double> gradient)
        {
            (double overlap, double sizes) = DiceLoss.Sums(prediction, target);
            return -((2 * overlap) + 1) / (sizes + 1);
        }
    }
}
