package org.waylight.peers;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Decodes the counted fields of an event like the aggregation, and returns its contribution. */
final class EventReader {
  private static final int REPORTS = 1;
  private static final int PUBLIC_RECORD = 2;
  private static final int PRECISION_DAY = 1;
  private static final int PRECISION_YEAR = 3;
  private static final int NARROWEST = 2;
  private static final int WIDEST = 6;
  private static final int DECLINED = 4;
  private static final int UNAVAILABLE = 5;
  private static final int NOT_STATED = -1;
  /** Age in days of the oldest incident that counts by week of receipt. */
  private static final int OLDEST_BY_WEEK = 28;
  private static final byte[] NO_CELL = {};
  private static final int SQUARE = 127 * 127;
  private static final int LARGEST = SQUARE - 1;
  /** Multiples of the square in a segment's number share a byte with the layer. */
  private static final int LAYERS = 4;
  private static final int LARGEST_SEGMENT = 127 / LAYERS * SQUARE - 1;

  private final CodeBook codes;
  private final Periods periods = new Periods();

  EventReader(CodeBook codes) {
    this.codes = codes;
  }

  byte[] contribution(byte[] value) {
    try {
      return read(CodedInputStream.newInstance(value));
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
  }

  private byte[] read(CodedInputStream in) throws IOException {
    int revision = 0;
    int receivedDay = 0;
    int organisation = 0;
    int layer = 0;
    Incident incident = null;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag >>> 3) {
        case 2 -> revision = in.readUInt32();
        case 4 -> receivedDay = in.readUInt32();
        case 6 -> organisation = in.readUInt32();
        case 7 -> layer = in.readEnum();
        case 8 -> {
          int outer = in.pushLimit(in.readRawVarint32());
          incident = readIncident(in);
          in.popLimit(outer);
        }
        default -> in.skipField(tag);
      }
    }
    if (incident == null) return Contribution.ofRetraction(revision);
    boolean isPublic = layer == PUBLIC_RECORD;
    int countedLayer = isPublic ? PUBLIC_RECORD : REPORTS;
    int type = CodeBook.in(codes.type, incident.type);
    int country = CodeBook.in(codes.country, incident.country);
    int shareWith = incident.shareWith >= NARROWEST && incident.shareWith <= WIDEST ? incident.shareWith : NARROWEST;
    byte[] period = incident.precision == PRECISION_YEAR ? periods.year(incident.day) : periods.month(incident.day);
    byte[] occurred = new byte[1 + period.length + 20];
    occurred[0] = (byte) (isPublic ? 'p' : 'o');
    System.arraycopy(period, 0, occurred, 1, period.length);
    int at = 1 + period.length;
    int segment = incident.segment >= 0 && incident.segment <= LARGEST_SEGMENT ? incident.segment : 0;
    occurred[at] = (byte) (countedLayer + LAYERS * (segment / SQUARE) + 1);
    occurred[at + 1] = (byte) ((incident.precision == PRECISION_DAY ? periods.dayOfMonth(incident.day) : 0) + 1);
    occurred[at + 2] = (byte) (country + 1);
    two(occurred, at + 3, incident.area);
    two(occurred, at + 5, segment % SQUARE);
    occurred[at + 7] = (byte) (type + 1);
    occurred[at + 8] = (byte) ((incident.cause == 0 ? 0 : CodeBook.in(codes.cause, incident.cause)) + 1);
    occurred[at + 9] = (byte) (CodeBook.in(codes.perpetrator, incident.perpetrator) + 1);
    occurred[at + 10] = (byte) (CodeBook.in(codes.method, incident.method) + 1);
    occurred[at + 11] = (byte) (CodeBook.in(codes.personGroup, incident.personGroup) + 1);
    occurred[at + 12] = (byte) (CodeBook.in(codes.originRegion, incident.originRegion) + 1);
    occurred[at + 13] = (byte) (shareWith + 1);
    two(occurred, at + 14, organisation);
    occurred[at + 16] = (byte) (groupSize(incident.victims) + 1);
    occurred[at + 17] = (byte) (incident.service + 1);
    occurred[at + 18] = (byte) (incident.serviceOutcome + 1);
    occurred[at + 19] = (byte) (incident.unavailableService + 1);

    boolean isByWeek = incident.precision == PRECISION_DAY && receivedDay - incident.day <= OLDEST_BY_WEEK;
    byte[] received = isByWeek ? received(receivedDay, countedLayer, type, shareWith, organisation) : NO_CELL;
    return Contribution.of(revision, Math.max(incident.victims, 0), occurred, received);
  }

  private byte[] received(int day, int layer, int type, int shareWith, int organisation) {
    byte[] week = periods.week(day);
    byte[] name = new byte[1 + week.length + 5];
    name[0] = 'r';
    System.arraycopy(week, 0, name, 1, week.length);
    int at = 1 + week.length;
    name[at] = (byte) (layer + 1);
    name[at + 1] = (byte) (codes.typeGroup[type] + 1);
    name[at + 2] = (byte) (shareWith + 1);
    two(name, at + 3, organisation);
    return name;
  }

  private static void two(byte[] name, int at, int number) {
    int counted = number >= 0 && number <= LARGEST ? number : 0;
    name[at] = (byte) (counted / 127 + 1);
    name[at + 1] = (byte) (counted % 127 + 1);
  }

  /** Code list "groupSize". */
  private static int groupSize(int victims) {
    if (victims == NOT_STATED) return CodeBook.UNKNOWN;
    if (victims == 0) return 5;
    if (victims == 1) return 1;
    if (victims <= 4) return 2;
    return victims <= 9 ? 3 : 4;
  }

  private static final class Incident {
    int day;
    int precision;
    int country;
    int area;
    int segment;
    int type;
    int cause;
    int perpetrator;
    int method;
    int personGroup;
    int originRegion;
    int shareWith;
    int victims = NOT_STATED;
    /** The counted services, and the best outcome; 0 if there is none. */
    int service;
    int serviceOutcome;
    int unavailableService;
  }

  private Incident readIncident(CodedInputStream in) throws IOException {
    Incident incident = new Incident();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag >>> 3) {
        case 1 -> incident.day = in.readInt32();
        case 2 -> incident.precision = in.readEnum();
        case 3 -> incident.country = in.readEnum();
        case 4 -> incident.area = in.readUInt32();
        case 5 -> incident.segment = in.readUInt32();
        case 7 -> incident.type = in.readEnum();
        case 9 -> incident.cause = in.readEnum();
        case 10 -> incident.perpetrator = in.readEnum();
        case 12 -> incident.method = in.readEnum();
        case 14 -> incident.personGroup = in.readEnum();
        case 15 -> incident.originRegion = in.readEnum();
        case 16 -> incident.shareWith = in.readEnum();
        case 23 -> incident.victims = in.readUInt32();
        case 31 -> {
          int outer = in.pushLimit(in.readRawVarint32());
          readService(in, incident);
          in.popLimit(outer);
        }
        default -> in.skipField(tag);
      }
    }
    return incident;
  }

  /** Adds a service to those of its incident. */
  private void readService(CodedInputStream in, Incident incident) throws IOException {
    int service = 0;
    int outcome = 0;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag >>> 3) {
        case 1 -> service = in.readEnum();
        case 2 -> outcome = in.readEnum();
        default -> in.skipField(tag);
      }
    }
    int code = CodeBook.in(codes.service, service);
    int result = CodeBook.in(codes.serviceOutcome, outcome);
    incident.serviceOutcome = CodeBook.first(codes.serviceOutcomeRank, incident.serviceOutcome, result);
    if (result == UNAVAILABLE)
      incident.unavailableService = CodeBook.first(codes.serviceRank, incident.unavailableService, code);
    else if (result != DECLINED)
      incident.service = CodeBook.first(codes.serviceRank, incident.service, code);
  }
}
