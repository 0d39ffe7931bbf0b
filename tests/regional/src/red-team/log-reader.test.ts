import type { Connection } from '@waylight/cli';
import { aggregationParty, nodeParty, reportsTopic } from '@waylight/contracts';
import { ReportEvent } from '@waylight/contracts/incident';
import { ReceiptState, Report } from '@waylight/contracts/intake';
import type { EventLog } from '@waylight/event-log';
import { kafkaJarsForTests, MARKED, marksIn, waitFor } from '@waylight/testing';
import { type InProcessRegion, startRegion } from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectTo } from '../door-answers.ts';
import { type SecuredLog, startSecuredLog } from '../secured-log.ts';
import { endOf } from './callers.ts';

const jars = await kafkaJarsForTests();
const REPORT_ID = 'field-note-4711';

describe.skipIf('unavailable' in jars)('who reads the log', () => {
  let log: SecuredLog;
  let region: InProcessRegion;
  let myla: Connection;

  beforeAll(async () => {
    if ('unavailable' in jars) return;
    log = await startSecuredLog(jars);
    await log.applyRules();
    region = await startRegion({ run: 'in-process', aggregation: true, organisations: ['MYLA'], log });
    myla = await connectTo(region.folder, 'MYLA');
    const intake = await myla.intake('MK');
    const report = Report.fromPartial({
      ...{ reportId: REPORT_ID, occurredOn: '2025-03-14', country: 'MK', types: ['pushback'] },
      ...{ place: MARKED.place, coordinates: { latitude: 41.14, longitude: 22.5 }, shareWith: 'partners' },
      persons: [{ identity: { ...MARKED.identity }, sex: 'female', age: 17, originCountry: 'AF' }],
      consent: { basis: 'consent', scope: 'partners', givenOn: '2025-03-15', givenBy: 'guardian' },
    });
    await intake.submitReport({ report, validateOnly: false });
    // And one that is shared with nobody.
    const kept = Report.fromPartial({ ...report, reportId: 'kept-at-home', shareWith: 'organisation' });
    await intake.submitReport({ report: kept, validateOnly: false });
    await waitFor(
      'the report to be counted',
      async () => (await intake.getReceipt({ reportId: REPORT_ID })).receipt?.state === ReceiptState.COUNTED,
      { deadlineMs: 60_000, everyMs: 100 },
    );
  }, 240_000);
  afterAll(async () => {
    myla?.close();
    await region?.stop();
    await log?.stop();
  });

  /** Key and value of every record of a topic, as they are. */
  async function recordsOf(reader: EventLog, topic: string): Promise<Buffer[]> {
    const found: Buffer[] = [];
    for (const { partition, start } of await reader.offsets(topic))
      for await (const { records } of reader.readFrom({ topic, partition }, start))
        for (const { key, value } of records)
          found.push(Buffer.concat([key ?? Buffer.alloc(0), value ?? Buffer.alloc(0)]));
    return found;
  }

  const allTopics = async () =>
    (await (await log.eventLog(aggregationParty().commonName)).listTopics()).map(({ name }) => name);

  it('with the credential of a node reads what the region tells that node, and not back what it said itself', async () => {
    const reader = await log.eventLog(nodeParty('MK').commonName);
    const ends = ['reports.v1.MK', 'heartbeat.v1.MK', 'audit-heads.v1.MK', 'progress.v1.MK'].map((topic) =>
      endOf(() => recordsOf(reader, topic)),
    );
    const isAnswered = (await Promise.all(ends)).map((end) => end === 'answered');
    expect(isAnswered).toEqual([false, false, true, true]);
  });

  it('with the credential of a node learns of another country neither how much it reports nor that it reports', async () => {
    const reader = await log.eventLog(nodeParty('RS').commonName);
    for (const topic of (await allTopics()).filter((name) => !name.endsWith('.RS')))
      expect([topic, await endOf(() => reader.offsets(topic))]).toEqual([topic, 'topic-missing']);
  });

  it('as whoever runs the region reads coded reports, and neither a person, a place, an id nor what is shared with nobody', async () => {
    const reader = await log.eventLog(aggregationParty().commonName);
    const reports = await recordsOf(reader, reportsTopic('MK'));
    expect(reports).toHaveLength(1);
    // What such a reader can learn, and docs/privacy.md says so: organisation, day, area, types, bands.
    const [event] = reports.map((bytes) => ReportEvent.decode(bytes.subarray(16)));
    expect(event?.organisation).toBe(5);
    for (const topic of await allTopics()) {
      // What a node tells itself nobody else may read: log-access.test.ts tries it.
      if (topic.startsWith('erasures.')) continue;
      const bytes = Buffer.concat(await recordsOf(reader, topic));
      expect([topic, marksIn(bytes)]).toEqual([topic, []]);
      for (const word of [REPORT_ID, 'kept-at-home', 'guardian', 'Gevgelija', '41.14'])
        expect([topic, word, bytes.includes(word)]).toEqual([topic, word, false]);
    }
  });
});
