namespace CaseFlow.Decisions.Tests.Feel;

public sealed class Dates_and_times
{
    public static TheoryData<string, string> Made => SpecTable.Of("""
        date("2017-12-31")                 => "2017-12-31"
        date("-0044-03-15")                => "-0044-03-15"
        date("2017-02-29")                 => null
        date("17-02-01")                   => null
        date(2020, 2, 29)                  => "2020-02-29"
        date(2020, 2, 30)                  => null
        date(@"2020-01-02T10:00:00")       => "2020-01-02"
        time("10:20:30.5")                 => "10:20:30.5"
        time("24:00:00")                   => null
        time("10:20:30+19:00")             => null
        time("10:20:30@Mars/Base")         => null
        time(14, 20, 0, @"-PT5H")          => "14:20:00-05:00"
        time(14, 20, 30.25)                => "14:20:30.25"
        time(@"2020-01-02T10:00:00Z")      => "10:00:00Z"
        date and time("2020-12-31T24:00:00") => "2021-01-01T00:00:00"
        date and time("2020-12-31")        => "2020-12-31T00:00:00"
        date and time(date("2020-01-01"), time("10:00:00@Asia/Shanghai")) => "2020-01-01T10:00:00@Asia/Shanghai"
        date and time(@"2020-01-01")       => "2020-01-01T00:00:00Z"
        duration("P1Y2M3D")                => null
        duration("PT")                     => null
        duration("PT0.S")                  => "PT0S"
        duration("PT36H")                  => "P1DT12H"
        duration("-P14M")                  => "-P1Y2M"
        @"no date"                         => null
        today()                            => "2026-11-22"
        now()                              => "2026-11-22T09:30:00+08:00"
        years and months duration(@"2011-12-22", @"2013-08-24") => "P1Y8M"
        years and months duration(@"2013-08-24", @"2011-12-22") => "-P1Y8M"
        years and months duration(@"2015-01-31", @"2015-02-28") => "P0M"
        """);

    public static TheoryData<string, string> Calculated => SpecTable.Of("""
        @"2020-01-31" + @"P1M"             => "2020-02-29"
        @"2020-02-29" - @"P1Y"             => "2019-02-28"
        @"2020-01-31" + @"P1D"             => "2020-02-01"
        @"2020-01-02" - @"2020-01-01"      => "P1D"
        @"2020-01-01" + @"2020-01-01"      => null
        @"2020-01-01T10:00:00" + @"PT20H"  => "2020-01-02T06:00:00"
        @"2020-03-29T01:30:00@Europe/Paris" + @"PT1H" => "2020-03-29T03:30:00@Europe/Paris"
        @"2020-01-02T00:00:00Z" - @"2020-01-01" => "P1D"
        @"2020-01-02T00:00:00" - @"2020-01-01T00:00:00Z" => null
        @"23:30:00" + @"PT1H"              => "00:30:00"
        @"10:00:00" - @"12:00:00"          => "-PT2H"
        @"P1D" * 1.5                       => "P1DT12H"
        2 * @"P3M"                         => "P6M"
        @"P1Y" / 2                         => "P6M"
        @"P1Y" / @"P1M"                    => 12
        @"P3D" / @"P1D"                    => 3
        @"P1D" / 0                         => null
        @"P1Y" + @"P1D"                    => null
        -@"P1D"                            => "-P1D"
        @"999999999-12-31" + @"P1D"        => null
        """);

    public static TheoryData<string, string> Compared => SpecTable.Of("""
        @"2020-01-01" < @"2020-01-02"      => true
        @"2020-01-01" = @"2020-01-01T00:00:00" => null
        @"10:00:00Z" = @"12:00:00+02:00"   => true
        @"10:00:00" < @"12:00:00+02:00"    => null
        @"2020-01-01T00:00:00@Asia/Shanghai" < @"2020-01-01T00:00:00Z" => true
        @"2020-07-01T00:00:00@Europe/Paris" = @"2020-07-01T00:00:00+02:00" => true
        @"P1Y" = @"P12M"                   => true
        @"P1D" < @"PT25H"                  => true
        @"P1Y" < @"P400D"                  => null
        is(@"10:00:00Z", @"10:00:00+00:00") => true
        is(@"10:00:00Z", @"10:00:00@Etc/UTC") => false
        """);

    public static TheoryData<string, string> Asked => SpecTable.Of("""
        @"2019-03-30".weekday              => 6
        @"2019-03-30".month                => 3
        @"2019-03-30T10:20:30".minute      => 20
        @"2019-03-30".hour                 => null
        @"2018-07-10T10:30:00@Europe/Paris".time offset => "PT2H"
        @"2018-07-10T10:30:00@Europe/Paris".timezone => "Europe/Paris"
        @"10:30:00+05:00".time offset      => "PT5H"
        @"10:30:00".time offset            => null
        @"-P1DT2H".days                    => -1
        @"-P1DT2H".hours                   => -2
        @"P14M".years                      => 1
        @"P14M".months                     => 2
        day of year(@"2019-09-17")         => 260
        day of week(@"2019-09-17")         => "Tuesday"
        month of year(@"2019-09-17")       => "September"
        week of year(@"2003-12-29")        => 1
        week of year(@"2005-01-01")        => 53
        """);

    [Theory]
    [MemberData(nameof(Made))]
    [MemberData(nameof(Calculated))]
    [MemberData(nameof(Compared))]
    [MemberData(nameof(Asked))]
    public void follow_iso_8601_and_the_calendar(string expression, string expected) => FeelText.Value(expression).ShouldBe(expected);
}
