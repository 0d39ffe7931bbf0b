package org.waylight.peers;

import java.nio.ByteBuffer;

/** The stored bytes of a cell: reports, incidents, victims. */
final class Cell {
  private Cell() {}

  /** Adds to a cell; null if nothing is left. Until matching exists, one report is one incident. */
  static byte[] plus(byte[] cell, int reports, int victims) {
    int heldReports = cell == null ? 0 : Numbers.intAt(cell, 0);
    int heldIncidents = cell == null ? 0 : Numbers.intAt(cell, 4);
    int heldVictims = cell == null ? 0 : Numbers.intAt(cell, 8);
    heldReports += reports;
    heldIncidents += reports;
    heldVictims += victims;
    if (heldReports == 0 && heldIncidents == 0 && heldVictims == 0) return null;
    return ByteBuffer.allocate(12).putInt(heldReports).putInt(heldIncidents).putInt(heldVictims).array();
  }

  static String text(byte[] cell) {
    return Numbers.intAt(cell, 0) + " " + Numbers.intAt(cell, 4) + " " + Numbers.intAt(cell, 8);
  }
}
