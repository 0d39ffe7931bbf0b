import type { CommandContext } from '../command-context.ts';
import { confirm, FINGERPRINT_DIFFERS } from '../terminal/confirm.ts';

/** Fails unless somebody compared a fingerprint with what the other operator reads. Scripts use --yes. */
export async function confirmFingerprint(
  context: CommandContext,
  {
    fingerprint,
    whose,
    yes,
  }: { readonly fingerprint: string; readonly whose: string; readonly yes: true | undefined },
): Promise<void> {
  if (yes === true) return;
  await confirm(
    context,
    [`Does the operator of ${whose} read the same by telephone?\n  ${fingerprint}\n`],
    FINGERPRINT_DIFFERS,
  );
}
