import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SubmitReportsResponse } from '@waylight/contracts/intake';
import type { InProcessRegion, RegionNode } from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, eventually, expectFailure, report, startNode, submission } from './testing/calls.ts';

/** An identity that must not appear anywhere. Its parts are unique, so that every match is a leak. */
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
  await sendEverywhere();
});
afterAll(() => region.stop());

/** Sends the identity in every field of a report, in valid and invalid reports, and records the responses. */
async function sendEverywhere(): Promise<void> {
  const myla = await node.organisation('MYLA');
  const record = async (work: Promise<unknown>): Promise<void> => {
    const answer = await work.catch(async () => expectFailure(work));
    answers.push(JSON.stringify(answer, (_, value) => (typeof value === 'bigint' ? String(value) : value)));
  };
  await record(call(myla, 'submitReport', submission('m1', persons())));
  await record(call(myla, 'submitReport', submission('m1', persons())));
  await record(call(myla, 'submitReport', submission('m1', persons({ familyName: 'Zahrasecretother' }))));
  await record(call(myla, 'submitReport', submission('m2', { ...persons(), types: ['nonsense'] })));
  await record(
    call(
      myla,
      'submitReport',
      submission('m3', persons({ phone: 'call Zahrasecret', birthDate: '1987-06-05-x' })),
    ),
  );
  await record(call(myla, 'submitReport', submission('Zahrasecret-1', persons())));
  await record(call(myla, 'submitReport', submission('m4', persons(), true)));
  // The identity is sent in fields for codes and names, where it does not belong.
  const astray = {
    types: ['Zahrasecret'],
    place: 'Zahrasecret',
    country: 'Qamarmarked',
    origins: ['Walidhidden'],
  };
  await record(call(myla, 'submitReport', submission('m5', astray)));
  await record(call(myla, 'submitReport', submission('m6', { place: 'Zahrasecret', layer: 'Zahrasecret' })));
  await record(call(myla, 'submitReport', submission('m7', { place: 'Zahrasecret' })));
  const consent = {
    basis: 'consent',
    scope: 'partners',
    givenOn: '2026-03-01',
    givenBy: 'person',
    linkage: '',
  };
  for (const [n, field] of Object.keys(consent).entries()) {
    const wrong = { ...consent, [field]: 'Zahrasecret' };
    await record(call(myla, 'submitReport', submission(`c${n}`, { ...persons(), consent: wrong })));
  }
  await record(call(myla, 'previewReport', { report: report('p1', { ...persons(), consent }) }));
  await record(call(myla, 'previewReport', { report: report('p2', astray) }));
  await record(call(myla, 'submitReport', submission('c9', { ...persons(), consent })));
  const revision = {
    report: report('m1', { ...persons(), types: ['rape'] }),
    baseRevision: 1,
    validateOnly: false,
  };
  await record(call(myla, 'reviseReport', revision));
  await record(call(myla, 'reviseReport', { ...revision, report: report('m1', persons()), baseRevision: 9 }));
  await record(
    call(myla, 'retractReport', { reportId: 'm1', baseRevision: 0, reason: 3, validateOnly: false }),
  );
  await record(call(myla, 'getReceipt', { reportId: 'Zahrasecret' }));
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
  await record(
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

/** The parts of the identity in different spellings, and their digests without a key. */
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

function findMarks(bytes: Buffer): string[] {
  return marks()
    .filter((mark) => bytes.includes(mark))
    .map((mark) => mark.toString('latin1'));
}

describe('an identity', () => {
  it('was sent in every field', () => {
    expect(answers.length).toBeGreaterThan(20);
    expect(answers.filter((answer) => answer.includes('consent.'))).toHaveLength(5);
    expect(answers.join()).toContain('"dropped":["persons[0].identity.given_names"');
    expect(answers.join()).toContain('INVALID_ARGUMENT');
    expect(answers.join()).toContain('ALREADY_EXISTS');
    expect(answers.join()).toContain('ABORTED');
  });

  it('is in no file of the node or its log, nor in freed pages of the database', async () => {
    const files = readdirSync(region.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    expect(files.some((file) => file.endsWith('ledger.sqlite-wal'))).toBe(true);
    const leaks = files
      .map((file) => [file, findMarks(readFileSync(file))])
      .filter(([, hits]) => hits?.length !== 0);
    expect(leaks).toEqual([]);
    const ledger = await node.readDecryptedLedger();
    expect(ledger.includes('SQLite format 3')).toBe(true);
    expect(ledger.includes('st1')).toBe(true);
    expect(findMarks(ledger)).toEqual([]);
  });

  it('is in no log line and no metric', async () => {
    expect(region.logLines.length).toBeGreaterThan(0);
    expect(findMarks(Buffer.from(region.logLines.join('\n')))).toEqual([]);
    expect(findMarks(Buffer.from(await node.metrics()))).toEqual([]);
  });

  it('is in no response, error or outcome', () => {
    expect(findMarks(Buffer.from(answers.join('\n')))).toEqual([]);
  });
});
