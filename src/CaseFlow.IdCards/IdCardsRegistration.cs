using System.Reflection;
using CaseFlow.Cases.Cases;
using CaseFlow.IdCards.Cards;
using CaseFlow.IdCards.Outside;
using CaseFlow.IdCards.People;
using CaseFlow.IdCards.Post;
using CaseFlow.IdCards.Temporary;
using CaseFlow.PostgreSql;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.IdCards;

/// <summary>Registers the domain room: resident ID cards.</summary>
public static class IdCardsRegistration
{
    /// <summary>Give it to <c>AddCases</c>: it finds the activities, their handlers and the outside jobs here.</summary>
    public static Assembly Room { get; } = typeof(IdCardsRegistration).Assembly;

    /// <summary>Registers the tables, the stores and the clients of the outside world
    /// (<c>Outside:{Registry|FaceCheck|Sms|Factory|Post|PhotoStore|HomePolice}:{BaseAddress,ApiKey}</c>).</summary>
    public static IServiceCollection AddIdCards(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(MigrationSource.Of(Room))
        .AddSingleton(new WebhookOpening("national", "loss.sync", "id-card-loss", "holder"))
        .AddScoped<WalletStore>()
        .AddScoped<TemporaryCards>()
        .AddScoped<PersonReading>().AddScoped<Manifests>()
        .AddOutside(configuration);
}
