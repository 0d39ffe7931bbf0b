package org.waylight.peers;

import java.nio.ByteBuffer;

/** The stored bytes of a cell: reports, incidents, victims. */
final class Cell {
  private Cell() {}

  /** Adds to a cell; null if nothing is left. Until matching exists, one report is one incident. */
  static byte[] plus(byte[] cell, int reports, int victims) {
    int newReports = cell == null ? 0 : Numbers.intAt(cell, 0);
    int newIncidents = cell == null ? 0 : Numbers.intAt(cell, 4);
    int newVictims = cell == null ? 0 : Numbers.intAt(cell, 8);
    newReports += reports;
    newIncidents += reports;
    newVictims += victims;
    if (newReports == 0 && newIncidents == 0 && newVictims == 0) return null;
    return ByteBuffer.allocate(12).putInt(newReports).putInt(newIncidents).putInt(newVictims).array();
  }

  static String text(byte[] cell) {
    return Numbers.intAt(cell, 0) + " " + Numbers.intAt(cell, 4) + " " + Numbers.intAt(cell, 8);
  }
}
