import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SubmitReportsResponse } from '@waylight/contracts/intake';
import type { InProcessRegion, RegionNode } from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, eventually, expectFailure, report, submission } from './testing/calls.ts';
import { startNode } from './testing/start-node.ts';

/** A person who must appear nowhere. Each part is unmistakable, so that a find is a leak. */
const IDENTITY = {
  givenNames: 'Qamarmarked',
  familyName: 'Zahrasecret',
  fatherName: 'Walidhidden',
  birthDate: '1987-06-05',
  documentNumber: 'PX7654321',
  phone: '+963944556677',
};

const marked = (over: Record<string, unknown> = {}) =>
  report('', {
    persons: [{ identity: { ...IDENTITY, ...over }, sex: 'female', originCountry: 'SY' }] as never,
  });
const persons = (over: Record<string, unknown> = {}) => ({ persons: marked(over).persons });

let region: InProcessRegion;
let node: RegionNode;
const answers: string[] = [];

beforeAll(async () => {
  region = await startNode();
  node = region.node();
  await driveEverywhere();
});
afterAll(() => region.stop());

/** Takes the identity down every path that a report can take, good and bad, and keeps what the node answered. */
async function driveEverywhere(): Promise<void> {
  const myla = await node.organisation('MYLA');
  const keep = async (work: Promise<unknown>): Promise<void> => {
    const answer = await work.catch(async () => expectFailure(work));
    answers.push(JSON.stringify(answer, (_, value) => (typeof value === 'bigint' ? String(value) : value)));
  };
  await keep(call(myla, 'submitReport', submission('m1', persons())));
  await keep(call(myla, 'submitReport', submission('m1', persons())));
  await keep(call(myla, 'submitReport', submission('m1', persons({ familyName: 'Zahrasecretother' }))));
  await keep(call(myla, 'submitReport', submission('m2', { ...persons(), types: ['nonsense'] })));
  await keep(
    call(
      myla,
      'submitReport',
      submission('m3', persons({ phone: 'call Zahrasecret', birthDate: '1987-06-05-x' })),
    ),
  );
  await keep(call(myla, 'submitReport', submission('Zahrasecret-1', persons())));
  await keep(call(myla, 'submitReport', submission('m4', persons(), true)));
  // Where it does not belong at all: in fields of codes and names.
  const astray = {
    types: ['Zahrasecret'],
    place: 'Zahrasecret',
    country: 'Qamarmarked',
    origins: ['Walidhidden'],
  };
  await keep(call(myla, 'submitReport', submission('m5', astray)));
  await keep(call(myla, 'submitReport', submission('m6', { place: 'Zahrasecret', layer: 'Zahrasecret' })));
  await keep(call(myla, 'submitReport', submission('m7', { place: 'Zahrasecret' })));
  const given = {
    basis: 'consent',
    scope: 'partners',
    givenOn: '2026-03-01',
    givenBy: 'person',
    linkage: '',
  };
  for (const [n, field] of Object.keys(given).entries()) {
    const consent = { ...given, [field]: 'Zahrasecret' };
    await keep(call(myla, 'submitReport', submission(`c${n}`, { ...persons(), consent })));
  }
  await keep(call(myla, 'previewReport', { report: report('p1', { ...persons(), consent: given }) }));
  await keep(call(myla, 'previewReport', { report: report('p2', astray) }));
  await keep(call(myla, 'submitReport', submission('c9', { ...persons(), consent: given })));
  const revision = {
    report: report('m1', { ...persons(), types: ['rape'] }),
    baseRevision: 1,
    validateOnly: false,
  };
  await keep(call(myla, 'reviseReport', revision));
  await keep(call(myla, 'reviseReport', { ...revision, report: report('m1', persons()), baseRevision: 9 }));
  await keep(
    call(myla, 'retractReport', { reportId: 'm1', baseRevision: 0, reason: 3, validateOnly: false }),
  );
  await keep(call(myla, 'getReceipt', { reportId: 'Zahrasecret' }));
  const stream = myla.submitReports();
  const outcomes: SubmitReportsResponse[] = [];
  stream.on('data', (outcome: SubmitReportsResponse) => outcomes.push(outcome));
  stream.write({ ordinal: 1n, operation: { $case: 'submit', value: submission('st1', persons()) } });
  stream.write({
    ordinal: 2n,
    operation: { $case: 'submit', value: submission('st2', { ...persons(), country: 'Zahrasecret' }) },
  });
  stream.write({
    ordinal: 3n,
    operation: { $case: 'submit', value: submission('Zahrasecret-2', persons()) },
  });
  await eventually(() => (outcomes.length === 3 ? true : undefined));
  const ended = new Promise((resolve) => stream.once('end', resolve));
  stream.end();
  await ended;
  answers.push(JSON.stringify(outcomes, (_, value) => (typeof value === 'bigint' ? String(value) : value)));
  await keep(
    call(myla, 'listReports', {
      pageSize: 0,
      pageToken: '',
      reportIds: [],
      importId: '',
      states: [],
      occurredFrom: '',
      occurredTo: '',
    }),
  );
  await eventually(async () => {
    const { receipt } = await call(myla, 'getReceipt', { reportId: 'st1' });
    return receipt !== undefined && receipt.state > 1 ? true : undefined;
  });
}

/** The parts as they are, as they could be spelled, and as anybody could digest them without a key. */
function marks(): Buffer[] {
  const texts = Object.values(IDENTITY).flatMap((text) => [text, text.toLowerCase(), text.toUpperCase()]);
  const digests = [...new Set(texts)].flatMap((text) =>
    ['sha256', 'sha1', 'md5'].map((algorithm) => createHash(algorithm).update(text).digest()),
  );
  const encoded = digests.flatMap((digest) => [
    digest,
    Buffer.from(digest.toString('hex')),
    Buffer.from(digest.toString('base64').replace(/=+$/, '')),
  ]);
  return [...[...new Set(texts)].map((text) => Buffer.from(text)), ...encoded];
}

function found(bytes: Buffer): string[] {
  return marks()
    .filter((mark) => bytes.includes(mark))
    .map((mark) => mark.toString('latin1'));
}

describe('who a person is', () => {
  it('was sent down every path', () => {
    expect(answers.length).toBeGreaterThan(20);
    expect(answers.filter((answer) => answer.includes('consent.'))).toHaveLength(5);
    expect(answers.join()).toContain('"dropped":["persons[0].identity.given_names"');
    expect(answers.join()).toContain('INVALID_ARGUMENT');
    expect(answers.join()).toContain('ALREADY_EXISTS');
    expect(answers.join()).toContain('ABORTED');
  });

  it('is in no file of the node or its log, also not in what the database overwrote', async () => {
    const files = readdirSync(region.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    expect(files.some((file) => file.endsWith('ledger.sqlite-wal'))).toBe(true);
    const leaks = files
      .map((file) => [file, found(readFileSync(file))])
      .filter(([, hits]) => hits?.length !== 0);
    expect(leaks).toEqual([]);
    const ledger = await node.readDecryptedLedger();
    expect(ledger.includes('SQLite format 3')).toBe(true);
    expect(ledger.includes('st1')).toBe(true);
    expect(found(ledger)).toEqual([]);
  });

  it('is in no log line and no metric', async () => {
    expect(region.logLines.length).toBeGreaterThan(0);
    expect(found(Buffer.from(region.logLines.join('\n')))).toEqual([]);
    expect(found(Buffer.from(await node.metrics()))).toEqual([]);
  });

  it('is in no answer, error or outcome', () => {
    expect(found(Buffer.from(answers.join('\n')))).toEqual([]);
  });
});
