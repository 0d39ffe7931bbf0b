import { heartbeatTopic, progressTopic, reportsTopic } from '@waylight/contracts';
import {
  Country,
  DatePrecision,
  IncidentType,
  Layer,
  ReportEvent,
  ShareWith,
} from '@waylight/contracts/incident';
import {
  createKafkaEventLog,
  type EventLog,
  type OutgoingRecord,
  withTopicPrefix,
} from '@waylight/event-log';
import { waitFor } from '@waylight/testing';
import { createRedisViewStore, type ViewStore } from '@waylight/view-store';
import type { Random } from '../../random.ts';
import type { Answer, FuzzTarget, OpenTarget } from '../fuzz-target.ts';
import { messageOf } from '../grpc/contracts.ts';
import { generate } from '../grpc/generate.ts';
import { mutate } from '../grpc/mutate.ts';
import type { HostileRegion } from '../hostile-region.ts';
import { applyRandomly, corruptBytes } from '../program/corrupt.ts';
import { countRawReports } from '../raw-reports.ts';
import { SENTINEL } from '../sentinel.ts';

const NODE = 'MK';
/** Records of one step: appended to the log and awaited together. */
const AT_ONCE = 1_000;
const COUNTED_MS = 60_000;
/** Sender of the valid reports between the corrupted ones; it is not in the registry. */
const WITNESS = { organisation: 15_999, country: 'GR' } as const;
/** 2025-03-14 as days since 1970. */
const DAY = 20_161;

/** Records directly on the topics, past every node: those of a broken or compromised node. */
export const messages: FuzzTarget = {
  name: 'messages',
  about: 'events, progress and heartbeats directly on the topics, for a real worker and a real node',
  inputs: { full: 500, short: 2, casesPerInput: AT_ONCE },
  concurrency: 1,
  timeoutMs: 4 * COUNTED_MS,
  open: async (context) => openMessages(await context.region()),
};

async function openMessages(hostile: HostileRegion): Promise<OpenTarget> {
  const { region } = hostile;
  const brokers = [hostile.kafka];
  const log = withTopicPrefix(
    createKafkaEventLog({ brokers, clientId: 'waylight-hostile' }),
    region.topicPrefix,
  );
  const appender = log.createAppender();
  const store = await createRedisViewStore({ url: hostile.redis, namespace: region.namespace });
  let good = 0;
  return {
    send: async (random) => {
      const records = Array.from({ length: AT_ONCE }, () => brokenEvent(random)).flatMap((one) => one ?? []);
      const witness = witnessEvent(random);
      records.splice(random.between(0, records.length), 0, witness);
      await appender.appendAll([
        { topic: reportsTopic(NODE), records },
        {
          topic: progressTopic(NODE),
          records: [brokenMessage('waylight.operations.v1.NodeProgress', random)],
        },
        {
          topic: heartbeatTopic(NODE),
          records: [brokenMessage('waylight.operations.v1.NodeHeartbeat', random)],
        },
      ]);
      good++;
      const defects = await waitUntilPassed(log, store, hostile);
      const counted = await countRawReports(hostile.redis, region.namespace, WITNESS);
      if (counted !== good)
        defects.push(`${good} valid events among the corrupted ones, but ${counted} counted`);
      return { code: 'passed', codes: { passed: records.length + 2 }, defects } satisfies Answer;
    },
    close: async () => {
      await appender.close();
      await Promise.all([log.close(), store.close()]);
    },
  };
}

/** Waits until the worker's stored positions reach the ends of the log. Returns the partitions that do not. */
async function waitUntilPassed(
  log: EventLog,
  store: ViewStore,
  { region }: HostileRegion,
): Promise<string[]> {
  const topic = reportsTopic(NODE);
  const ends = await log.offsets(topic);
  const live = await store.liveGeneration();
  if (live === null) return ['there is no live generation'];
  const cells = store.generation(live);
  const defects: string[] = [];
  for (const { partition, end, start } of ends) {
    if (end === start) continue;
    const hasReached = async () => ((await cells.position(`${topic}:${partition}`))?.offset ?? 0) >= end;
    await waitFor(`${topic}/${partition} at ${end}`, hasReached, { deadlineMs: COUNTED_MS }).catch((error) =>
      defects.push(`the worker does not reach the end: ${error instanceof Error ? error.message : error}`),
    );
  }
  const metrics = (await Promise.all(region.workers.map((one) => one.metrics()))).join('\n');
  for (const name of ['stopped', 'failing']) {
    const [line] = new RegExp(`^waylight_aggregation_${name}_partitions.* [1-9].*$`, 'm').exec(metrics) ?? [];
    if (line !== undefined) defects.push(line);
  }
  return defects;
}

/** An event that is corrupted in value or key; undefined if it claims to be one of the counted organisations. */
function brokenEvent(random: Random): OutgoingRecord | undefined {
  const event = eventOf(random, {});
  const right = ReportEvent.encode(event).finish();
  const value = random.oneIn(3)
    ? mutate(generate(messageOf('waylight.incident.v1.ReportEvent'), random), random)
    : applyRandomly(3, random, right, corruptBytes);
  const key = random.oneIn(6) ? random.bytes(random.between(1, 40)) : Buffer.from(event.reportReference);
  if (random.oneIn(30)) return { key, value: null };
  try {
    const { organisation } = ReportEvent.decode(value);
    // The events of these two are counted exactly.
    if (organisation === SENTINEL.number || organisation === WITNESS.organisation) return undefined;
  } catch {
    // Undecodable, as intended.
  }
  return { key, value };
}

function witnessEvent(random: Random): OutgoingRecord {
  const event = eventOf(random, WITNESS);
  return { key: Buffer.from(event.reportReference), value: ReportEvent.encode(event).finish() };
}

function eventOf(
  random: Random,
  fixed: { readonly organisation?: number; readonly country?: keyof typeof Country },
) {
  const isGood = fixed.organisation !== undefined;
  const number = <N extends number>(right: N) =>
    (isGood || !random.oneIn(4) ? right : random.pick(NUMBERS)) as N;
  return ReportEvent.fromPartial({
    reportReference: Buffer.from(random.bytes(16)),
    revision: number(1),
    node: number<Country>(Country[NODE]),
    firstReceivedDay: number(DAY + 3),
    codeBookVersion: 1,
    organisation: fixed.organisation ?? number(11),
    layer: number<Layer>(Layer.REPORTS),
    change: {
      $case: 'incident',
      value: {
        occurredDay: number(DAY),
        datePrecision: number<DatePrecision>(DatePrecision.DAY),
        country: fixed.country === undefined ? number<Country>(Country.RS) : Country[fixed.country],
        primaryType: number<IncidentType>(IncidentType.PUSHBACK),
        shareWith: number<ShareWith>(ShareWith.PARTNERS),
        victims: number(3),
      },
    },
  });
}

const NUMBERS = [0, 1, 2, 63, 64, 4_095, 4_096, 16_000, 16_384, 65_536, 2_000_000, 2 ** 28, 2 ** 31 - 1];

function brokenMessage(name: string, random: Random): OutgoingRecord {
  return { key: Buffer.from(NODE), value: mutate(generate(messageOf(name), random), random) };
}
