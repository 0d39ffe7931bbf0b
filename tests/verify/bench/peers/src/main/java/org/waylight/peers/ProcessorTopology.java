package org.waylight.peers;

import static org.waylight.peers.Peer.BYTES;

import java.util.List;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The way of the aggregation: counts for each partition, which readers sum, so that nothing is sent by cell. */
final class ProcessorTopology {
  static final List<String> CELL_STORES = List.of("cells");

  private ProcessorTopology() {}

  static Topology of(List<String> topics, EventReader reader) {
    return new Topology()
        .addSource("events", BYTES.deserializer(), BYTES.deserializer(), topics.toArray(String[]::new))
        .addProcessor("count", () -> new Counting(reader), "events")
        .addStateStore(stored("reports"), "count")
        .addStateStore(stored("cells"), "count");
  }

  private static StoreBuilder<KeyValueStore<byte[], byte[]>> stored(String name) {
    return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), BYTES, BYTES).withCachingEnabled();
  }

  private static final class Counting implements Processor<byte[], byte[], Void, Void> {
    private final EventReader reader;
    private KeyValueStore<byte[], byte[]> reports;
    private KeyValueStore<byte[], byte[]> cells;

    Counting(EventReader reader) {
      this.reader = reader;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
      reports = context.getStateStore("reports");
      cells = context.getStateStore("cells");
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
      byte[] next = reader.contribution(record.value());
      byte[] current = reports.get(record.key());
      if (current != null && Contribution.revision(next) <= Contribution.revision(current)) return;
      reports.put(record.key(), next);
      if (current != null && Contribution.counts(current)) add(current, -1);
      if (Contribution.counts(next)) add(next, 1);
    }

    private void add(byte[] report, int sign) {
      add(Contribution.occurred(report), sign, Contribution.victims(report));
      byte[] received = Contribution.received(report);
      if (received != null) add(received, sign, Contribution.victims(report));
    }

    private void add(byte[] cell, int sign, int victims) {
      cells.put(cell, Cell.plus(cells.get(cell), sign, sign * victims));
    }
  }
}
