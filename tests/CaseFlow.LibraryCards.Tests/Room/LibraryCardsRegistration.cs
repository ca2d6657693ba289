using System.Reflection;
using CaseFlow.PostgreSql;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.LibraryCards;

/// <summary>Registers the domain room: library cards.</summary>
public static class LibraryCardsRegistration
{
    /// <summary>Give it to <c>AddCases</c>: it finds the activities and their handlers here.</summary>
    public static Assembly Room { get; } = typeof(LibraryCardsRegistration).Assembly;

    /// <summary>Registers the tables.</summary>
    public static IServiceCollection AddLibraryCards(this IServiceCollection services) => services.AddSingleton(MigrationSource.Of(Room));
}
