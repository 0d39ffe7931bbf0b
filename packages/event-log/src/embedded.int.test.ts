import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeEventLog } from './conformance.ts';
import { createEmbeddedEventLog } from './embedded/embedded-event-log.ts';
import { withTopicPrefix } from './topic-prefix.ts';

describeEventLog('the embedded event log', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'waylight-log-'));
  const open = () => createEmbeddedEventLog({ file: join(folder, 'log.sqlite') });
  let log = open();
  return {
    get log() {
      return log;
    },
    reopen: async () => {
      await log.close();
      log = open();
      return log;
    },
    compactionSettings: {},
    triggerCompaction: async () => {
      log.compact();
    },
    close: async () => {
      await log.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
});

describeEventLog('a log under a prefix', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'waylight-log-'));
  const open = () => {
    const whole = createEmbeddedEventLog({ file: join(folder, 'log.sqlite') });
    return { whole, log: withTopicPrefix(whole, 'drill.') };
  };
  let opened = open();
  return {
    get log() {
      return opened.log;
    },
    reopen: async () => {
      await opened.log.close();
      opened = open();
      return opened.log;
    },
    compactionSettings: {},
    triggerCompaction: async () => {
      opened.whole.compact();
    },
    close: async () => {
      await opened.log.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
});
