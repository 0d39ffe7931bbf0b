import { Counts, Report } from '@waylight/contracts/intake';
import { describe, expect, it } from 'vitest';
import { createEncoder } from './encoder.ts';

const reports = ['a', 'b'.repeat(300), ''].map((reportId) => Report.fromPartial({ reportId, types: ['x'] }));

describe('an encoder', () => {
  it('returns only the bytes of its message, and does not change earlier results', () => {
    const encode = createEncoder(Report);
    const encoded = reports.map(encode);
    expect(encoded.map((bytes) => Buffer.from(bytes).toString('hex'))).toEqual(
      reports.map((report) => Buffer.from(Report.encode(report).finish()).toString('hex')),
    );
  });

  it('drops the bytes of a message that could not be encoded completely', () => {
    const encode = createEncoder(Report);
    const broken = Report.fromPartial({ reportId: 'a', counts: Counts.fromPartial({ persons: -1 }) });
    expect(() => encode(broken)).toThrow();
    expect(encode(reports[0]!)).toEqual(Report.encode(reports[0]!).finish());
  });
});
