package org.waylight.peers;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The contribution of a report to the cells, as stored bytes: revision and, unless it is retracted, victims, the length of
 * the first cell's name, and the names of its cells. It is read in place, so that stores and topics create no objects.
 */
final class Contribution {
  private static final int VICTIMS = 4;
  private static final int LENGTH = 8;
  private static final int NAMES = 9;

  private Contribution() {}

  static byte[] of(int revision, int victims, byte[] occurred, byte[] received) {
    return ByteBuffer.allocate(NAMES + occurred.length + received.length)
        .putInt(revision)
        .putInt(victims)
        .put((byte) occurred.length)
        .put(occurred)
        .put(received)
        .array();
  }

  static byte[] ofRetraction(int revision) {
    return ByteBuffer.allocate(4).putInt(revision).array();
  }

  static int revision(byte[] contribution) {
    return Numbers.intAt(contribution, 0);
  }

  static boolean counts(byte[] contribution) {
    return contribution.length > VICTIMS;
  }

  static int victims(byte[] contribution) {
    return Numbers.intAt(contribution, VICTIMS);
  }

  /** The cell of the day of occurrence. */
  static byte[] occurred(byte[] contribution) {
    return Arrays.copyOfRange(contribution, NAMES, NAMES + contribution[LENGTH]);
  }

  /** The cell of the week of receipt; null if it counts in no week. */
  static byte[] received(byte[] contribution) {
    int from = NAMES + contribution[LENGTH];
    return from == contribution.length ? null : Arrays.copyOfRange(contribution, from, contribution.length);
  }
}
