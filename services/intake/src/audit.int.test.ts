import { encodeEntry, hashEntry, readChainHeads } from '@waylight/audit';
import { auditHeadsTopic } from '@waylight/contracts';
import {
  AuditActor,
  type AuditEntry,
  AuditKind,
  AuditOutcome,
  ChainProblem,
} from '@waylight/contracts/audit';
import { RetractionReason } from '@waylight/contracts/incident';
import { ListReportsRequest, Presence, WatchReceiptsRequest } from '@waylight/contracts/intake';
import { TrendQuestion } from '@waylight/contracts/trends';
import { openEncryptedSqlite } from '@waylight/testing';
import { type InProcessRegion, listAudit, type RegionNode, verifyAudit } from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, eventually, expectFailure, report, startNode, submission } from './testing/calls.ts';

const NUMBERS = { MYLA: 5, DRC: 7, LEGIS: 20 } as const;

let region: InProcessRegion;
let node: RegionNode;

const entries = async () => (await listAudit(await node.operator())).entries;
const kinds = (all: readonly AuditEntry[]) => all.map(({ kind }) => kind);
const entriesOf = (all: readonly AuditEntry[], organisation: number) =>
  all.filter((entry) => entry.organisation === organisation);

beforeAll(async () => {
  region = await startNode();
  node = region.node();
});
afterAll(() => region.stop());

// The rules that apply to all servers are tested in tests/regional/src/three-servers.
describe('the audit of a node', () => {
  it('begins with the keys and the registry that the node started with', async () => {
    const [started, keys, registry] = await entries();
    expect(started).toMatchObject({ kind: AuditKind.STARTED });
    expect(keys).toMatchObject({ kind: AuditKind.KEYS_LOADED });
    expect(keys?.digest).not.toEqual(started?.digest);
    expect(registry).toMatchObject({ kind: AuditKind.REGISTRY_LOADED });
  });

  it('contains every accepted operation, with the organisation and the reference on the log', async () => {
    const legis = await node.organisation('LEGIS');
    await call(legis, 'submitReport', submission('one', { importId: 'imp-1' }));
    await call(legis, 'reviseReport', {
      report: report('one', { shareWith: 'public' }),
      baseRevision: 1,
      validateOnly: false,
    });
    const undo = { reportId: 'one', baseRevision: 2, reason: RetractionReason.IMPORT_UNDONE };
    await call(legis, 'retractReport', { ...undo, validateOnly: false });
    const activity = {
      activityId: 'week',
      fromDay: '2026-02-23',
      toDay: '2026-03-01',
      country: 'MK',
      area: '',
      present: true,
      presence: Presence.PRESENT,
      services: [],
    };
    await call(legis, 'submitActivity', { activity, validateOnly: false });
    await call(legis, 'reviseActivity', {
      activity: { ...activity, fieldVisits: 3 },
      baseRevision: 1,
      validateOnly: false,
    });
    const own = entriesOf(await entries(), NUMBERS.LEGIS);
    expect(kinds(own)).toEqual([
      AuditKind.REPORT_SUBMITTED,
      AuditKind.REPORT_REVISED,
      AuditKind.REPORT_RETRACTED,
      AuditKind.ACTIVITY_SUBMITTED,
      AuditKind.ACTIVITY_REVISED,
    ]);
    expect(own.map(({ ofImport }) => ofImport)).toEqual([true, false, true, false, false]);
    expect(new Set(own.map(({ reference }) => reference.toString('hex'))).size).toBe(2);
    expect(own.every(({ count, outcome }) => count === 1 && outcome === AuditOutcome.DONE)).toBe(true);
  });

  it('contains no operation that was refused, only validated, or changed nothing', async () => {
    const drc = await node.organisation('DRC');
    await call(drc, 'submitReport', submission('two'));
    const before = entriesOf(await entries(), NUMBERS.DRC).length;
    await call(drc, 'submitReport', submission('two'));
    await call(drc, 'submitReport', submission('three', {}, true));
    await expectFailure(call(drc, 'submitReport', submission('two', { types: ['death'] })));
    expect(entriesOf(await entries(), NUMBERS.DRC)).toHaveLength(before);
  });

  it('contains every read before the response is sent', async () => {
    const myla = await node.organisation('MYLA');
    await call(myla, 'listReports', ListReportsRequest.fromPartial({}));
    await call(myla, 'getOwnTrends', { question: TrendQuestion.fromPartial({ layer: 1 }) });
    await call(myla, 'getReview', {});
    await call(myla, 'previewReport', { report: report('shown') });
    const watching = myla.watchReceipts(WatchReceiptsRequest.fromPartial({}));
    watching.on('error', () => undefined);
    await new Promise((resolve) => watching.once('data', resolve));
    watching.cancel();
    expect(kinds(entriesOf(await entries(), NUMBERS.MYLA))).toEqual([
      AuditKind.REPORTS_LISTED,
      AuditKind.OWN_TRENDS_READ,
      AuditKind.REVIEW_READ,
      AuditKind.REPORT_PREVIEWED,
      AuditKind.RECEIPTS_WATCHED,
    ]);
  });

  it('contains the refusal of a call that only other organisations may make', async () => {
    const { length } = await entries();
    await expectFailure(
      call(await node.organisation('LEGIS'), 'submitReport', submission('x', { layer: 'public-record' })),
    );
    const [refused] = await eventually(async () => {
      const added = (await entries()).slice(length).filter(({ kind }) => kind !== AuditKind.AUDIT_READ);
      return added.length > 0 ? added : undefined;
    });
    expect(refused).toMatchObject({
      kind: AuditKind.ACCESS_REFUSED,
      actor: AuditActor.ORGANISATION,
      organisation: NUMBERS.LEGIS,
      outcome: AuditOutcome.PERMISSION_DENIED,
    });
  });

  it('can be read by operators, and by the lead organisation without entries of other organisations', async () => {
    for (const as of ['DRC', 'LEGIS', 'BCHR', 'GONE']) {
      const client = await node.organisation(as);
      expect(await expectFailure(listAudit(client))).toMatchObject({ code: 'PERMISSION_DENIED' });
      expect(await expectFailure(verifyAudit(client))).toMatchObject({ code: 'PERMISSION_DENIED' });
    }
    const lead = await node.organisation('MYLA');
    const listed = (await listAudit(lead)).entries;
    const others = listed.filter(({ organisation }) => ![0, NUMBERS.MYLA].includes(organisation));
    expect(others).not.toHaveLength(0);
    expect(others.every(({ kind }) => kind === AuditKind.ACCESS_REFUSED)).toBe(true);
    expect(listed.every(({ sequence, reference }) => sequence === 0n && reference.length === 0)).toBe(true);
    expect(kinds(entriesOf(listed, NUMBERS.MYLA))).toContain(AuditKind.REPORTS_LISTED);
    expect(await expectFailure(listAudit(lead, { fullChain: true }))).toMatchObject({
      code: 'PERMISSION_DENIED',
    });
    expect(await verifyAudit(lead)).toMatchObject({ problem: 0, sequence: 0n, entries: 0n });
  });

  it('returns the same entries to the lead organisation after others have sent more reports', async () => {
    const lead = await node.organisation('MYLA');
    const readAll = async () => ({ ...(await listAudit(lead)), verdict: await verifyAudit(lead) });
    const before = await readAll();
    for (let i = 0; i < 5; i++)
      await call(await node.organisation('DRC'), 'submitReport', submission(`more-${i}`));
    expect(await readAll()).toEqual(before);
  });
});

describe('a changed audit file', () => {
  const verifyAfter = async (sql: string) => {
    const region = await startNode();
    const broken = region.node();
    try {
      const legis = await broken.organisation('LEGIS');
      for (let i = 0; i < 6; i++) await call(legis, 'submitReport', submission(`r-${i}`));
      await broken.restart(() => {
        const file = openEncryptedSqlite(broken.ledgerFile, broken.ledgerKey());
        file.exec(`DROP TRIGGER audit_entry_stays; DROP TRIGGER audit_entry_is_kept; ${sql}`);
        file.close();
      });
      return await verifyAudit(await broken.operator());
    } finally {
      await region.stop();
    }
  };

  it.each([
    [
      'altered',
      ChainProblem.ALTERED,
      "UPDATE audit_entry SET entry = CAST(entry || x'6001' AS BLOB) WHERE sequence = 5",
    ],
    ['missing', ChainProblem.MISSING, 'DELETE FROM audit_entry WHERE sequence = 5'],
    [
      'reordered',
      ChainProblem.REORDERED,
      `UPDATE audit_entry SET sequence = -1 WHERE sequence = 5; UPDATE audit_entry SET sequence = 5 WHERE sequence = 6;
       UPDATE audit_entry SET sequence = 6 WHERE sequence = -1`,
    ],
  ])('is reported with its %s entry', async (_, problem, sql) => {
    expect(await verifyAfter(sql)).toMatchObject({ problem, sequence: 5n });
  });
});

describe('a rewritten audit', () => {
  /** Rewrites the chain with valid hashes, like an attacker who has access to the file. */
  function rewrite(database: ReturnType<typeof openEncryptedSqlite>, from: number): void {
    database.exec('DROP TRIGGER audit_entry_stays; DROP TRIGGER audit_entry_is_kept');
    database.prepare('DELETE FROM audit_entry WHERE sequence >= ?').run(from);
    const { hash } = database.prepare('SELECT hash FROM audit_entry ORDER BY sequence DESC').get() ?? {};
    const { id, salt } = database.prepare('SELECT id, salt FROM audit_chain').get() ?? {};
    const entry = encodeEntry({ kind: AuditKind.AUDIT_READ, actor: { kind: 'anonymous' } }, from, 0);
    const next = hashEntry(hash as Uint8Array, { id: String(id), salt: salt as Uint8Array }, entry);
    database.prepare('INSERT INTO audit_entry VALUES (?, ?, ?)').run(from, entry, next);
    database.close();
  }

  it('is reported by log message, metric and verification, because the event log has the previous chain head', async () => {
    const region = await startNode();
    const rewritten = region.node();
    try {
      for (let i = 0; i < 3; i++)
        await call(await rewritten.organisation('LEGIS'), 'submitReport', submission(`r-${i}`));
      const { links } = await listAudit(await rewritten.operator(), { fullChain: true });
      const heads = async () =>
        readChainHeads(
          region.eventLog,
          { topic: auditHeadsTopic('MK'), chain: 'node-MK', foreignChains: [] },
          AbortSignal.timeout(5_000),
        );
      const ended = Buffer.from(links.at(-1)?.hash ?? []);
      await eventually(
        async () => (await heads()).ownHeads.some(({ hash }) => ended.equals(hash)) || undefined,
      );
      const whole = await verifyAudit(await rewritten.operator());
      expect(whole).toMatchObject({ problem: ChainProblem.UNSPECIFIED });
      expect(whole.chainHeads).toBeGreaterThan(0n);
      expect(await verifyAudit(await rewritten.organisation('MYLA'))).toMatchObject({
        problem: 0,
        chainHeads: 0n,
      });
      expect(await rewritten.metrics()).toMatch(/^waylight_audit_broken\{.*\} 0$/m);

      await rewritten.restart(() =>
        rewrite(openEncryptedSqlite(rewritten.ledgerFile, rewritten.ledgerKey()), 5),
      );
      expect(await verifyAudit(await rewritten.operator())).toMatchObject({
        problem: ChainProblem.FORKED,
      });
      expect(await verifyAudit(await rewritten.organisation('MYLA'))).toMatchObject({
        problem: ChainProblem.FORKED,
      });
      await eventually(async () =>
        /^waylight_audit_broken\{.*\} 1$/m.test(await rewritten.metrics()) ? true : undefined,
      );
      const errors = region.logLines.filter((line) => line.includes('"code":"forked"'));
      expect(errors).toMatchObject([expect.stringContaining('audit chain verification failed')]);
    } finally {
      await region.stop();
    }
  });

  it('publishes a chain head only after an entry, and the head contains no count', async () => {
    const region = await startNode({ intake: { chainHeadsMs: 10 } });
    const quiet = region.node();
    try {
      const values = async () => {
        const all: string[] = [];
        for await (const { records } of region.eventLog.readFrom(
          { topic: auditHeadsTopic('MK'), partition: 0 },
          0,
        ))
          all.push(...records.map(({ value }) => Buffer.from(value ?? []).toString('hex')));
        return all;
      };
      // The publisher's interval is shorter than the relay's linger, so each head is published before the next entry.
      for (let i = 0; i < 5; i++) {
        const { length } = await values();
        await call(await quiet.organisation('LEGIS'), 'submitReport', submission(`r-${i}`));
        await call(await quiet.organisation('LEGIS'), 'getReceipt', { reportId: `r-${i}` });
        await eventually(async () => (await values()).length > length || undefined);
      }
      const all = await values();
      expect(new Set(all).size).toBe(all.length);
      // The record contains only the chain's name and a hash.
      expect(all.every((value) => value.length === 2 * (2 + 'node-MK'.length + 2 + 32))).toBe(true);
    } finally {
      await region.stop();
    }
  });
});
