import { createHash } from 'node:crypto';

/** Texts about an invented person that occur nowhere else. Tests search for them to find leaks. */
export const CANARIES = {
  identity: {
    givenNames: 'Qzxavier',
    familyName: 'Wvqzmarker',
    fatherName: 'Kxjqfather',
    birthDate: '1987-09-23',
    documentNumber: 'QX9174635',
    phone: '+389709182736',
  },
  /** A spelling that the gazetteer finds and no other test uses. */
  place: 'GeVgElIjA',
  notes: 'Jxqznarrative of what was told',
  /** An invalid code. It is rejected, and must not be repeated anywhere. */
  wrongType: 'Bzqxunknowntype',
} as const;

/** Encodings and other forms in which the texts could leak unnoticed. */
const DERIVED = ['wvqzmrkr', 'kxjqfthr', '389709182736', '19870923', 'Jxqznarrative'];

const CANARY_TEXTS = [
  ...Object.values(CANARIES.identity),
  CANARIES.place,
  CANARIES.notes,
  CANARIES.wrongType,
  ...DERIVED,
];

type Needle = { readonly text: string; readonly form: string; readonly bytes: Buffer };

const toNeedle = (text: string, form: string, bytes: string | Buffer): Needle => ({
  text,
  form,
  bytes: Buffer.from(bytes as string),
});

function needlesOf(text: string): Needle[] {
  const digest = (of: string) => createHash('sha256').update(of).digest();
  return [
    toNeedle(text, 'as it is', text),
    toNeedle(text, 'in UTF-16', Buffer.from(text, 'utf16le')),
    toNeedle(text, 'in hex', Buffer.from(text).toString('hex')),
    // Base64 of an embedded text has three possible alignments. For each, only the characters that do not depend on neighbouring
    // bytes are kept.
    ...[0, 1, 2].map((shift) =>
      toNeedle(
        text,
        'in base64',
        Buffer.from(`${'\0'.repeat(shift)}${text}`)
          .toString('base64')
          .slice(shift === 0 ? 0 : shift + 1)
          .replace(/.?=*$/, ''),
      ),
    ),
    // A digest without a key reveals the text to anyone who has a list of names.
    ...[text, text.toLowerCase(), text.toUpperCase()].flatMap((of) => [
      toNeedle(text, 'as its SHA-256', digest(of)),
      toNeedle(text, 'as its SHA-256 in hex', digest(of).toString('hex')),
      toNeedle(text, 'as its SHA-256 in base64', digest(of).toString('base64').slice(0, 42)),
    ]),
  ];
}

const NEEDLES = CANARY_TEXTS.flatMap(needlesOf);
const IGNORING_CASE = CANARY_TEXTS.map((text) => ({ text, lower: text.toLowerCase() }));

/** Finds the texts in bytes. Returns each with the form in which it was found. */
export function findCanaries(data: Uint8Array | string): string[] {
  const bytes = Buffer.from(data as string);
  const lower = bytes.toString('latin1').toLowerCase();
  return [
    ...NEEDLES.filter((needle) => bytes.includes(needle.bytes)).map(({ text, form }) => `${text} ${form}`),
    ...IGNORING_CASE.filter((one) => lower.includes(one.lower)).map(({ text }) => `${text} in some case`),
  ];
}
