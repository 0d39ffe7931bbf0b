import type { CompiledMessage } from '@lingui/message-utils/compileMessage';

type Token = CompiledMessage[number];

/** A message with its texts changed, those in the cases of a choice as well; never the name of a value or a kind of plural. */
export const mapTexts = (message: CompiledMessage, change: (text: string) => string): CompiledMessage =>
  message.map((token) => mapToken(token, change));

function mapToken(token: Token, change: (text: string) => string): Token {
  if (typeof token === 'string') return change(token);
  const [name, kind, cases] = token;
  if (typeof cases !== 'object' || cases === null) return token;
  return [
    name,
    kind,
    Object.fromEntries(
      Object.entries(cases).map(([which, one]) => [which, Array.isArray(one) ? mapTexts(one, change) : one]),
    ),
  ] as Token;
}
