package org.waylight.peers;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;

/** RocksDB tuned for the benchmark: its defaults are for many stores in little memory. */
public final class Rocks implements RocksDBConfigSetter {
  private Cache cache;

  @Override
  public void setConfig(String store, Options options, Map<String, Object> configs) {
    long blockCache = size(configs, "rocks.block.cache.bytes");
    if (blockCache > 0) {
      cache = new LRUCache(blockCache);
      ((BlockBasedTableConfig) options.tableFormatConfig()).setBlockCache(cache);
    }
    long writeBuffer = size(configs, "rocks.write.buffer.bytes");
    if (writeBuffer > 0) options.setWriteBufferSize(writeBuffer);
  }

  @Override
  public void close(String store, Options options) {
    if (cache != null) cache.close();
  }

  private static long size(Map<String, Object> configs, String name) {
    Object value = configs.get(name);
    return value == null ? 0 : Long.parseLong(value.toString());
  }
}
