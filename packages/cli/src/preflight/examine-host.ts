import type { CommandContext } from '../command-context.ts';
import { refusedFailure } from '../failure.ts';
import { type Finding, worstOf } from '../installation/finding.ts';
import { showProblems } from '../installation/print-findings.ts';
import { checkHost, type Needs } from './preflight.ts';
import { existingFolder, readHost } from './read-host.ts';

export type ExamineFlags = { readonly region?: string; readonly force?: true };

/** Checks this machine before a command changes it. Refuses if something is wrong, unless --force. */
export async function examineHost(
  context: CommandContext,
  dir: string,
  needs: Needs,
  { region, force }: ExamineFlags,
): Promise<readonly Finding[]> {
  const folder = existingFolder(dir);
  const findings = checkHost(folder, await readHost(folder, { ports: needs.ports, outbound: region }), needs);
  showProblems(context, findings);
  if (worstOf(findings) === 'wrong' && force !== true)
    throw refusedFailure(
      'this machine is not ready, and nothing was changed',
      'Mend what is wrong above, or use --force if you know better.',
    );
  return findings;
}
