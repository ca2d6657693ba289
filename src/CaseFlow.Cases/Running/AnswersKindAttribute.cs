namespace CaseFlow.Cases.Running;

/// <summary>Marks the request that answers a built-in kind of activity. The engine describes the kind and issues the request; its inputs are those the kind writes.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class AnswersKindAttribute(string request) : Attribute
{
    /// <summary>The name under which the kind issues it, e.g. <c>Elsa.RunTask</c>.</summary>
    public string Request { get; } = request;
}
