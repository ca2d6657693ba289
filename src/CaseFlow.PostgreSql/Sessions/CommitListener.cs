namespace CaseFlow.PostgreSql;

/// <summary>Hears in this process what sessions say after their commit. Nothing is stored: who needs certainty reads the tables.</summary>
public interface ICommitListener
{
    /// <summary>Something was committed about this subject.</summary>
    /// <param name="subject">What, in the words of the room that said it.</param>
    void Committed(string subject);
}
