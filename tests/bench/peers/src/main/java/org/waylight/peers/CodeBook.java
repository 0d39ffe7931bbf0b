package org.waylight.peers;

import java.util.Arrays;
import java.util.Properties;

/** The code lists that decide in which cell an incident counts, as the bench hands them over. */
final class CodeBook {
  private static final int UNKNOWN = 99;
  private static final int LISTED = 128;

  final int[] country;
  final int[] type;
  final int[] cause;
  final int[] perpetrator;
  final int[] method;
  final int[] personGroup;
  final int[] originRegion;

  /** By type as it is counted; `UNKNOWN` is a type as well. */
  final int[] typeGroup = new int[LISTED];

  CodeBook(Properties settings) {
    country = known(settings, "country");
    type = known(settings, "type");
    cause = known(settings, "cause");
    perpetrator = known(settings, "perpetrator");
    method = known(settings, "method");
    personGroup = known(settings, "personGroup");
    originRegion = known(settings, "originRegion");
    for (String pair : settings.getProperty("codes.typeGroup").split(",")) {
      String[] parts = pair.split(":");
      typeGroup[Integer.parseInt(parts[0])] = Integer.parseInt(parts[1]);
    }
  }

  /** A code that nobody knows counts as unknown. */
  static int in(int[] list, int code) {
    return code >= 0 && code < LISTED ? list[code] : UNKNOWN;
  }

  private static int[] known(Properties settings, String list) {
    int[] codes = new int[LISTED];
    Arrays.fill(codes, UNKNOWN);
    for (String code : settings.getProperty("codes." + list).split(","))
      codes[Integer.parseInt(code)] = Integer.parseInt(code);
    return codes;
  }
}
