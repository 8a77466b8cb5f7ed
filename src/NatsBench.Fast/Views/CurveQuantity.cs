namespace NatsBench.Fast.Views;

/// <summary>What a learning curve shows.</summary>
public enum CurveQuantity
{
    /// <summary>Top-1 accuracy in percent (<c>train_acc1es</c>, <c>eval_acc1es</c>).</summary>
    Accuracy = 0,

    /// <summary>Top-5 accuracy in percent, of the training set only (<c>train_acc5es</c>).</summary>
    Top5Accuracy = 1,

    /// <summary>Cross-entropy loss (<c>train_losses</c>, <c>eval_losses</c>).</summary>
    Loss = 2,

    /// <summary>Seconds of the epoch (<c>train_times</c>, <c>eval_times</c>).</summary>
    Seconds = 3,
}
