namespace CaseFlow.Cases.Messages;

/// <summary>Sends a text message. A domain or deployment supplies it.</summary>
public interface ISmsSender
{
    /// <summary>Sends once per key; throw to be tried again later.</summary>
    Task SendAsync(string mobile, string text, string idempotencyKey, CancellationToken cancellationToken);
}
