import type { Receipt } from '@waylight/contracts/intake';
import type { ReceiptFlags } from '../commands/receipt.ts';
import { nodeCountry } from '../connection/country.ts';
import { parseTimeoutMs } from '../connection/flags.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { CommandFailure, refusedFailure } from '../failure.ts';
import type { Kit } from '../kit.ts';
import { receiptDocument, receiptLines, stateName } from './receipt.ts';
import { hasEnded, hasReached } from './receipt-state.ts';
import { watchReceipt } from './watch-receipt.ts';

export async function showReceipt(
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

  const timeout = flags.timeout ?? kit.env.timeout;
  const timeoutSignal = timeout === undefined ? undefined : AbortSignal.timeout(parseTimeoutMs(timeout));
  try {
    for await (const receipt of watchReceipt(intake, reportId, kit, timeoutSignal)) {
      print(receipt);
      if (flags.until === undefined ? hasEnded(receipt.state) : hasReached(receipt.state, flags.until))
        return EXIT.ok;
      if (hasEnded(receipt.state))
        throw refusedFailure(`${reportId} is ${stateName(receipt.state)}: it never becomes ${flags.until}`);
    }
  } catch (error) {
    // Ctrl-C is how watching ends, unless something was waited for.
    if (kit.signal.aborted && flags.until === undefined) return EXIT.ok;
    if (timeoutSignal?.aborted === true)
      throw new CommandFailure(EXIT.tryAgain, `${reportId} did not get there within ${timeout}`, [
        'It goes on without being watched. Watch again, or leave --timeout out to wait.',
      ]);
    throw error;
  }
  return undefined;
}
