import type { Random } from '../../random.ts';
import {
  DELIMITED,
  END_GROUP,
  encodeMessage,
  type Field,
  type Message,
  START_GROUP,
  VARINT,
  varint,
} from './tree.ts';

type Change = (fields: readonly Field[], at: number, random: Random) => readonly Field[];

const text = (bytes: Uint8Array): Field['value'] => ({ kind: 'bytes', bytes });

/** Invalid UTF-8, and texts that are dangerous after the decoder. */
const TEXTS: readonly Uint8Array[] = [
  Buffer.from([0xff, 0xfe]),
  Buffer.from([0xc0, 0x80]),
  // A single surrogate, and a pair of them, in a form that UTF-8 forbids.
  Buffer.from([0xed, 0xa0, 0x80]),
  Buffer.from([0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80]),
  Buffer.from([0xf8, 0x88, 0x80, 0x80, 0x80]),
  ...[
    '\0',
    '../../etc/passwd',
    '‮abc',
    '💥'.repeat(60),
    '%s%n%x',
    "' OR 1=1 --",
    '__proto__',
    'constructor',
  ].map((one) => Buffer.from(one)),
  ...[
    '\n{"level":"error"}\n',
    '\x1b[2J',
    '{{7*7}}',
    '-1',
    '2025-13-99',
    '9999-12-31',
    '0000-00-00',
    'İıſK',
    'e\u0301'.repeat(99),
  ].map((one) => Buffer.from(one)),
];

/** Varints that are too long, too large or unterminated. */
const VARINTS: readonly Uint8Array[] = [
  Buffer.from('ffffffffffffffffff01', 'hex'),
  Buffer.from('ffffffffffffffffff7f', 'hex'),
  Buffer.from('ffffffffffffffffffffff', 'hex'),
  Buffer.from('80808080808080808000', 'hex'),
  Buffer.from('8080808010', 'hex'),
  Buffer.from('ffffffff0f', 'hex'),
];

const replace = (fields: readonly Field[], at: number, by: readonly Field[]): readonly Field[] => [
  ...fields.slice(0, at),
  ...by,
  ...fields.slice(at + 1),
];
const changeField =
  (change: (field: Field, random: Random) => Partial<Field>): Change =>
  (fields, at, random) => {
    const field = fields[at];
    return field === undefined ? fields : replace(fields, at, [{ ...field, ...change(field, random) }]);
  };

/** Each corrupts one field of a message. */
const CHANGES: readonly Change[] = [
  (fields, at) => replace(fields, at, []),
  (fields, at) => [...fields, ...fields.slice(at, at + 1)],
  (fields, at) => [...fields.slice(at), ...fields.slice(0, at)],
  changeField((_, random) => ({ wireType: random.between(0, 7) })),
  changeField((_, random) => ({ number: random.pick(NUMBERS) })),
  changeField((_, random) => ({ declaredLength: random.pick(LENGTHS) })),
  changeField((_, random) => ({ wireType: DELIMITED, value: text(random.pick(TEXTS)) })),
  changeField((_, random) => ({ wireType: VARINT, value: { kind: 'varint', bytes: random.pick(VARINTS) } })),
  changeField((_, random) => ({ wireType: DELIMITED, value: text(random.bytes(random.between(0, 64))) })),
  (fields, at) => replace(fields, at, new Array<readonly Field[]>(11).fill(fields.slice(at, at + 1)).flat()),
  (fields, at, random) => replace(fields, at, [unknownField(random), ...fields.slice(at, at + 1)]),
];

/** At the limits of size and depth, and beyond. Rare, because they cost more than all others. */
const LARGE_CHANGES: readonly Change[] = [
  changeField((_, random) => ({
    wireType: DELIMITED,
    value: text(Buffer.alloc(random.pick([201, 4_096, 65_536, 130_000]), 'ш')),
  })),
  (fields, at, random) => {
    const times = Math.min(random.pick([51, 300, 3_000]), Math.ceil(MAX_BYTES / sizeOf(fields[at])));
    return replace(fields, at, new Array<readonly Field[]>(times).fill(fields.slice(at, at + 1)).flat());
  },
  (fields, at, random) =>
    replace(fields, at, [nestedField(fields[at]?.number ?? 1, random.pick([2, 50, 101, 1_000, 10_000]))]),
  (fields, at, random) => replace(fields, at, groups(random)),
];

const NUMBERS = [0, 1, 2, 15, 16, 99, 1_000, 18_999, 19_000, 2 ** 29 - 1, 2 ** 29, 2 ** 32];
const LENGTHS = [0, 1, 127, 128, 65_535, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 40];
/** Slightly more than the largest request that a node reads. */
const MAX_BYTES = 140_000;

function sizeOf(field: Field | undefined): number {
  return field === undefined ? 1 : encodeMessage([field]).length;
}

function unknownField(random: Random): Field {
  const number = random.pick([50, 100, 1_000, 20_000, 2 ** 29 - 1]);
  return random.oneIn(2)
    ? { number, wireType: VARINT, value: { kind: 'varint', bytes: varint(2n ** 64n - 1n) } }
    : { number, wireType: DELIMITED, value: text(random.bytes(random.between(0, 200))) };
}

/** Nests messages in an existing field number, so that a decoder may follow it. */
function nestedField(number: number, depth: number): Field {
  const tag = varint(BigInt(number) * 8n + BigInt(DELIMITED));
  // From the inside out: each header contains the length of everything within.
  const heads: Uint8Array[] = [];
  let length = 0;
  for (let n = 0; n < depth; n++) {
    const head = Buffer.concat([tag, varint(BigInt(length))]);
    heads.push(head);
    length += head.length;
  }
  return { number, wireType: DELIMITED, value: text(Buffer.concat(heads.reverse())) };
}

/** Nested groups, ended or not: a decoder skips them by recursion. */
function groups(random: Random): readonly Field[] {
  const depth = random.pick([1, 99, 100, 101, 1_000, 30_000, 60_000, 120_000]);
  const number = random.pick([1, 15]);
  const ended = random.oneIn(2) ? depth : random.between(0, depth);
  const starts = Buffer.alloc(depth - 1, number * 8 + START_GROUP);
  const ends = Buffer.alloc(Math.min(ended, 120_000 - depth), number * 8 + END_GROUP);
  return [{ number, wireType: START_GROUP, value: { kind: 'fixed', bytes: Buffer.concat([starts, ends]) } }];
}

/** Corrupts some field of the message or of a nested one. */
function breakField(fields: readonly Field[], random: Random): readonly Field[] {
  if (fields.length === 0) return random.oneIn(10) ? groups(random) : [unknownField(random)];
  const at = random.between(0, fields.length - 1);
  const inside = fields[at]?.value;
  if (inside?.kind === 'message' && !random.oneIn(3))
    return replace(fields, at, [
      { ...fields[at], value: { kind: 'message', fields: breakField(inside.fields, random) } } as Field,
    ]);
  return random.pick(random.oneIn(15) ? LARGE_CHANGES : CHANGES)(fields, at, random);
}

/** Corrupts the bytes regardless of their meaning. */
function breakBytes(bytes: Uint8Array, random: Random): Uint8Array {
  const broken = Buffer.from(bytes);
  const at = broken.length === 0 ? 0 : random.between(0, broken.length - 1);
  switch (random.between(0, 4)) {
    case 0: {
      if (broken.length > 0) broken[at] = (broken[at] ?? 0) ^ (1 << random.between(0, 7));
      return broken;
    }
    case 1:
      return broken.subarray(0, at);
    case 2:
      return Buffer.concat([broken.subarray(0, at), random.bytes(random.between(1, 9)), broken.subarray(at)]);
    case 3:
      return Buffer.concat([broken, broken.subarray(at)]);
    default: {
      for (let n = random.between(1, 8); n > 0 && broken.length > 0; n--)
        broken[random.between(0, broken.length - 1)] = random.between(0, 255);
      return broken;
    }
  }
}

/** Makes up to three changes to the fields, and some to the bytes. Unchanged messages must be accepted. */
export function mutate(message: Message, random: Random): Uint8Array {
  let fields = message.fields;
  const changes = random.between(0, 3);
  for (let n = 0; n < changes; n++) fields = breakField(fields, random);
  const bytes = encodeMessage(fields).subarray(0, 2 * MAX_BYTES);
  return random.oneIn(3) ? breakBytes(bytes, random) : bytes;
}
