using System.Runtime.InteropServices;

namespace CaseFlow.Decisions.Values;

/// <summary>A day of the proleptic Gregorian calendar, years -999,999,999 to 999,999,999.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FeelDate : IComparable<FeelDate>
{
    public const int MaxYear = 999_999_999;

    private FeelDate(int year, int month, int day) => (Year, Month, Day) = (year, month, day);

    public int Year { get; }

    public int Month { get; }

    public int Day { get; }

    public static FeelDate? Create(long year, long month, long day) =>
        year is >= -MaxYear and <= MaxYear && month is >= 1 and <= 12 && day >= 1 && day <= DaysInMonth(year, (int)month)
            ? new FeelDate((int)year, (int)month, (int)day)
            : null;

    public static FeelDate From(DateTimeOffset instant) => new(instant.Year, instant.Month, instant.Day);

    /// <summary>Days since 1970-01-01. Months are counted from March, so that the leap day ends its year.</summary>
    public long EpochDay
    {
        get
        {
            var year = Month <= 2 ? Year - 1L : Year;
            var era = Math.DivRem(year >= 0 ? year : year - 399, 400).Quotient;
            var yearOfEra = year - era * 400;
            var dayOfYear = (153 * (Month + (Month > 2 ? -3 : 9)) + 2) / 5 + Day - 1;
            return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468;
        }
    }

    public static FeelDate? FromEpochDay(long epochDay)
    {
        if (Math.Abs(epochDay) > 366L * MaxYear) return null;
        var shifted = epochDay + 719_468;
        var era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097;
        var dayOfEra = shifted - era * 146_097;
        var yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        var dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        var march = (5 * dayOfYear + 2) / 153;
        var month = march < 10 ? march + 3 : march - 9;
        return Create(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * march + 2) / 5 + 1);
    }

    /// <summary>The same day of another month, or that month's last day.</summary>
    public FeelDate? AddMonths(long months)
    {
        if (Math.Abs(months) > 24L * MaxYear + 24) return null;
        var total = Year * 12L + Month - 1 + months;
        var (year, month) = Math.DivRem(total, 12);
        if (month < 0) (year, month) = (year - 1, month + 12);
        return Math.Abs(year) > MaxYear ? null : Create(year, month + 1, Math.Min(Day, DaysInMonth(year, (int)month + 1)));
    }

    /// <summary>Monday is 1, Sunday is 7.</summary>
    public int Weekday => (int)(((EpochDay + 3) % 7 + 7) % 7) + 1;

    public int DayOfYear => (int)(EpochDay - new FeelDate(Year, 1, 1).EpochDay) + 1;

    /// <summary>ISO 8601: the first week has the year's first Thursday.</summary>
    public int WeekOfYear
    {
        get
        {
            var thursday = FromEpochDay(EpochDay + 4 - Weekday) ?? this;
            return (thursday.DayOfYear - 1) / 7 + 1;
        }
    }

    public int CompareTo(FeelDate other) => EpochDay.CompareTo(other.EpochDay);

    public static int DaysInMonth(long year, int month) => month switch
    {
        2 => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };

    public override string ToString() => $"{YearText(Year)}-{Month:00}-{Day:00}";

    private static string YearText(int year) => year < 0 ? "-" + (-year).ToString("0000") : year.ToString("0000");
}
