import type { Connection } from '@waylight/cli';
import {
  activityTopic,
  aggregationPrincipal,
  auditHeadsTopic,
  DEAD_LETTERS_TOPIC,
  heartbeatTopic,
  INSIGHTS_AUDIT_HEADS_TOPIC,
  INSIGHTS_PRINCIPAL,
  LOG_ADMINISTRATOR_NAME,
  nodePrincipal,
  progressTopic,
  REGION_AUDIT_HEADS_TOPIC,
  RELEASES_TOPIC,
  reportsTopic,
  restoreJournalTopic,
} from '@waylight/contracts';
import { ReportEvent } from '@waylight/contracts/incident';
import { ReceiptState, Report } from '@waylight/contracts/intake';
import { listVisibleTopics } from '@waylight/event-log';
import { createLogger } from '@waylight/service-kit';
import { CANARIES, findCanaries, kafkaJarsForTests, waitFor } from '@waylight/testing';
import { createTestAuthority, type InProcessRegion, startRegion } from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  alterRequests,
  type BrokerClient,
  clusterRequests,
  connectBrokerClient,
  describeRequests,
  groupRequests,
  readRequests,
  writeRequests,
} from './broker-requests.ts';
import { connectTo } from './grpc-responses.ts';
import { readRecords, type SecuredLog, startSecuredLog } from './secured-log.ts';

const REFUSED = 'TOPIC_AUTHORIZATION_FAILED';
const OF_SERBIA = 7;
const REPORT_ID = 'field-note-4711';
const jars = await kafkaJarsForTests();

let log: SecuredLog;
let region: InProcessRegion;
let myla: Connection;

beforeAll(async () => {
  if ('unavailable' in jars) return;
  log = await startSecuredLog();
  await log.applyTopics();
  region = await startRegion({ run: 'in-process', aggregation: true, organisations: ['MYLA'], log });
  myla = await connectTo(region.folder, 'MYLA');
}, 240_000);
afterAll(async () => {
  myla?.close();
  await region?.stop();
  await log?.stop();
});

/** The outcome of a call: the code of its error, or "answered". */
const outcomeOf = (work: () => Promise<unknown>): Promise<string> =>
  work().then(
    () => 'answered',
    (error: unknown) => String(Object(error).code),
  );

const waitUntilCounted = (intake: Awaited<ReturnType<Connection['intake']>>, reportId: string) =>
  waitFor(
    `${reportId} to be counted`,
    async () => (await intake.getReceipt({ reportId })).receipt?.state === ReceiptState.COUNTED,
    { deadlineMs: 60_000, everyMs: 100 },
  );

// These tests run first, while only the region has written to the log.
describe.skipIf('unavailable' in jars)('readers of the log', () => {
  beforeAll(async () => {
    const intake = await myla.intake('MK');
    const report = Report.fromPartial({
      reportId: REPORT_ID,
      occurredOn: '2025-03-14',
      country: 'MK',
      types: ['pushback'],
      place: CANARIES.place,
      coordinates: { latitude: 41.14, longitude: 22.5 },
      shareWith: 'partners',
      persons: [{ identity: { ...CANARIES.identity }, sex: 'female', age: 17, originCountry: 'AF' }],
      consent: { basis: 'consent', scope: 'partners', givenOn: '2025-03-15', givenBy: 'guardian' },
    });
    await intake.submitReport({ report, validateOnly: false });
    // A further report is not shared.
    const unshared = Report.fromPartial({ ...report, reportId: 'kept-at-home', shareWith: 'organisation' });
    await intake.submitReport({ report: unshared, validateOnly: false });
    await waitUntilCounted(intake, REPORT_ID);
  });

  const allTopics = async () =>
    (await (await log.eventLog(aggregationPrincipal().commonName)).listTopics()).map(({ name }) => name);

  it('with a node’s credential read that node’s progress, and not its reports', async () => {
    const reader = await log.eventLog(nodePrincipal('MK').commonName);
    const ends = ['reports.v1.MK', 'heartbeat.v1.MK', 'audit-heads.v1.MK', 'progress.v1.MK'].map((topic) =>
      outcomeOf(() => readRecords(reader, topic)),
    );
    const isAnswered = (await Promise.all(ends)).map((end) => end === 'answered');
    expect(isAnswered).toEqual([false, false, true, true]);
  });

  it('with a node’s credential learn nothing about reports of another country', async () => {
    const reader = await log.eventLog(nodePrincipal('RS').commonName);
    for (const topic of (await allTopics()).filter((name) => !name.endsWith('.RS')))
      expect([topic, await outcomeOf(() => reader.offsets(topic))]).toEqual([topic, 'topic-missing']);
  });

  it('as operators read coded reports, without persons, places, ids and unshared reports', async () => {
    const reader = await log.eventLog(aggregationPrincipal().commonName);
    const reports = await readRecords(reader, reportsTopic('MK'));
    expect(reports).toHaveLength(1);
    // Such a reader sees organisation, day, area, types and bands, as docs/privacy.md states.
    const [event] = reports.map((bytes) => ReportEvent.decode(bytes.subarray(16)));
    expect(event?.organisation).toBe(5);
    for (const topic of await allTopics()) {
      // Only the node may read its own topic; see the tests below.
      if (topic.startsWith('erasures.')) continue;
      const bytes = Buffer.concat(await readRecords(reader, topic));
      expect([topic, findCanaries(bytes)]).toEqual([topic, []]);
      for (const word of [REPORT_ID, 'kept-at-home', 'guardian', 'Gevgelija', '41.14'])
        expect([topic, word, bytes.includes(word)]).toEqual([topic, word, false]);
    }
  });
});

describe.skipIf('unavailable' in jars)('a log with the rules that the operator sets', () => {
  /** The administrator, clients of the node of MK and of insights, and a certificate without rules. */
  let admin: BrokerClient;
  let mk: BrokerClient;
  let insights: BrokerClient;
  let other: BrokerClient;
  let group: string;
  const open: { close(): Promise<void> }[] = [];

  beforeAll(async () => {
    admin = await connectAs(LOG_ADMINISTRATOR_NAME);
    mk = await connectAs(nodePrincipal('MK').commonName);
    insights = await connectAs(INSIGHTS_PRINCIPAL.commonName);
    other = await connectAs('waylight-other');
    await appendAsSerbia();
    group = await readingGroup();
  });
  afterAll(async () => {
    for (const one of open) await one.close();
  });

  async function connectAs(commonName: string): Promise<BrokerClient> {
    const client = await connectBrokerClient(log.address, await log.material(commonName));
    open.push(client);
    return client;
  }

  /** Invalid records become dead letters, so that every topic has records of Serbia. */
  async function appendAsSerbia(): Promise<void> {
    const eventLog = await log.eventLog(nodePrincipal('RS').commonName);
    const records = Array.from({ length: OF_SERBIA }, (_, i) => ({
      key: Buffer.alloc(16, i),
      value: Buffer.from('no report'),
      partition: 0,
    }));
    await eventLog.createAppender().append(reportsTopic('RS'), records);
  }

  /** The group of the aggregation, after its first commit of a position. */
  async function readingGroup(): Promise<string> {
    let found: string | undefined;
    await waitFor(
      'the aggregation to commit that it has read what Serbia reports',
      async () => {
        found = (await admin.broker.listGroups()).groups[0]?.groupId;
        const committed = found === undefined ? undefined : await admin.broker.offsetFetch(offsetsOf(found));
        return committed?.responses[0]?.partitions[0]?.offset === String(OF_SERBIA);
      },
      { deadlineMs: 60_000, everyMs: 200 },
    );
    return found ?? '';
  }

  const offsetsOf = (groupId: string) => ({
    groupId,
    topics: [{ topic: reportsTopic('RS'), partitions: [{ partition: 0 }] }],
  });

  it('shows node and aggregation only the topics of their rules, which doctor checks', async () => {
    for (const [service, party] of [
      ['INTAKE', nodePrincipal('MK')],
      ['AGGREGATION', aggregationPrincipal()],
    ] as const) {
      const { ca, certificate, key } = await log.files(party.commonName);
      const env = {
        WAYLIGHT_EVENT_LOG: 'kafka',
        WAYLIGHT_KAFKA_BROKERS: log.address,
        [`WAYLIGHT_${service}_KAFKA_CA_FILE`]: ca,
        [`WAYLIGHT_${service}_KAFKA_CERTIFICATE_FILE`]: certificate,
        [`WAYLIGHT_${service}_KAFKA_KEY_FILE`]: key,
      };
      const silent = createLogger({ service: 'test', level: 'silent' });
      const visible = await listVisibleTopics(service, env, silent);
      const named = party.rules.flatMap((rule) => ('topics' in rule ? rule.topics : []));
      expect(visible?.toSorted()).toEqual(named.toSorted());
    }
  });

  it('permits a node to append and to read progress, and the aggregation to count', async () => {
    const intake = await myla.intake('MK');
    const report = Report.fromPartial({
      reportId: 'r-1',
      occurredOn: '2026-03-01',
      country: 'MK',
      types: ['pushback'],
      shareWith: 'partners',
    });
    await intake.submitReport({ report, validateOnly: false });
    await waitUntilCounted(intake, 'r-1');
    const heartbeats = await (await log.eventLog(aggregationPrincipal().commonName)).offsets(
      heartbeatTopic('MK'),
    );
    expect(heartbeats).toMatchObject([{ end: 1 }]);
    expect(region.logLines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  });

  const foreign = [
    ...[reportsTopic, activityTopic, auditHeadsTopic, restoreJournalTopic, heartbeatTopic, progressTopic].map(
      (topic) => topic('RS'),
    ),
    REGION_AUDIT_HEADS_TOPIC,
    INSIGHTS_AUDIT_HEADS_TOPIC,
    RELEASES_TOPIC,
    DEAD_LETTERS_TOPIC,
    '__consumer_offsets',
  ];
  const disclosingRequests = { ...describeRequests, ...readRequests };
  const alteringRequests = { ...writeRequests, ...alterRequests };
  const each = (questions: typeof disclosingRequests) =>
    foreign.flatMap((topic) =>
      Object.entries(questions).map(([name, question]) => [name, topic, question(topic)] as const),
    );

  it.each(each(disclosingRequests))(
    'does not answer %s of %s to a node of another country',
    async (_name, _topic, request) => {
      expect(await mk.send(request)).toBe(REFUSED);
      // The error must come from the ACL, not from an invalid request.
      expect(await admin.send(request)).toBe('answered');
    },
  );

  it.each(each(alteringRequests))(
    'does not take %s to %s from a node of another country',
    async (_name, _topic, request) => {
      expect(await mk.send(request)).toBe(REFUSED);
      // A permitted caller may still get an error about this topic.
      expect(await admin.send(request)).not.toBe(REFUSED);
    },
  );

  it('responds in the same way about a missing topic', async () => {
    for (const [name, question] of Object.entries(describeRequests))
      expect([name, await mk.send(question('reports.v1.ZZ'))]).toEqual([name, REFUSED]);
  });

  it.each(Object.entries({ ...readRequests, ...alterRequests }))(
    'does not answer %s to a node of its own reports, which it only appends',
    async (_name, question) => {
      expect(await mk.send(question(reportsTopic('MK')))).toBe(REFUSED);
      expect(await mk.send(describeRequests.ListOffsets?.(reportsTopic('MK')) ?? fail)).toBe('answered');
    },
  );

  it('does not permit a node to write its progress', async () => {
    expect(await mk.send(writeRequests.Produce?.(progressTopic('MK')) ?? fail)).toBe(REFUSED);
    expect(await mk.send(readRequests.Fetch?.(progressTopic('MK')) ?? fail)).toBe('answered');
  });

  it.each(Object.entries(groupRequests))(
    'does not answer %s of the group that counts to a node',
    async (_, request) => {
      const question = request(group, reportsTopic('RS'));
      expect(await mk.send(question)).toBe('GROUP_AUTHORIZATION_FAILED');
      expect(await admin.send(question)).toBe('answered');
    },
  );

  it.each(Object.entries(clusterRequests))('does not answer %s to a node', async (_, question) => {
    expect(['empty', 'CLUSTER_AUTHORIZATION_FAILED', REFUSED]).toContain(await mk.send(question()));
    expect(await admin.send(question())).toBe('answered');
  });

  it('hides other countries from a node’s client', async () => {
    const eventLog = await log.eventLog(nodePrincipal('MK').commonName);
    const topic = reportsTopic('RS');
    const missing = { code: 'topic-missing' };
    expect((await eventLog.listTopics()).every(({ name }) => name.endsWith('.MK'))).toBe(true);
    await expect(eventLog.topicId(topic)).rejects.toMatchObject(missing);
    await expect(eventLog.offsets(topic)).rejects.toMatchObject(missing);
    const records = eventLog.readFrom({ topic, partition: 0 }, 0)[Symbol.asyncIterator]();
    await expect(records.next()).rejects.toMatchObject(missing);
    const counting = await log.eventLog(aggregationPrincipal().commonName);
    const before = await counting.offsets(topic);
    const record = { key: Buffer.alloc(16), value: Buffer.from('of another') };
    await expect(eventLog.createAppender().append(topic, [record])).rejects.toThrow();
    expect(await counting.offsets(topic)).toEqual(before);
  });

  it('lists only its own topics to a node, and no topics to a certificate without rules', async () => {
    const names = async ({ broker }: BrokerClient) =>
      (await broker.metadata([])).topicMetadata.map(({ topic }) => topic).sort();
    expect(await names(mk)).toEqual(
      [activityTopic, auditHeadsTopic, restoreJournalTopic, heartbeatTopic, progressTopic, reportsTopic].map(
        (topic) => topic('MK'),
      ),
    );
    expect(await names(insights)).toEqual([INSIGHTS_AUDIT_HEADS_TOPIC]);
    expect(await names(other)).toEqual([]);
    expect(await names(admin)).toContain(reportsTopic('RS'));
  });

  it('permits insights to publish its chain head, and nothing else', async () => {
    const own = INSIGHTS_AUDIT_HEADS_TOPIC;
    expect(await insights.send(readRequests.Fetch?.(own) ?? fail)).toBe('answered');
    expect(await insights.send(writeRequests.Produce?.(own) ?? fail)).not.toBe(REFUSED);
    for (const topic of [...foreign.filter((name) => name !== own), reportsTopic('MK')])
      for (const [name, question] of Object.entries({ ...disclosingRequests, ...alteringRequests }))
        expect([name, topic, await insights.send(question(topic))]).toEqual([name, topic, REFUSED]);
    for (const question of Object.values(alterRequests))
      expect(await insights.send(question(own))).toBe(REFUSED);
    expect(await insights.send(groupRequests.OffsetFetch?.(group, reportsTopic('RS')) ?? fail)).toBe(
      'GROUP_AUTHORIZATION_FAILED',
    );
  });

  it('does not permit the aggregation to write a node’s topics', async () => {
    const aggregation = await connectAs(aggregationPrincipal().commonName);
    const ofOthers = [reportsTopic, activityTopic, auditHeadsTopic, restoreJournalTopic, heartbeatTopic].map(
      (of) => of('RS'),
    );
    for (const topic of [...ofOthers, INSIGHTS_AUDIT_HEADS_TOPIC])
      expect(await aggregation.send(writeRequests.Produce?.(topic) ?? fail), topic).toBe(REFUSED);
  });

  it('refuses connections without a certificate, or with a certificate of another CA', async () => {
    const { ca } = await log.material(LOG_ADMINISTRATOR_NAME);
    await expect(connectBrokerClient(log.address, { ca })).rejects.toThrow();
    const stranger = await createTestAuthority('authority of the log');
    const forged = await stranger.issue(nodePrincipal('RS').commonName, 'client');
    await expect(connectBrokerClient(log.address, { ca, ...forged })).rejects.toThrow();
  });
});

const fail = (): Promise<never> => Promise.reject(new Error('there is no such request'));
