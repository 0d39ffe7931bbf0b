package org.waylight.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;

/**
 * Counts reports until its standard input ends. Each line there names a file, into which the cells are then written. Its
 * argument is a file of settings: those of Kafka Streams unchanged, and `peer.*` and `codes.*` for this program.
 */
public final class Peer {
  static final Serde<byte[]> BYTES = Serdes.ByteArray();

  private Peer() {}

  public static void main(String[] args) throws IOException {
    Properties settings = new Properties();
    try (Reader file = Files.newBufferedReader(Path.of(args[0]))) {
      settings.load(file);
    }
    List<String> topics = List.of(settings.getProperty("peer.topics").split(","));
    EventReader reader = new EventReader(new CodeBook(settings));
    boolean isDsl = settings.getProperty("peer.kind").equals("dsl");
    Topology topology =
        isDsl ? DslTopology.of(topics, reader, settings) : ProcessorTopology.of(topics, reader);
    KafkaStreams streams = new KafkaStreams(topology, settings);
    streams.setUncaughtExceptionHandler(
        error -> {
          // A measurement with an error is invalid: the benchmark notices that this process has ended.
          error.printStackTrace();
          Runtime.getRuntime().halt(1);
          return StreamThreadExceptionResponse.SHUTDOWN_APPLICATION;
        });
    streams.start();
    System.out.println("\"started\"");

    BufferedReader commands = new BufferedReader(new InputStreamReader(System.in));
    for (String file = commands.readLine(); file != null; file = commands.readLine()) {
      writeCells(streams, isDsl ? DslTopology.CELL_STORES : ProcessorTopology.CELL_STORES, Path.of(file));
      System.out.println("\"written\"");
    }
    streams.close(Duration.ofSeconds(20));
  }

  /** Writes a line for each cell of each partition: its name in hex, and its counts. */
  private static void writeCells(KafkaStreams streams, List<String> stores, Path file) throws IOException {
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
      for (String store : stores) {
        var query = StoreQueryParameters.fromNameAndType(store, QueryableStoreTypes.<byte[], byte[]>keyValueStore());
        try (KeyValueIterator<byte[], byte[]> cells = streams.store(query).all()) {
          while (cells.hasNext()) {
            var cell = cells.next();
            out.println(HexFormat.of().formatHex(cell.key) + " " + Cell.text(cell.value));
          }
        }
      }
    }
  }
}
