using System.Numerics;

namespace CaseFlow.Decisions.Values;

internal enum Rounding
{
    HalfEven,
    HalfUp,
    HalfDown,
    Up,
    Down,
    Floor,
    Ceiling,
}

internal readonly partial struct FeelNumber
{
    /// <summary>Rounds to <paramref name="scale"/> digits after the point (before it, when negative).</summary>
    public FeelNumber Round(int scale, Rounding rounding)
    {
        var surplus = -scale - _exponent;
        if (surplus <= 0 || IsZero) return this;
        return Create(RoundedQuotient((BigInteger)_coefficient, surplus, rounding), -scale) ?? this;
    }

    /// <summary>The remainder with the sign of the divisor: a - b × floor(a / b).</summary>
    public static FeelNumber? Modulo(FeelNumber a, FeelNumber b)
    {
        if (b.IsZero) return null;
        var exponent = Math.Min(a._exponent, b._exponent);
        var divisor = (BigInteger)b._coefficient * BigInteger.Pow(10, b._exponent - exponent);
        var rest = (BigInteger)a._coefficient * BigInteger.ModPow(10, a._exponent - exponent, BigInteger.Abs(divisor)) % divisor;
        if (rest.Sign * divisor.Sign < 0) rest += divisor;
        return Create(rest, exponent);
    }

    /// <summary>The whole number inside the range of <see cref="int"/> after cutting off the fraction, or null.</summary>
    public int? ToInt() => ToLong() is { } value and >= int.MinValue and <= int.MaxValue ? (int)value : null;

    public long? ToLong()
    {
        var whole = Round(0, Rounding.Down);
        if (whole.IsZero) return 0;
        if (DigitCount(whole._coefficient) + whole._exponent > 19) return null;
        var value = whole.ToBig();
        return value >= long.MinValue && value <= long.MaxValue ? (long)value : null;
    }

    /// <summary>The value without its fraction. Costs as many digits as the number has.</summary>
    public BigInteger ToBig() =>
        _exponent >= 0 ? (BigInteger)_coefficient * BigInteger.Pow(10, _exponent) : RoundedQuotient((BigInteger)_coefficient, -_exponent, Rounding.Down);

    /// <summary>The value × 10^digits as a whole number, rounded half to even: nanoseconds out of seconds.</summary>
    public BigInteger ToScaledBig(int digits) => new FeelNumber(_coefficient, _exponent + digits).Round(0, Rounding.HalfEven).ToBig();

    public static FeelNumber FromScaledBig(BigInteger value, int digits) => (Create(value, -digits) ?? Zero).Trimmed(0);

    private static BigInteger RoundedQuotient(BigInteger value, int digits, Rounding rounding)
    {
        // Everything is cut away: the half is far above the value, only the direction counts.
        if (digits > DigitCount(value) + 1) return Carried(BigInteger.Zero, value.Sign, rounding, half: -1, rest: true);
        var divisor = BigInteger.Pow(10, digits);
        var quotient = BigInteger.DivRem(value, divisor, out var rest);
        var half = (BigInteger.Abs(rest) * 2).CompareTo(divisor);
        return Carried(quotient, value.Sign, rounding, half, !rest.IsZero);
    }

    private static BigInteger Carried(BigInteger quotient, int sign, Rounding rounding, int half, bool rest)
    {
        var away = rounding switch
        {
            Rounding.HalfEven => half > 0 || (half == 0 && !quotient.IsEven),
            Rounding.HalfUp => half >= 0,
            Rounding.HalfDown => half > 0,
            Rounding.Up => rest,
            Rounding.Down => false,
            Rounding.Floor => rest && sign < 0,
            Rounding.Ceiling => rest && sign > 0,
            _ => throw new ArgumentOutOfRangeException(nameof(rounding), rounding, null),
        };
        return away ? quotient + sign : quotient;
    }
}
