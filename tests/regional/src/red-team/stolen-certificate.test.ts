import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Connection } from '@waylight/cli';
import { AuditKind, ListEntriesRequest } from '@waylight/contracts/audit';
import { RetractionReason } from '@waylight/contracts/incident';
import { ListReportsRequest, WatchReceiptsRequest } from '@waylight/contracts/intake';
import { waitFor } from '@waylight/testing';
import { startRegion, type TrialRegion } from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runWaylight } from '../command-line.ts';
import { connectTo } from '../grpc-responses.ts';
import { connectWith, outcomeOf, pushbackReport, REFUSED, WAIT, waitUntilRefused } from './callers.ts';

let region: TrialRegion;
let thief: Connection;
let operator: Connection;
let stolen: { ca: string; certificate: string; key: string };

beforeAll(async () => {
  region = await startRegion({ run: 'trial', data: 'empty' });
  operator = await connectTo(region.dataDir, { operator: true });
  for (const id of ['MYLA', 'SIM-MK-1']) {
    const owner = await connectTo(region.dataDir, id);
    const report = pushbackReport(`of-${id}`);
    await (await owner.intake('MK')).submitReport({ report, validateOnly: false });
    owner.close();
  }
  // The thief has a copy of the laptop's folder.
  const laptop = join(region.dataDir, 'laptop');
  const certs = join(region.dataDir, 'certs');
  await cp(join(certs, 'organisations'), laptop, {
    recursive: true,
    filter: (path) => path.endsWith('organisations') || path.includes('MYLA'),
  });
  stolen = {
    ca: join(certs, 'ca.crt'),
    certificate: join(laptop, 'MYLA.crt'),
    key: join(laptop, 'MYLA.key'),
  };
  thief = await connectWith(region.dataDir, stolen);
});
afterAll(async () => {
  for (const connection of [thief, operator]) connection?.close();
  await region?.stop();
});

const list = ListReportsRequest.fromPartial({});

describe('a thief of an organisation’s certificate, before it is noticed', () => {
  it('acts as that organisation: reads its reports, and sends false ones', async () => {
    const intake = await thief.intake('MK');
    const { reports } = await intake.listReports(list);
    expect(reports.map(({ receipt }) => receipt?.reportId)).toEqual(['of-MYLA']);
    expect(
      await outcomeOf(() => intake.submitReport({ report: pushbackReport('false-1'), validateOnly: false })),
    ).toBe('answered');
  });

  it('leaves a trail: the node’s audit has its reads and writes', async () => {
    const kinds = new Set<AuditKind>();
    const audit = await operator.audit('MK');
    for await (const { part } of audit.listEntries(ListEntriesRequest.fromPartial({})))
      if (part?.$case === 'entry') kinds.add(part.value.kind);
    expect(kinds).toContain(AuditKind.REPORTS_LISTED);
    expect(kinds).toContain(AuditKind.REPORT_SUBMITTED);
  });
});

describe('a thief with a revoked certificate', () => {
  let streamEnd: Promise<string>;

  beforeAll(async () => {
    const intake = await thief.intake('MK');
    const receipts = intake.watchReceipts(WatchReceiptsRequest.fromPartial({}))[Symbol.asyncIterator]();
    await receipts.next();
    streamEnd = outcomeOf(async () => {
      while (!(await receipts.next()).done);
    });
    const renewed = await runWaylight(region.dataDir, ['certs', 'renew', 'organisation', 'MYLA']);
    expect([renewed.code, renewed.err]).toEqual([0, expect.anything()]);
    const args = ['certs', 'revoke', 'organisation', 'MYLA', '--reason', 'device-lost', '--former'];
    const revoked = await runWaylight(region.dataDir, args);
    expect([revoked.code, revoked.err]).toEqual([0, expect.anything()]);
    await waitUntilRefused(thief);
  });

  it('loses its open stream, and its connection has no access', async () => {
    expect(await streamEnd).toMatch(REFUSED);
    const intake = await thief.intake('MK');
    for (const work of [
      () => intake.listReports(list),
      () => intake.submitReport({ report: pushbackReport('false-2'), validateOnly: false }),
      async () => (await thief.insights()).getTrends({ question: undefined }),
      async () => (await thief.insights()).getApprovals({ releaseId: '' }),
    ])
      expect(await outcomeOf(work)).toMatch(REFUSED);
  });

  it('does not exclude the organisation, which uses a new certificate and sees the false reports', async () => {
    const owner = await connectTo(region.dataDir, 'MYLA');
    const intake = await owner.intake('MK');
    await waitFor(
      'access of the owner',
      async () => (await outcomeOf(() => intake.listReports(list))) === 'answered',
      WAIT,
    );
    const { reports } = await intake.listReports(list);
    expect(reports.map(({ receipt }) => receipt?.reportId).sort()).toEqual(['false-1', 'of-MYLA']);
    const retraction = {
      reportId: 'false-1',
      baseRevision: 0,
      reason: RetractionReason.MISTAKE,
      validateOnly: false,
    };
    expect(await outcomeOf(() => intake.retractReport(retraction))).toBe('answered');
    owner.close();
  });
});
