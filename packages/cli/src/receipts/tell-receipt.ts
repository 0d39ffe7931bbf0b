import type { Receipt } from '@waylight/contracts/intake';
import type { ReceiptFlags } from '../commands/receipt.ts';
import { nodeCountry } from '../connection/country.ts';
import { timeoutMs } from '../connection/flags.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { CommandFailure, refused } from '../failure.ts';
import type { Kit } from '../kit.ts';
import { receiptDocument, receiptLines, stateName } from './receipt.ts';
import { watchReceipt } from './watch-receipt.ts';
import { hasEnded, hasReached } from './way.ts';

export async function tellReceipt(
  kit: Kit,
  reportId: string,
  flags: ReceiptFlags,
): Promise<ExitCode | undefined> {
  const country = nodeCountry(flags.country);
  const connection = await kit.connect(flags, { country });
  const intake = await connection.intake(country);
  const watching = flags.watch === true || flags.until !== undefined;
  const print = (receipt: Receipt) =>
    kit.print(
      flags.json === true
        ? JSON.stringify(receiptDocument(receipt), null, watching ? 0 : 2)
        : receiptLines(receipt, { country, verbose: flags.verbose === true }).join('\n'),
    );
  if (!watching) {
    const { receipt } = await intake.getReceipt({ reportId });
    if (receipt !== undefined) print(receipt);
    return EXIT.ok;
  }

  const patience = flags.timeout ?? kit.env.timeout;
  const enough = patience === undefined ? undefined : AbortSignal.timeout(timeoutMs(patience));
  try {
    for await (const receipt of watchReceipt(intake, reportId, kit, enough)) {
      print(receipt);
      if (flags.until === undefined ? hasEnded(receipt.state) : hasReached(receipt.state, flags.until))
        return EXIT.ok;
      if (hasEnded(receipt.state))
        throw refused(`${reportId} is ${stateName(receipt.state)}: it never becomes ${flags.until}`);
    }
  } catch (error) {
    // Ctrl-C is how watching ends, unless something was waited for.
    if (kit.signal.aborted && flags.until === undefined) return EXIT.ok;
    if (enough?.aborted === true)
      throw new CommandFailure(EXIT.tryAgain, `${reportId} did not get there within ${patience}`, [
        'It goes on without being watched. Watch again, or leave --timeout out to wait.',
      ]);
    throw error;
  }
  return undefined;
}
