import { PERIOD_KINDS } from '@waylight/calendar';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SIX } from '../../text/countries.ts';
import { OWN_BY, ownCommand, ownCommandInRegion } from './own-command.ts';

/** No limit. */
const always = { from: undefined, to: undefined };

describe('the command for own numbers', () => {
  it('names the node, the question and the organisation', () => {
    const question = {
      organisation: 'MYLA',
      country: 'MK',
      by: 'personGroup',
      length: 'quarter',
      ...always,
    } as const;
    expect(ownCommand(question)).toBe(
      'npx waylight trends --own --country MK --by period,person-group --period quarter --as MYLA',
    );
    expect(ownCommand({ ...question, from: '2025-Q1', to: '2025-Q3' })).toBe(
      'npx waylight trends --own --country MK --by period,person-group --period quarter --from 2025-Q1 --to 2025-Q3 --as MYLA',
    );
    expect(ownCommandInRegion(question)).toContain(`${ownCommand(question)} --node <host:port>`);
  });

  it('contains nothing that a shell would interpret', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom(...SIX),
        fc.constantFrom(...OWN_BY),
        fc.constantFrom(...PERIOD_KINDS),
        fc.option(fc.string(), { nil: undefined }),
        (organisation, country, by, length, from) => {
          let command: string;
          try {
            command = ownCommand({ organisation, country, by, length, from, to: from });
          } catch (error) {
            expect(error).toBeInstanceOf(RangeError);
            return;
          }
          expect(command).toMatch(/^[A-Za-z0-9 ,-]+$/);
        },
      ),
    );
    for (const organisation of ['', 'A;reboot', 'A B', '$(id)', 'A\nB', '--help'])
      expect(() =>
        ownCommand({ organisation, country: 'MK', by: 'type', length: 'month', ...always }),
      ).toThrow(RangeError);
  });
});
