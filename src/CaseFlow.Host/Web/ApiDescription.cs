using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using CaseFlow.Host.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CaseFlow.Host.Web;

/// <summary>The public description of the API: OpenAPI 3.1 at /openapi/v1.json, and a committed copy at docs/openapi.v1.json.</summary>
internal static class ApiDescription
{
    private const string Document = "v1";

    public static void DescribeApi(this IServiceCollection services) => services.AddOpenApi(Document, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddOperationTransformer((operation, context, _) =>
        {
            DescribeAccess(operation, context.Description.ActionDescriptor.EndpointMetadata, context.Description.HttpMethod);
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            DescribeValues(schema, context.JsonTypeInfo);
            return Task.CompletedTask;
        });
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "CaseFlow",
                Version = Document,
                Description = "Cases, tasks, time limits and processes. Every answer that is not a success is a problem (RFC 9457) "
                    + "with a stable code and every reason at once, "
                    + "in the language of Accept-Language (zh-CN or en). "
                    + "Commands honour Idempotency-Key: sent twice with one key, they are done once and answered alike.",
            };
            // The address is the caller's to know; naming one would make the committed copy differ from place to place.
            document.Servers = [];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                ["session"] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Cookie, Name = "caseflow", Description = "People: POST /api/v1/sign-in",
                },
                ["token"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "Systems" },
            };
            document.Security =
            [
                new() { [new OpenApiSecuritySchemeReference("session", document)] = [] },
                new() { [new OpenApiSecuritySchemeReference("token", document)] = [] },
            ];
            return Task.CompletedTask;
        });
    });

    private static void DescribeValues(OpenApiSchema schema, JsonTypeInfo type)
    {
        // Our own converter hides from the generator that an instant is a string.
        if (type.Type == typeof(DateTimeOffset))
            schema.Type = JsonSchemaType.String;
        if (type.Type == typeof(DateTimeOffset?))
            schema.Type = JsonSchemaType.String | JsonSchemaType.Null;
        // An absent value is left out of answers, and need not be sent.
        foreach (var property in type.Properties.Where(property => property.IsGetNullable))
            schema.Required?.Remove(property.Name);
    }

    private static void DescribeAccess(OpenApiOperation operation, IList<object> metadata, string? method)
    {
        var sorted = new OpenApiResponses();
        foreach (var (status, response) in (operation.Responses ?? []).OrderBy(response => response.Key, StringComparer.Ordinal))
            sorted.Add(status, response);
        operation.Responses = sorted;
        if (metadata.OfType<IAllowAnonymous>().Any())
        {
            operation.Security = [];
            return;
        }

        if (metadata.OfType<IAuthorizeData>().FirstOrDefault()?.Policy is { } policy)
            operation.Description = Policy.RolesOf(policy) is { Count: > 0 } roles ? $"Roles: {string.Join(", ", roles)}." : "Anyone who has signed in.";
        if (metadata.OfType<Csv.File>().Any())
        {
            (operation.Parameters ??= []).Add(new OpenApiParameter
            {
                Name = "format",
                In = ParameterLocation.Query,
                Description = "csv: all rows as a file, up to 10,000, in the words of `language`",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [JsonValue.Create("csv")] },
            });
        }

        if (method is "POST" or "PUT")
        {
            (operation.Parameters ??= []).Add(new OpenApiParameter
            {
                Name = "Idempotency-Key",
                In = ParameterLocation.Header,
                Description = "A command that is sent again with the same key is not done again.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 200 },
            });
        }
    }

    public static void MapApiDescription(this WebApplication app) => app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();

    /// <summary>Writes the description without starting the server. Nothing but the code decides what it says.</summary>
    public static async Task<int> WriteDescriptionAsync(this WebApplication app, string file)
    {
        // The description reads the endpoints from where the middleware puts them.
        app.UseRouting();
        app.UseEndpoints(static _ => { });
        var document = await app.Services.GetRequiredKeyedService<IOpenApiDocumentProvider>(Document).GetOpenApiDocumentAsync(CancellationToken.None);
        await File.WriteAllTextAsync(file, await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, CancellationToken.None) + "\n");
        return 0;
    }
}
