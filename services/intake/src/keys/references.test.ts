import { parseRegistry } from '@waylight/access';
import { createNodeKeys, parseNodeKeys } from '@waylight/node-keys';
import { describe, expect, it } from 'vitest';
import { createReferences } from './references.ts';

const parsed = parseRegistry({
  version: 1,
  organisations: ['MYLA', 'DRC', 'IOM'].map((id, n) => ({
    id,
    number: n + 1,
    name: id,
    countries: ['MK'],
    role: 'network',
    status: 'active',
  })),
  operators: [],
});
if ('problems' in parsed) throw new Error(parsed.problems.join());
const [MYLA, DRC, IOM] = parsed.registry.organisations;
const read = parseNodeKeys(createNodeKeys([MYLA!, DRC!]).MK, 'MK');
if ('problems' in read) throw new Error(read.problems.join());
const references = createReferences(() => read.keys);

const hex = (reference: Uint8Array): string => Buffer.from(reference).toString('hex');

describe('references on the event log', () => {
  it('differ between a report and an activity report with the same id', () => {
    expect(hex(references.report(MYLA!, 'A-1'))).not.toBe(hex(references.activity(MYLA!, 'A-1')));
  });

  it('differ between organisations that use the same id, and are always the same for one report', () => {
    expect(hex(references.report(MYLA!, 'A-1'))).not.toBe(hex(references.report(DRC!, 'A-1')));
    expect(hex(references.report(MYLA!, 'A-1'))).toBe(hex(references.report(MYLA!, 'A-1')));
  });

  it('require a key of the organisation', () => {
    expect([references.has(MYLA!), references.has(IOM!)]).toEqual([true, false]);
    expect(() => references.report(IOM!, 'A-1')).toThrow();
  });
});
