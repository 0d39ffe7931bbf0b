import fc from 'fast-check';
import { expect, expectTypeOf, test } from 'vitest';
import { ConfigError } from '../config/config-error.ts';
import { type LogFields, logFields } from './log-fields.ts';
import { createLogger, type LogLevel } from './logger.ts';

function recorder(level: LogLevel = 'debug') {
  const lines: string[] = [];
  const log = createLogger({
    service: 'kit',
    level,
    destination: { write: (line: string) => void lines.push(line) },
  });
  const last = () => JSON.parse(lines.at(-1) ?? '{}');
  return { lines, log, last };
}

test('a line has the message, the service, the level and the allowed fields', () => {
  const { log, last } = recorder();
  log.with({ node: 'MK' }).info('partition assigned', { partition: 3, topic: 'reports.v1.MK', offset: 12n });
  expect(last()).toMatchObject({
    level: 'info',
    service: 'kit',
    msg: 'partition assigned',
    node: 'MK',
    partition: 3,
    topic: 'reports.v1.MK',
    offset: '12',
  });
});

test('no value under an unlisted key ever reaches the output', () => {
  const { log, lines } = recorder();
  const key = fc
    .string()
    .filter((name) => !(logFields as readonly string[]).includes(name) && name !== 'error');
  fc.assert(
    fc.property(key, fc.uuid(), fc.boolean(), (name, mark, nested) => {
      lines.length = 0;
      const value = nested ? { deep: [mark] } : mark;
      const fields = Object.fromEntries([
        [name, value],
        ['count', 1],
      ]) as unknown as LogFields;
      log.with(fields).warn('something happened', fields);
      expect(lines).toHaveLength(1);
      expect(lines[0]).not.toContain(mark);
      expect(JSON.parse(lines[0] ?? '')).toMatchObject({ count: 1, droppedFields: 1 });
    }),
  );
  expect(log.droppedFields()).toBeGreaterThan(0);
});

test('prose, objects and letters of other scripts are dropped even under an allowed key', () => {
  const { log, lines } = recorder();
  for (const value of ['Amina Hassan', 'Амина', 'أمينة', { name: 'x' }, ['x'], 'a\nb', '']) {
    log.info('odd value', { code: value } as unknown as LogFields);
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ droppedFields: 1 });
    expect(lines.at(-1)).not.toContain('"code"');
  }
});

test('an error is logged with name, code and frames, never its message', () => {
  const { log, lines, last } = recorder();
  const parseError = Object.assign(new SyntaxError('Unexpected token in "Amina Hassan"'), {
    code: 'E_PARSE',
  });
  const error = new TypeError('could not read Amina', { cause: parseError });
  log.error('import failed', { error });
  expect(lines.at(-1)).not.toContain('Amina');
  expect(last().error).toMatchObject({
    name: 'TypeError',
    code: null,
    cause: { name: 'SyntaxError', code: 'E_PARSE' },
  });
  expect(last().error.frames[0]).toMatch(/^packages\/service-kit\/src\/log\/logger\.test\.ts:\d+$/);
});

test('a message that looks like stack frames does not appear in the frames', () => {
  const { log, lines } = recorder();
  fc.assert(
    fc.property(fc.uuid(), fc.boolean(), (mark, changed) => {
      const error = new Error(`first\n    at /srv/${mark}.ts:1:1\n    at ${mark} (file:///${mark}:2:2)`);
      if (changed) error.message = 'changed later';
      Object.assign(error, { code: `${mark} with a space`, name: `${mark} ${mark}` });
      log.error('odd error', { error });
      expect(lines.at(-1)).not.toContain(mark);
    }),
  );
});

test('a thrown value that is not an Error is not quoted', () => {
  const { log, lines, last } = recorder();
  log.error('odd throw', { error: 'Amina' });
  expect(lines.at(-1)).not.toContain('Amina');
  expect(last().error.name).toBe('(thrown string)');
});

test('the message of a safe error class is logged', () => {
  const { log, last } = recorder();
  log.error('no start', {
    error: new ConfigError([{ variable: 'T_PORT', got: null, missing: true, wants: 'a port' }]),
  });
  expect(last().error.message).toContain('T_PORT is missing');
});

test('lines below the level are not written', () => {
  const { log, lines } = recorder('warn');
  log.info('quiet');
  log.debug('quieter');
  expect(lines).toEqual([]);
});

test('the types require literal messages and listed keys', () => {
  const { log } = recorder('silent');
  const person: string = 'x';
  // @ts-expect-error a text of run time is no message
  log.info(person);
  // @ts-expect-error nor is a composed text
  log.info(`report of ${person}`);
  // @ts-expect-error a key that is not listed
  log.info('fixed', { organisation: 'x' });
  // @ts-expect-error a value that is not primitive
  log.info('fixed', { code: { x: 1 } });
  expectTypeOf<LogFields>().not.toHaveProperty('reason');
});
