import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACTIVITY, type Command, type Current, decide } from './decide.ts';

const at = (revision: number, digest = 'A'): Current => ({ revision, digest, retracted: false });
const retractedAt = (revision: number): Current => ({ revision, digest: '', retracted: true });
const submit = (digest = 'A'): Command => ({ kind: 'submit', digest });
const revise = (digest: string, base: number): Command => ({ kind: 'revise', digest, base });
const retract = (base = 0): Command => ({ kind: 'retract', base });

const withdraw = (base = 0): Command => ({ kind: 'retract', base, withdraws: true });

const accepted = (revision: number) => ({ kind: 'accept', revision, change: 'content' });
const ended = (revision: number) => ({ kind: 'accept', revision, change: 'retraction' });
const unchanged = { kind: 'unchanged' };
const refused = (code: string, message: RegExp) => ({
  kind: 'refuse',
  code,
  message: expect.stringMatching(message),
});

describe.each<[rule: string, given: Current | undefined, when: Command, then: unknown]>([
  ['a new id is accepted as revision 1', undefined, submit(), accepted(1)],
  ['the same id with the same content changes nothing', at(1), submit(), unchanged],
  ['the same id with the content of a later revision changes nothing', at(4), submit(), unchanged],
  [
    'the same id with other content is refused, and the message names the call that changes the report',
    at(3),
    submit('B'),
    refused('ALREADY_EXISTS', /ReviseReport with base_revision 3$/),
  ],
  [
    'a retracted id is refused, and the message names the call that restores the report',
    retractedAt(2),
    submit(),
    refused('FAILED_PRECONDITION', /was retracted in revision 2.*base_revision 2$/),
  ],
  [
    'a revision of a missing report is not found',
    undefined,
    revise('B', 1),
    refused('NOT_FOUND', /no such report/),
  ],
  ['a revision of the current one is accepted', at(1), revise('B', 1), accepted(2)],
  [
    'a revision of an older base is stale, and the message names the current revision',
    at(3),
    revise('B', 1),
    refused('ABORTED', /revision 3/),
  ],
  ['a revision of a future base is stale', at(3), revise('B', 4), refused('ABORTED', /revision 3/)],
  ['a repeated revision changes nothing', at(2, 'B'), revise('B', 1), unchanged],
  ['a revision to the current content changes nothing', at(2, 'B'), revise('B', 2), unchanged],
  [
    'a repeated revision from long ago is stale',
    at(4, 'B'),
    revise('B', 1),
    refused('ABORTED', /revision 4/),
  ],
  ['a revision based on the retraction restores the report', retractedAt(2), revise('A', 2), accepted(3)],
  [
    'a revision of a base before the retraction is stale',
    retractedAt(3),
    revise('A', 2),
    refused('ABORTED', /retraction, revision 3/),
  ],
  [
    'a retraction of a missing report is not found',
    undefined,
    retract(),
    refused('NOT_FOUND', /no such report/),
  ],
  ['a retraction replaces the current revision', at(2), retract(), ended(3)],
  ['a retraction of the current revision by its number replaces it', at(2), retract(2), ended(3)],
  ['a retraction of an older base is stale', at(2), retract(1), refused('ABORTED', /revision 2/)],
  ['a retraction of a future base is stale', at(2), retract(3), refused('ABORTED', /revision 2/)],
  ['a repeated retraction changes nothing', retractedAt(3), retract(2), unchanged],
  ['a second retraction changes nothing', retractedAt(3), retract(), unchanged],
  ['a withdrawn consent makes a new revision of a retracted report', retractedAt(3), withdraw(), ended(4)],
  [
    'a second withdrawn consent of a retracted report changes nothing',
    { ...retractedAt(4), withdrawn: true },
    withdraw(3),
    unchanged,
  ],
  [
    'a withdrawn consent with an older base is stale',
    retractedAt(3),
    withdraw(2),
    refused('ABORTED', /retraction, revision 3/),
  ],
])('%s', (_rule, given, when, then) => {
  it('holds', () => {
    expect(decide(given, when)).toEqual(then);
  });
});

describe('a history of commands', () => {
  const commands = fc.oneof(
    fc.record({ kind: fc.constant('submit' as const), digest: fc.constantFrom('A', 'B', 'C') }),
    fc.record({
      kind: fc.constant('revise' as const),
      digest: fc.constantFrom('A', 'B', 'C'),
      base: fc.integer({ min: 1, max: 8 }),
    }),
    fc.record({ kind: fc.constant('retract' as const), base: fc.integer({ min: 0, max: 8 }) }),
  );

  function run(history: readonly Command[]): { revisions: number[]; current: Current | undefined } {
    let current: Current | undefined;
    const revisions: number[] = [];
    for (const command of history) {
      const decision = decide(current, command);
      if (decision.kind !== 'accept') continue;
      revisions.push(decision.revision);
      current =
        decision.change === 'retraction' || command.kind === 'retract'
          ? { revision: decision.revision, retracted: true, digest: '' }
          : { revision: decision.revision, retracted: false, digest: command.digest };
    }
    return { revisions, current };
  }

  it('numbers revisions 1, 2, 3 … without a gap', () => {
    fc.assert(
      fc.property(fc.array(commands, { maxLength: 30 }), (history) => {
        const { revisions } = run(history);
        expect(revisions).toEqual(revisions.map((_, i) => i + 1));
      }),
    );
  });

  it('has the same result if each command is sent twice', () => {
    fc.assert(
      fc.property(fc.array(commands, { maxLength: 30 }), (history) => {
        expect(run(history.flatMap((command) => [command, command])).current).toEqual(run(history).current);
      }),
    );
  });

  it('has messages in terms of activity, for activity reports', () => {
    expect(decide(at(2), submit('B'), ACTIVITY)).toEqual(
      refused('ALREADY_EXISTS', /activity_id .* ReviseActivity with base_revision 2/),
    );
  });
});
