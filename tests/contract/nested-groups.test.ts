import * as activity from '@waylight/contracts/activity';
import * as insights from '@waylight/contracts/insights';
import * as intake from '@waylight/contracts/intake';
import * as operations from '@waylight/contracts/operations';
import { describe, expect, it } from 'vitest';

type Decoder = { readonly decode: (bytes: Uint8Array) => unknown };

const messages = Object.entries({ ...activity, ...insights, ...intake, ...operations }).flatMap(
  ([name, one]): [string, Decoder][] =>
    Object.hasOwn(Object(one), 'decode') ? [[name, one as Decoder]] : [],
);

const START_GROUP = 3;
const UNKNOWN_FIELD = 15;

/** Unknown groups within each other. A decoder skips them recursively. */
const groups = (depth: number) => new Uint8Array(depth).fill(UNKNOWN_FIELD * 8 + START_GROUP);

describe('nested groups', () => {
  it('are refused by every message before the stack overflows, up to the size of a request', () => {
    expect(messages.length).toBeGreaterThan(30);
    for (const [name, { decode }] of messages)
      for (const depth of [101, 1_000, 120_000]) {
        let refusal: unknown;
        try {
          decode(groups(depth));
        } catch (error) {
          refusal = error;
        }
        expect(refusal, `${name}, ${depth}`).toBeInstanceOf(Error);
        expect(refusal, `${name}, ${depth}`).not.toBeInstanceOf(RangeError);
      }
  });
});
