import type { Change } from './change.ts';

/** Beside whatever a silence makes doubtful: a country, a number or a change. */
export const SILENT_SIGN = '○';

const SIGNS = { more: '▲', fewer: '▼' } as const;

/** How a change is written on every page: what else can explain it, its direction, and the span in which it lies for certain. */
export function changeSign(change: Change, number: (value: number) => string): string {
  const ahead = change.doubt === undefined ? [] : [SILENT_SIGN];
  if (change.kind === 'uncertain') return [...ahead, '~'].join(' ');
  return [...ahead, SIGNS[change.kind], `${number(change.from)}–${number(change.to)}`].join(' ');
}

/** The span of a change in words, for who listens. */
export const SPAN_WORDS = { more: 'change.more', fewer: 'change.fewer' } as const;
