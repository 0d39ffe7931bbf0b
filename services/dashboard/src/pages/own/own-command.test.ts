import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SIX } from '../../language/countries.ts';
import { OWN_BY, OWN_LENGTHS, ownCommand, ownCommandInRegion } from './own-command.ts';

describe('the command for own numbers', () => {
  it('names the node, what is asked and who asks', () => {
    const question = { organisation: 'MYLA', country: 'MK', by: 'personGroup', length: 'quarter' } as const;
    expect(ownCommand(question)).toBe(
      'npx waylight trends --own --country MK --by period,person-group --period quarter --as MYLA',
    );
    expect(ownCommandInRegion(question)).toContain(`${ownCommand(question)} --node <host:port>`);
  });

  it('holds nothing that a shell would read as more than words', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom(...SIX),
        fc.constantFrom(...OWN_BY),
        fc.constantFrom(...OWN_LENGTHS),
        (organisation, country, by, length) => {
          let command: string;
          try {
            command = ownCommand({ organisation, country, by, length });
          } catch (error) {
            expect(error).toBeInstanceOf(RangeError);
            return;
          }
          expect(command).toMatch(/^[A-Za-z0-9 ,-]+$/);
        },
      ),
    );
    for (const organisation of ['', 'A;reboot', 'A B', '$(id)', 'A\nB', '--help'])
      expect(() => ownCommand({ organisation, country: 'MK', by: 'type', length: 'month' })).toThrow(
        RangeError,
      );
  });
});
