import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BulletinContent } from './content.ts';
import {
  type BulletinCommand,
  type BulletinState,
  decideBulletin,
  evolveBulletin,
  NO_BULLETIN,
} from './workflow.ts';

const content = (title: string): BulletinContent => ({
  title,
  language: 'en',
  audience: 'partners',
  period: '2025-03',
  blocks: [],
  bindings: [],
});
const account = fc.constantFrom('ana', 'besa', 'ceca');
const title = fc.constantFrom('a', 'b', 'c');
const digest = fc.constantFrom('1', '2');
/** Difference between the version in a command and the current version. */
const off = fc.constantFrom(0, 0, 0, 0, 1, -1);
const step = fc.record({
  by: account,
  off,
  what: fc.oneof(
    title.map((one) => ({ kind: 'save' as const, content: content(one) })),
    fc.constant({ kind: 'submit' as const }),
    fc.record({ kind: fc.constant('approve' as const), shownDigest: digest, currentDigest: digest }),
    fc.record({ kind: fc.constant('freeze' as const), currentDigest: digest }),
  ),
});

function commandOf(
  { what, off }: { what: Record<string, unknown> & { kind: string }; off: number },
  version: number,
) {
  const of = what.kind === 'save' ? { base: version + off } : { version: version + off };
  return { ...what, ...of } as BulletinCommand;
}

function play(steps: readonly { by: string; off: number; what: { kind: string } }[]) {
  const states: { state: BulletinState; by: string; command: BulletinCommand; before: BulletinState }[] = [];
  let state = NO_BULLETIN;
  for (const one of steps) {
    const command = commandOf(one, state.version);
    const decision = decideBulletin(state, command, one.by);
    const before = state;
    if (decision.kind === 'happened') state = evolveBulletin(state, decision.event);
    states.push({ state, by: one.by, command, before });
  }
  return states;
}

describe('a bulletin, after any commands', () => {
  it('is frozen only if an account that did not write this version has approved it unchanged', () => {
    let frozen = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 4, maxLength: 14 }), (steps) => {
        for (const { state, command, before } of play(steps)) {
          if (state.status === 'approved' || state.status === 'frozen') {
            expect(state.approval).toBeDefined();
            expect(state.approval?.by).not.toBe(state.author);
          }
          if (state.status !== 'frozen' || before.status === 'frozen') continue;
          frozen += 1;
          expect(before.status).toBe('approved');
          expect(command).toMatchObject({ kind: 'freeze', currentDigest: before.approval?.digest });
        }
      }),
      { numRuns: 3_000 },
    );
    // Otherwise the runs would not have tested frozen bulletins.
    expect(frozen).toBeGreaterThan(0);
  });

  it('is a draft again after every edit, and never changes after it was frozen', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 14 }), (steps) => {
        for (const { state, before } of play(steps)) {
          if (before.status === 'frozen') expect(state).toEqual(before);
          if (state.version !== before.version)
            expect(state).toMatchObject({
              status: 'draft',
              version: before.version + 1,
              approval: undefined,
            });
        }
      }),
    );
  });

  it('rejects commands for another version', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), step, (steps, last) => {
        const state = play(steps).at(-1)?.state ?? NO_BULLETIN;
        fc.pre(state.status !== 'frozen' && last.off !== 0);
        const decision = decideBulletin(state, commandOf(last, state.version), last.by);
        expect(decision).toEqual({ kind: 'refused', reason: 'stale' });
      }),
    );
  });

  it('keeps its author when another account saves identical content', () => {
    const saved = evolveBulletin(NO_BULLETIN, { kind: 'saved', content: content('a'), by: 'ana' });
    expect(decideBulletin(saved, { kind: 'save', base: 1, content: content('a') }, 'besa')).toEqual({
      kind: 'unchanged',
    });
    const submitted = evolveBulletin(saved, { kind: 'submitted' });
    const approve = { kind: 'approve', version: 1, shownDigest: '1', currentDigest: '1' } as const;
    expect(decideBulletin(submitted, approve, 'ana')).toEqual({ kind: 'refused', reason: 'own-version' });
    expect(decideBulletin(submitted, { ...approve, currentDigest: '2' }, 'besa')).toEqual({
      kind: 'refused',
      reason: 'reads-otherwise',
    });
    expect(decideBulletin(submitted, approve, 'besa').kind).toBe('happened');
  });
});
