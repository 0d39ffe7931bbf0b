import { type CompiledMessage, compileMessageOrThrow } from '@lingui/message-utils/compileMessage';

/** Texts by their ids, ready for Lingui. */
export type Compiled = Readonly<Record<string, CompiledMessage>>;

/**
 * Reads texts as ICU messages. The build does so once for all readers: there the files of texts hold what this makes of them,
 * and `compiled-by-build.ts` stands in place of this file. @throws Error for a text that is no message
 */
export function compileMessages(messages: Readonly<Record<string, string>>): Compiled {
  return Object.fromEntries(
    Object.entries(messages).map(([id, text]) => [id, compileMessageOrThrow(text)] as const),
  );
}
