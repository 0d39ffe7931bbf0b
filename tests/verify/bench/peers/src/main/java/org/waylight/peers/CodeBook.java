package org.waylight.peers;

import java.util.Arrays;
import java.util.Properties;

/** The code lists that decide in which cell an incident counts, from the settings of the benchmark. */
final class CodeBook {
  static final int UNKNOWN = 99;
  private static final int LISTED = 128;

  final int[] country;
  final int[] type;
  final int[] cause;
  final int[] perpetrator;
  final int[] method;
  final int[] personGroup;
  final int[] originRegion;
  final int[] service;
  final int[] serviceOutcome;

  /** Rank in the elimination, by code: 1 is chosen first. */
  final int[] serviceRank;
  final int[] serviceOutcomeRank;

  /** Type group by type; `UNKNOWN` is also a type. */
  final int[] typeGroup;

  CodeBook(Properties settings) {
    country = known(settings, "country");
    type = known(settings, "type");
    cause = known(settings, "cause");
    perpetrator = known(settings, "perpetrator");
    method = known(settings, "method");
    personGroup = known(settings, "personGroup");
    originRegion = known(settings, "originRegion");
    service = known(settings, "service");
    serviceOutcome = known(settings, "serviceOutcome");
    serviceRank = byCode(settings, "serviceRank");
    serviceOutcomeRank = byCode(settings, "serviceOutcomeRank");
    typeGroup = byCode(settings, "typeGroup");
  }

  /** An unlisted code counts as unknown. */
  static int in(int[] list, int code) {
    return code >= 0 && code < LISTED ? list[code] : UNKNOWN;
  }

  /** Selects the code that counts; 0 is none. */
  static int first(int[] ranks, int one, int other) {
    if (one == 0 || other == 0) return one + other;
    return ranks[one] <= ranks[other] ? one : other;
  }

  private static int[] byCode(Properties settings, String name) {
    int[] values = new int[LISTED];
    for (String pair : settings.getProperty("codes." + name).split(",")) {
      String[] parts = pair.split(":");
      values[Integer.parseInt(parts[0])] = Integer.parseInt(parts[1]);
    }
    return values;
  }

  private static int[] known(Properties settings, String list) {
    int[] codes = new int[LISTED];
    Arrays.fill(codes, UNKNOWN);
    for (String code : settings.getProperty("codes." + list).split(","))
      codes[Integer.parseInt(code)] = Integer.parseInt(code);
    return codes;
  }
}
