import { describe, expect, it } from 'vitest';
import { findDumpRisks } from './dump-risks.ts';

const limits = (soft: string) =>
  `Limit                     Soft Limit           Hard Limit           Units\nMax core file size        ${soft.padEnd(20)} unlimited            bytes\n`;

describe('the guard against dumps of memory', () => {
  it('accepts a process that writes no dump', () => {
    expect(findDumpRisks({ nodeOptions: ['--no-warnings'], limits: limits('0') })).toEqual([]);
  });

  it('refuses core dumps and names the command that turns them off', () => {
    expect(findDumpRisks({ nodeOptions: [], limits: limits('unlimited') })).toEqual([
      expect.stringMatching(/`ulimit -c 0`/),
    ]);
  });

  it.each([
    '--inspect',
    '--inspect-brk=0.0.0.0:9229',
    '--report-on-signal',
    '--heapsnapshot-signal=SIGUSR2',
    '--heapsnapshot-near-heap-limit=3',
    '--heap-prof',
    '--diagnostic-dir=/somewhere',
    '--abort-on-uncaught-exception',
  ])('refuses the option %s', (option) => {
    const [risk] = findDumpRisks({ nodeOptions: [option], limits: undefined });
    expect(risk).toContain(option.split('=')[0]);
    expect(risk).not.toContain('=');
  });
});
