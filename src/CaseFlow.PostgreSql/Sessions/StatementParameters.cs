using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace CaseFlow.PostgreSql;

/// <summary>Turns the properties of a parameter object into parameters of a batch command.</summary>
internal static class StatementParameters
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> properties = new();

    public static NpgsqlBatchCommand Bind(string sql, object? parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        if (parameters is null) return command;
        foreach (var property in properties.GetOrAdd(parameters.GetType(), static type => type.GetProperties()))
            command.Parameters.Add(Parameter(property, property.GetValue(parameters)));
        return command;
    }

    private static NpgsqlParameter Parameter(PropertyInfo property, object? value) => value switch
    {
        // A null of unknown type takes the type the statement gives it.
        null => new NpgsqlParameter { ParameterName = property.Name, Value = DBNull.Value },
        // PostgreSQL keeps instants, not offsets; Npgsql refuses any other offset than zero.
        DateTimeOffset instant => new NpgsqlParameter(property.Name, NpgsqlDbType.TimestampTz) { Value = instant.UtcDateTime },
        JsonElement json => new NpgsqlParameter(property.Name, NpgsqlDbType.Json) { Value = json.GetRawText() },
        DateTimeOffset[] instants => new NpgsqlParameter(property.Name, NpgsqlDbType.Array | NpgsqlDbType.TimestampTz) { Value = Array.ConvertAll(instants, i => i.UtcDateTime) },
        Enum name => new NpgsqlParameter(property.Name, NpgsqlDbType.Text) { Value = name.ToString() },
        _ => new NpgsqlParameter(property.Name, value),
    };
}
