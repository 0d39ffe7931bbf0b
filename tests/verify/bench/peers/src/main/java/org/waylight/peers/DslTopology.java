package org.waylight.peers;

import static org.waylight.peers.Peer.BYTES;

import java.util.List;
import java.util.Properties;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.state.KeyValueStore;

/** The way of the DSL's manual: a table of the newest revision by reference, grouped by cell, aggregated. */
final class DslTopology {
  static final List<String> CELL_STORES = List.of("occurred", "received");

  private DslTopology() {}

  static Topology of(List<String> topics, EventReader reader, Properties settings) {
    StreamsBuilder builder = new StreamsBuilder();
    // Not `builder.table`, which keeps the last record: a late repeated revision must change nothing.
    KTable<byte[], byte[]> newest =
        builder.stream(topics, Consumed.with(BYTES, BYTES))
            .mapValues(reader::contribution)
            .groupByKey(Grouped.with(BYTES, BYTES))
            .reduce(DslTopology::newer, stored("reports"));
    count(newest, Contribution::occurred, "occurred");
    count(newest, Contribution::received, "received");
    return builder.build(settings);
  }

  private static byte[] newer(byte[] current, byte[] next) {
    return Contribution.revision(next) > Contribution.revision(current) ? next : current;
  }

  private static void count(KTable<byte[], byte[]> newest, Function<byte[], byte[]> cellOf, String name) {
    newest
        .groupBy(
            (reference, report) -> {
              byte[] cell = Contribution.counts(report) ? cellOf.apply(report) : null;
              return KeyValue.pair(cell, cell == null ? null : Numbers.ofInt(Contribution.victims(report)));
            },
            Grouped.with(name, BYTES, BYTES))
        .aggregate(
            () -> null,
            (cell, victims, current) -> Cell.plus(current, 1, Numbers.intAt(victims, 0)),
            (cell, victims, current) -> Cell.plus(current, -1, -Numbers.intAt(victims, 0)),
            stored(name));
  }

  private static Materialized<byte[], byte[], KeyValueStore<Bytes, byte[]>> stored(String name) {
    return Materialized.<byte[], byte[], KeyValueStore<Bytes, byte[]>>as(name)
        .withKeySerde(BYTES)
        .withValueSerde(BYTES)
        .withCachingEnabled();
  }
}
