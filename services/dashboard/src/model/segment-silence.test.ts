import type { Verdict } from '@waylight/presentation';
import { describe, expect, it } from 'vitest';
import { segmentSilence } from './segment-silence.ts';

const locale = {
  t: (id: string, values: object = {}) => [id, ...Object.values(values)].join(' '),
  period: (id: string) => id,
};
const of = (code: string, verdict: Verdict | undefined) => ({
  subject: [{ dimension: 'segment', code }],
  verdict,
});
const changes = { period: '2026-10', comparedPeriod: '2026-09', silent: ['ME'], comparedSilent: ['AL'] };

describe('segmentSilence', () => {
  it('names the silent end in place of a verdict without a change', () => {
    expect(segmentSilence(of('ME-RS', 'no-clear-change'), changes, locale)).toBe(
      'silence.notComparable ME 2026-10',
    );
    expect(segmentSilence(of('HR-ME', 'not-comparable'), changes, locale)).toContain('ME');
  });

  it('names silence in the earlier period', () => {
    expect(segmentSilence(of('GR-AL', 'no-clear-change'), changes, locale)).toBe(
      'silence.notComparable AL 2026-09',
    );
  });

  it('keeps a rise or fall, a verdict without silence, and the absence of a verdict', () => {
    expect(segmentSilence(of('ME-RS', 'more'), changes, locale)).toBeUndefined();
    expect(segmentSilence(of('RS-HU', 'no-clear-change'), changes, locale)).toBeUndefined();
    expect(segmentSilence(of('ME-RS', undefined), changes, locale)).toBeUndefined();
  });
});
