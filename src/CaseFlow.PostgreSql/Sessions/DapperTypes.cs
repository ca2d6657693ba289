using System.Data;
using System.Text.Json;
using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace CaseFlow.PostgreSql;

/// <summary>How Dapper reads what PostgreSQL stores: instants as DateTimeOffset in UTC, dates as DateOnly, json as JsonElement, arrays as arrays,
/// snake_case columns as PascalCase properties.</summary>
internal static class DapperTypes
{
    private static readonly Lock once = new();
    private static bool registered;

    public static void Register()
    {
        lock (once)
        {
            if (registered) return;
            DefaultTypeMap.MatchNamesWithUnderscores = true;
            SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
            SqlMapper.RemoveTypeMap(typeof(DateOnly));
            SqlMapper.AddTypeHandler(new InstantType());
            SqlMapper.AddTypeHandler(new DateType());
            SqlMapper.AddTypeHandler(new JsonType());
            SqlMapper.AddTypeHandler(new ArrayType<string>());
            SqlMapper.AddTypeHandler(new ArrayType<long>());
            SqlMapper.AddTypeHandler(new ArrayType<int>());
            SqlMapper.AddTypeHandler(new ArrayType<Guid>());
            registered = true;
        }
    }

    private sealed class InstantType : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override DateTimeOffset Parse(object value) => value is DateTimeOffset instant ? instant : new DateTimeOffset((DateTime)value, TimeSpan.Zero);

        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value) => parameter.Value = value.UtcDateTime;
    }

    private sealed class DateType : SqlMapper.TypeHandler<DateOnly>
    {
        public override DateOnly Parse(object value) => value is DateOnly date ? date : DateOnly.FromDateTime((DateTime)value);

        public override void SetValue(IDbDataParameter parameter, DateOnly value) => parameter.Value = value;
    }

    private sealed class JsonType : SqlMapper.TypeHandler<JsonElement>
    {
        public override JsonElement Parse(object value) => JsonElement.Parse((string)value);

        public override void SetValue(IDbDataParameter parameter, JsonElement value)
        {
            parameter.Value = value.GetRawText();
            ((NpgsqlParameter)parameter).NpgsqlDbType = NpgsqlDbType.Json;
        }
    }

    // Without it Dapper would spread an array over one parameter an element; here it is one: «= any(@Ids)».
    private sealed class ArrayType<T> : SqlMapper.TypeHandler<T[]>
    {
        public override T[] Parse(object value) => (T[])value;

        public override void SetValue(IDbDataParameter parameter, T[]? value) => parameter.Value = (object?)value ?? DBNull.Value;
    }
}
