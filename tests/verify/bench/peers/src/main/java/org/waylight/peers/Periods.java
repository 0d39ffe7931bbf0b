package org.waylight.peers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.function.IntFunction;

/** Labels of the periods of days, each created once. */
final class Periods {
  private static final int LAST_DAY = 50_000;

  private final byte[][] months = new byte[LAST_DAY][];
  private final byte[][] years = new byte[LAST_DAY][];
  private final byte[][] weeks = new byte[LAST_DAY][];

  private final byte[] daysOfMonth = new byte[LAST_DAY];

  int dayOfMonth(int day) {
    int known = daysOfMonth[day];
    return known != 0 ? known : (daysOfMonth[day] = (byte) LocalDate.ofEpochDay(day).getDayOfMonth());
  }

  byte[] month(int day) {
    return label(months, day, n -> LocalDate.ofEpochDay(n).toString().substring(0, 7));
  }

  byte[] year(int day) {
    return label(years, day, n -> LocalDate.ofEpochDay(n).toString().substring(0, 4));
  }

  byte[] week(int day) {
    return label(
        weeks,
        day,
        n -> {
          LocalDate date = LocalDate.ofEpochDay(n);
          int week = date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
          return String.format("%d-W%02d", date.get(IsoFields.WEEK_BASED_YEAR), week);
        });
  }

  /** Several threads may create the same label: both are equal. */
  private static byte[] label(byte[][] labels, int day, IntFunction<String> make) {
    byte[] known = labels[day];
    return known != null ? known : (labels[day] = make.apply(day).getBytes(US_ASCII));
  }
}
