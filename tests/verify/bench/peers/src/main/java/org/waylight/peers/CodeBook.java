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

  /** Rank in the elimination by service: 1 is chosen first. */
  private final int[] serviceRank = new int[LISTED];

  /** Type group by type; `UNKNOWN` is also a type. */
  final int[] typeGroup = new int[LISTED];

  CodeBook(Properties settings) {
    country = known(settings, "country");
    type = known(settings, "type");
    cause = known(settings, "cause");
    perpetrator = known(settings, "perpetrator");
    method = known(settings, "method");
    personGroup = known(settings, "personGroup");
    originRegion = known(settings, "originRegion");
    service = known(settings, "service");
    for (String pair : settings.getProperty("codes.serviceRank").split(",")) {
      String[] parts = pair.split(":");
      serviceRank[Integer.parseInt(parts[0])] = Integer.parseInt(parts[1]);
    }
    for (String pair : settings.getProperty("codes.typeGroup").split(",")) {
      String[] parts = pair.split(":");
      typeGroup[Integer.parseInt(parts[0])] = Integer.parseInt(parts[1]);
    }
  }

  /** An unlisted code counts as unknown. */
  static int in(int[] list, int code) {
    return code >= 0 && code < LISTED ? list[code] : UNKNOWN;
  }

  /** Selects the service that counts; 0 is none. */
  int firstService(int one, int other) {
    if (one == 0 || other == 0) return one + other;
    return serviceRank[one] <= serviceRank[other] ? one : other;
  }

  private static int[] known(Properties settings, String list) {
    int[] codes = new int[LISTED];
    Arrays.fill(codes, UNKNOWN);
    for (String code : settings.getProperty("codes." + list).split(","))
      codes[Integer.parseInt(code)] = Integer.parseInt(code);
    return codes;
  }
}
