using CaseFlow.Cases.Messages;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CaseFlow.IdCards.Outside;

/// <summary>Where the outside world is: <c>Outside:{Registry|FaceCheck|Sms|Factory|Post|PhotoStore|HomePolice}:{BaseAddress,ApiKey}</c>.</summary>
internal static class OutsideRegistration
{
    /// <summary>Makes the clients of the outside world known; one line a system.</summary>
    public static IServiceCollection AddOutside(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(new Patience());
        services.TryAddSingleton<OutsideLines>();
        return services
            .AddLine<IRegistry>(OutsideSystem.Registry, configuration, line => new RegistryClient(line))
            .AddLine<IFaceCheck>(OutsideSystem.FaceCheck, configuration, line => new FaceCheckClient(line))
            .AddLine<ISmsSender>(OutsideSystem.Sms, configuration, line => new SmsClient(line))
            .AddLine<ICardFactory>(OutsideSystem.Factory, configuration, line => new CardFactoryClient(line))
            .AddLine<IPostOffice>(OutsideSystem.Post, configuration, line => new PostOfficeClient(line))
            .AddLine<IHomePolice>(OutsideSystem.HomePolice, configuration, line => new HomePoliceClient(line))
            .AddLine<IPhotoStore>(OutsideSystem.PhotoStore, configuration, line => new PhotoStoreClient(line));
    }

    private static IServiceCollection AddLine<T>(
        this IServiceCollection services, OutsideSystem system, IConfiguration configuration, Func<OutsideLine, T> client)
        where T : class
    {
        var settings = configuration.GetSection($"Outside:{system.Name}");
        services.AddHttpClient(system.Name, http =>
        {
            if (settings["BaseAddress"] is { Length: > 0 } address) http.BaseAddress = new Uri(address.TrimEnd('/') + "/");
            if (settings["ApiKey"] is { Length: > 0 } key) http.DefaultRequestHeaders.Authorization = new("Bearer", key);
            // Patience decides how long to wait, on wall time.
            http.Timeout = Timeout.InfiniteTimeSpan;
        }).RemoveAllLoggers(); // The factory's loggers would write addresses, and with them numbers, into the log.
        return services.AddTransient(provider => client(provider.GetRequiredService<OutsideLines>().Open(system)));
    }
}
