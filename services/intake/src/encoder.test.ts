import { Counts, Report } from '@waylight/contracts/intake';
import { describe, expect, it } from 'vitest';
import { createEncoder } from './encoder.ts';

const reports = ['a', 'b'.repeat(300), ''].map((reportId) => Report.fromPartial({ reportId, types: ['x'] }));

describe('an encoder', () => {
  it('gives the bytes of each message by itself, and leaves alone what it gave before', () => {
    const encode = createEncoder(Report);
    const given = reports.map(encode);
    expect(given.map((bytes) => Buffer.from(bytes).toString('hex'))).toEqual(
      reports.map((report) => Buffer.from(Report.encode(report).finish()).toString('hex')),
    );
  });

  it('carries nothing over from a message that could not be encoded', () => {
    const encode = createEncoder(Report);
    const broken = Report.fromPartial({ reportId: 'a', counts: Counts.fromPartial({ persons: -1 }) });
    expect(() => encode(broken)).toThrow();
    expect(encode(reports[0]!)).toEqual(Report.encode(reports[0]!).finish());
  });
});
