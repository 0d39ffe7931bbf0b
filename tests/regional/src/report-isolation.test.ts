import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { dayOfInstant, isoDay, periodDays } from '@waylight/calendar';
import type { Connection } from '@waylight/cli';
import { AuditKind, ListEntriesRequest } from '@waylight/contracts/audit';
import { RetractionReason } from '@waylight/contracts/incident';
import { Freshness } from '@waylight/contracts/insights';
import {
  Activity,
  ListReportsRequest,
  Outcome,
  Presence,
  ReceiptState,
  Report,
} from '@waylight/contracts/intake';
import { startRegion, type TrialRegion } from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runWaylight } from './command-line.ts';
import {
  collectAuditResponses,
  collectInsightsResponses,
  collectIntakeResponses,
  connectTo,
  RELEASE_IDS,
  type ResponsesByCall,
} from './grpc-responses.ts';
import {
  collectHttpResponses,
  collectNodeHttpResponses,
  collectOperationsHttpResponses,
  findUncoveredPaths,
  listenToEvents,
} from './http-responses.ts';

const TABLE = 'country-month';
/** One report in a released month, one in an open month. */
const DAYS: string[] = [];
/** Enough reports in one cell to change a rounded number. */
const REPORTS_PER_DAY = 12;
const OPERATOR = 'operators/region';
const FOREIGN = { reportId: 'theirs-0-0', activityId: 'their-activity' };

let region: TrialRegion;
let theirs: Connection;
const others = new Map<string, Connection>();

beforeAll(async () => {
  region = await startRegion({ run: 'trial', data: 'example' });
  theirs = await connectTo(region.dataDir, 'SIM-MK-2');
  for (const id of ['MYLA', 'SIM-MK-1', 'BCHR']) others.set(id, await connectTo(region.dataDir, id));
  const month = await releasedMonth();
  RELEASE_IDS.unshift(`${TABLE}.${month}.partners`);
  const { fromDay, toDay } = periodDays('month', month);
  DAYS.push(isoDay(Math.floor((fromDay + toDay) / 2)), isoDay(dayOfInstant(Date.now()) - 3));
  others.set('operator', await connectTo(region.dataDir, { operator: true }));
  for (const id of ['MYLA', 'SIM-MK-1']) {
    const intake = await connectionOf(id).intake('MK');
    await intake.submitReport({ report: report('mine', DAYS[1]), validateOnly: false });
  }
  for (const id of ['MYLA', 'SIM-MK-1']) {
    await waitUntil(() => haveReached(connectionOf(id), ['mine'], ReceiptState.COUNTED));
    await waitUntil(() => areReceiptsCounted(connectionOf(id)));
  }
  await waitUntil(haveAllNodesReported);
}, 240_000);
afterAll(async () => {
  for (const connection of [theirs, ...others.values()]) connection?.close();
  await region?.stop();
});

/** The first released month of the table: the draw may withhold any month. */
async function releasedMonth(): Promise<string> {
  const { out } = await runWaylight(region.dataDir, ['release', 'list', '--format', 'json']);
  const releases = JSON.parse(out) as { id: string; period: string }[];
  const months = releases.filter(({ id }) => id.startsWith(`${TABLE}.`) && id.endsWith('.partners'));
  return months.map(({ period }) => period).sort()[0] ?? '';
}

function report(reportId: string, occurredOn = '', more: object = {}): Report {
  const content = { occurredOn, country: 'MK', types: ['pushback'], shareWith: 'public' };
  return Report.fromPartial({ reportId, ...content, ...more });
}

function connectionOf(id: string): Connection {
  const connection = others.get(id);
  if (connection === undefined) throw new Error(`${id} is not connected`);
  return connection;
}

async function haveAllNodesReported(): Promise<boolean> {
  const { nodes } = await (await connectionOf('MYLA').insights()).getRegionStatus({});
  return nodes.every(({ freshness }) => freshness === Freshness.UNDER_A_DAY);
}

/** Returns true if an organisation's shared reports are counted. Nothing is released while the test runs. */
async function areReceiptsCounted(connection: Connection): Promise<boolean> {
  const states = [ReceiptState.ACCEPTED, ReceiptState.LOGGED];
  const intake = await connection.intake('MK');
  const { reports } = await intake.listReports(ListReportsRequest.fromPartial({ pageSize: 1_000, states }));
  return reports.every(({ shareWith }) => shareWith === 'organisation');
}

async function haveReached(
  connection: Connection,
  reportIds: string[],
  state: ReceiptState,
): Promise<boolean> {
  const intake = await connection.intake('MK');
  const { reports } = await intake.listReports(
    ListReportsRequest.fromPartial({ pageSize: 1_000, reportIds }),
  );
  return reports.length === reportIds.length && reports.every(({ receipt }) => receipt?.state === state);
}

async function waitUntil(fact: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await fact())) {
    if (Date.now() > deadline) throw new Error('the condition did not become true in time');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The node's lead and operators see retractions of others; see the test below. */
const REVIEWERS = ['MYLA', 'operator'];

/** All responses to other callers, by service and call. */
async function collectAllResponses(): Promise<Record<string, ResponsesByCall>> {
  const answers: Record<string, Promise<ResponsesByCall>> = {
    'HTTP, the public': collectHttpResponses(region.dataDir, 'public'),
    'HTTP, members': collectHttpResponses(region.dataDir, { account: 'BCHR' }),
    'HTTP, the network': collectHttpResponses(region.dataDir, { account: 'SIM-MK-1' }),
    'HTTP, authorities': collectHttpResponses(region.dataDir, { account: 'authority' }),
    'operations over HTTP, an operator': collectOperationsHttpResponses(region.dataDir, OPERATOR),
    'operations over HTTP, MYLA': collectOperationsHttpResponses(region.dataDir, 'organisations/MYLA'),
    'node over HTTP, the lead': collectNodeHttpResponses(region.dataDir, 'organisations/MYLA'),
    'node over HTTP, the network': collectNodeHttpResponses(region.dataDir, 'organisations/SIM-MK-1'),
    'node over HTTP, of elsewhere': collectNodeHttpResponses(region.dataDir, 'organisations/BCHR'),
  };
  for (const [id, connection] of others) {
    answers[`insights, ${id}`] = collectInsightsResponses(connection);
    answers[`intake, ${id}`] = collectIntakeResponses(connection, 'mine', FOREIGN);
    answers[`audit of MK, ${id}`] = collectAuditResponses(connection, 'MK');
    answers[`audit of aggregation, ${id}`] = collectAuditResponses(connection, 'aggregation');
    answers[`audit of insights, ${id}`] = collectAuditResponses(connection, 'insights');
  }
  const responses = Object.entries(answers).map(async ([who, response]) => [who, await response] as const);
  const all = Object.fromEntries(await Promise.all(responses));
  for (const id of REVIEWERS) delete all[`intake, ${id}`]?.getReview;
  // Operators of a node see all its operations; see the test below.
  delete all['audit of MK, operator'];
  // The audit of operators includes the calls of this test.
  delete all['audit of aggregation, operator'];
  delete all['audit of insights, operator'];
  return all;
}

type Answers = Awaited<ReturnType<typeof collectAllResponses>>;

/** Changed responses, by service and call, for a helpful failure message. */
function differences(before: Answers, after: Answers): unknown[] {
  const calls = new Set([before, after].flatMap((all) => Object.keys(all)));
  return [...calls].flatMap((who) => {
    const [old, now] = [before[who] ?? {}, after[who] ?? {}];
    const whats = new Set([...Object.keys(old), ...Object.keys(now)]);
    return [...whats]
      .filter((what) => old[what] !== now[what])
      .map((what) => [who, what, old[what], now[what]]);
  });
}

/**
 * Pause before each round. All rounds exceed the limit of thirty requests to sign in by six. The limit recovers by one in two
 * seconds, and each round waits at least three for streams to be silent.
 */
const PAUSE_MS = 2_000;

const THEIRS = [0, 1].flatMap((day) =>
  Array.from({ length: REPORTS_PER_DAY }, (_, i) => `theirs-${day}-${i}`),
);
const dayOf = (id: string) => DAYS[Number(id.split('-')[1])];

describe('responses to other callers', () => {
  let before: Answers;

  it('cover every RPC and route', async () => {
    // From the second round on, entries that requests create exist already.
    await collectAllResponses();
    before = await collectAllResponses();
    expect(findUncoveredPaths(before['HTTP, the public'] ?? {})).toEqual([]);
    expect(findUncoveredPaths(before['operations over HTTP, an operator'] ?? {})).toEqual([]);
    expect(findUncoveredPaths(before['node over HTTP, the lead'] ?? {})).toEqual([]);
    // The responses are not empty: they contain the public record, released tables and the own report.
    expect(before['insights, BCHR']?.getTrends).toContain('"drowning"');
    expect(before['HTTP, members']?.['/v1/releases']).toContain('partners');
    expect(before['HTTP, members']?.[`/v1/releases/${RELEASE_IDS[0]}`]).toContain('country-month');
    for (const who of ['the public', 'the network', 'authorities'])
      expect(before[`HTTP, ${who}`]?.[`/v1/releases/${RELEASE_IDS[0]}`]).toContain('"status":404');
    // Only its organisation can read a bulletin; its response contains all numbers.
    expect(before['HTTP, members']?.['/v1/bulletins/one']).toContain('period,country');
    for (const who of ['the public', 'the network', 'authorities'])
      expect(before[`HTTP, ${who}`]?.['/v1/bulletins/one']).toContain('"status":404');
    expect(before['HTTP, authorities']?.['/v1/session']).toContain('authority');
    expect(before['insights, BCHR']?.getRelease).toContain('"country"');
    expect(before['intake, MYLA']?.listReports).toContain('"mine"');
    const operator = before['operations over HTTP, an operator'] ?? {};
    expect(operator['/v1/releases/preview']).toContain('"status":200');
    expect(operator['/v1/releases/publish']).toContain('"status":200');
    const refused = new Set(Object.values(before['operations over HTTP, MYLA'] ?? {}));
    expect([...refused]).toEqual([expect.stringContaining('"status":403')]);
    for (const id of ['SIM-MK-1', 'BCHR'])
      expect(before[`intake, ${id}`]?.getReview).toContain('PERMISSION_DENIED');
    const audits = [
      'of MK, SIM-MK-1',
      'of MK, BCHR',
      'of aggregation, MYLA',
      'of aggregation, BCHR',
      'of insights, MYLA',
    ];
    for (const response of audits.flatMap((one) => Object.values(before[`audit ${one}`] ?? {}).concat('')))
      expect(response).toMatch(/^$|PERMISSION_DENIED/);
    expect(before['audit of MK, MYLA']?.listEntries).toContain('"registryVersion":');
    expect(before['intake, MYLA']?.retractReport).toContain('NOT_FOUND');
  });

  it('do not change by a byte when another organisation sends, revises or retracts reports', async () => {
    const listeners = await Promise.all(
      [undefined, 'BCHR', 'SIM-MK-1', 'authority'].map((account) => listenToEvents(region.dataDir, account)),
    );
    await waitUntil(async () => listeners.every(({ receivedText }) => receivedText() !== ''));
    const events = listeners.map((one) => one.receivedText());
    expect(events.join('')).not.toContain('data:');
    // An address may sign in or out thirty times a minute, which a fast machine would exceed.
    const collectLater = async () => {
      await delay(PAUSE_MS);
      return collectAllResponses();
    };
    const intake = await theirs.intake('MK');
    for (const id of THEIRS)
      await intake.submitReport({
        report: report(id, dayOf(id), { importId: 'theirs' }),
        validateOnly: false,
      });
    const activity = Activity.fromPartial({
      activityId: FOREIGN.activityId,
      country: 'MK',
      present: true,
      presence: Presence.PRESENT,
      fromDay: '2025-03-01',
      toDay: '2025-03-02',
    });
    await intake.submitActivity({ activity, validateOnly: false });
    await waitUntil(() => haveReached(theirs, THEIRS, ReceiptState.COUNTED));
    expect(differences(before, await collectLater())).toEqual([]);

    for (const id of THEIRS) {
      const changed = report(id, dayOf(id), { types: ['death'], counts: { dead: 4 }, country: 'RS' });
      const { outcome } = await intake.reviseReport({
        report: changed,
        baseRevision: 1,
        validateOnly: false,
      });
      expect(outcome).toBe(Outcome.ACCEPTED);
    }
    await waitUntil(() => haveReached(theirs, THEIRS, ReceiptState.COUNTED));
    expect(differences(before, await collectLater())).toEqual([]);

    for (const reportId of THEIRS)
      await intake.retractReport({
        reportId,
        baseRevision: 0,
        reason: RetractionReason.MISTAKE,
        validateOnly: false,
      });
    await waitUntil(() => haveReached(theirs, THEIRS, ReceiptState.RETRACTED));
    expect(differences(before, await collectLater())).toEqual([]);
    expect(listeners.map((one) => one.receivedText())).toEqual(events);
    for (const { hangUp } of listeners) await hangUp();
  }, 300_000);

  it('list operations of another organisation for operators, not for the lead', async () => {
    const registry = JSON.parse(await readFile(join(region.dataDir, 'registry.json'), 'utf8'));
    const { number } = registry.organisations.find(({ id }: { id: string }) => id === 'SIM-MK-2');
    const didThere = async (id: string) => {
      const kinds = new Set<AuditKind>();
      const audit = await connectionOf(id).audit('MK');
      for await (const { part } of audit.listEntries(ListEntriesRequest.fromPartial({})))
        if (part?.$case === 'entry' && part.value.organisation === number) kinds.add(part.value.kind);
      return kinds;
    };
    expect(await didThere('MYLA')).toEqual(new Set());
    const { REPORT_SUBMITTED, REPORT_REVISED, REPORT_RETRACTED, REPORTS_LISTED } = AuditKind;
    for (const kind of [REPORT_SUBMITTED, REPORT_REVISED, REPORT_RETRACTED, REPORTS_LISTED])
      expect(await didThere('operator')).toContain(kind);
  });

  it('list numbers of retractions for lead and operators, without reports', async () => {
    const reviews = await Promise.all(
      REVIEWERS.map(async (id) => (await (await connectionOf(id).intake('MK')).getReview({})).organisations),
    );
    const [ofLead, ofOperator] = reviews;
    expect(ofOperator).toEqual(ofLead);
    const retractions = ofLead?.find(({ organisation }) => organisation === 'SIM-MK-2');
    expect(retractions?.removedAtLeast).toBeGreaterThanOrEqual(THEIRS.length - (THEIRS.length % 5));
    expect(JSON.stringify(ofLead)).not.toMatch(/theirs|border|pushback/);
  });
});
