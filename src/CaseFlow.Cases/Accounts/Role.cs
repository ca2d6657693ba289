namespace CaseFlow.Cases.Accounts;

/// <summary>The roles an account may hold. Their names are stored and sent: never rename one.</summary>
public static class Role
{
    /// <summary>Works on cases at a counter or in the inbox.</summary>
    public const string Clerk = "clerk";

    /// <summary>Watches promised time limits, approves suspensions, supervises.</summary>
    public const string Manager = "manager";

    /// <summary>Reviews portraits for the photo store; sees nothing else of a case.</summary>
    public const string Reviewer = "reviewer";

    /// <summary>Edits, validates and publishes processes and calendars.</summary>
    public const string Designer = "designer";

    /// <summary>Runs the installation: incidents, clock, system.</summary>
    public const string Administrator = "administrator";

    /// <summary>The citizens' portal, an outside system that speaks for citizens.</summary>
    public const string Portal = "portal";

    /// <summary>A program that does what workflows ask of programs outside.</summary>
    public const string Worker = "worker";

    /// <summary>Those that an account may hold.</summary>
    public static IReadOnlyList<string> OfAccounts { get; } = [Clerk, Manager, Reviewer, Designer, Administrator, Portal, Worker];

    /// <summary>The server itself; no account may hold it.</summary>
    public const string Server = "server";
}
