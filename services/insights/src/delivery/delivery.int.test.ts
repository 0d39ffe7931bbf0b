/** Messages to a real SMTP server and a real HTTPS server. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqlite } from '@waylight/sqlite';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { createAddressStore } from './addresses.ts';
import { createDelivery } from './deliver.ts';
import { createDeliveryQueue, GIVEN_UP_AFTER_MS } from './queue.ts';
import { DELIVERY_SCHEMA } from './schema.ts';
import { createMailSender } from './send-mail.ts';
import { createWebhookSender, INTERNET, type WebhookNetwork } from './send-webhook.ts';
import {
  type MailServer,
  startMailServer,
  startWebhookReceiver,
  thisMachine,
  type WebhookReceiver,
} from './testing/receivers.ts';

const HOST = 'hooks.example.org';
const ADDRESS = 'ana.analyst@myla.example';
const ANA = 'a1'.repeat(32);
const LINK = 'https://insights.example/inbox';
const KEY = Buffer.alloc(32, 7);
const DAY_MS = 86_400_000;

let dir = '';
let mailServer: MailServer;
let receiver: WebhookReceiver;
let nowMs: number;
let stop: () => Promise<void>;
let logLines: string[];
let givenUp: string[];

beforeAll(async () => {
  [mailServer, receiver] = await Promise.all([startMailServer(), startWebhookReceiver(HOST)]);
});
afterAll(() => Promise.all([mailServer.stop(), receiver.stop()]));
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'waylight-delivery-'));
  nowMs = Date.now();
  logLines = [];
  givenUp = [];
  mailServer.mails.length = 0;
  mailServer.refuseWith = undefined;
  receiver.received.length = 0;
  receiver.respond = { status: 204 };
  stop = async () => undefined;
});
afterEach(async () => {
  await stop();
  await rm(dir, { recursive: true, force: true });
});

type Options = {
  readonly hosts?: readonly string[];
  readonly network?: WebhookNetwork;
  readonly mailHost?: string;
  readonly key?: Uint8Array;
};

/** Opens the queue of this test. `start` begins to send. */
function open({ hosts = [hostOf(receiver)], network, mailHost = '127.0.0.1', key = KEY }: Options = {}) {
  const sqlite = openSqlite({
    file: join(dir, 'queue.sqlite'),
    pragmas: { synchronous: 'NORMAL' },
    migrations: [DELIVERY_SCHEMA],
  });
  const database = {
    sqlite,
    write: <T>(work: () => T) => sqlite.transaction(work),
    translateErrors: <T>(work: () => T) => work(),
  };
  const addresses = createAddressStore(database, key);
  const queue = createDeliveryQueue(database);
  const mail = createMailSender({
    server: new URL(`smtp://${mailHost}:${mailServer.port}`),
    password: undefined,
    from: 'waylight@region.example',
    domains: ['myla.example'],
  });
  const component = createDelivery({
    ...{ queue, addresses, mail, link: LINK, everyMs: 5, now: () => nowMs },
    sendWebhook: createWebhookSender(hosts, network ?? thisMachine(receiver)),
    log: { warn: (message, fields) => void logLines.push(JSON.stringify([message, fields])) },
    onGivenUp: (channel, reason) => void givenUp.push(`${channel}: ${reason}`),
  });
  const waiting = () =>
    Number(sqlite.prepare('SELECT count(*) AS n FROM delivery WHERE next_ms IS NOT NULL').get()?.n);
  return {
    ...{ addresses, queue, waiting },
    nextMs: () => Number(sqlite.prepare('SELECT next_ms AS at FROM delivery').get()?.at),
    setKind: (kind: string) => void sqlite.prepare('UPDATE delivery SET kind = ?').run(kind),
    add: (occasion: string) => database.write(() => queue.add(ANA, 'watch.fired', occasion, nowMs)),
    close: sqlite.close,
    start: async () => {
      const running = await component.start(new AbortController().signal);
      stop = async () => {
        await running.stop();
        mail.close();
        sqlite.close();
        stop = async () => undefined;
      };
    },
  };
}

const hostOf = ({ port }: WebhookReceiver) => `${HOST}:${port}`;
const hookOf = (one: WebhookReceiver) => `https://${hostOf(one)}/waylight`;
/** Waits until the queue is empty, and returns the last failures. */
async function outcomeOf({ waiting, addresses }: ReturnType<typeof open>) {
  await expect.poll(waiting).toBe(0);
  return addresses.failures(ANA).map(({ channel, failure }) => `${channel}: ${failure}`);
}

it('sends one mail and one signed webhook for an occasion, also after a restart, with a link and no number', async () => {
  const before = open();
  before.addresses.saveMail(ANA, { address: ADDRESS, language: 'mk' });
  const secret = before.addresses.saveWebhook(ANA, hookOf(receiver));
  before.add('2026-10');
  before.close();
  const after = open();
  after.add('2026-10');
  await after.start();
  expect(await outcomeOf(after)).toEqual([]);
  after.add('2026-10');
  expect(after.waiting()).toBe(0);

  expect(mailServer.mails).toHaveLength(1);
  const [mail] = mailServer.mails;
  expect(mail?.to).toEqual([ADDRESS]);
  const [head = '', body = ''] = mail?.raw.split('\r\n\r\n') ?? [];
  expect(head).toContain('Auto-Submitted: auto-generated');
  expect(head).not.toMatch(/x-mailer|user-agent|list-/i);
  const encoding = /content-transfer-encoding: (\S+)/i.exec(head)?.[1];
  const text = Buffer.from(body, encoding === 'base64' ? 'base64' : 'latin1').toString();
  expect(text).toContain(LINK);
  expect(text).not.toMatch(/\d/);

  expect(receiver.received).toHaveLength(1);
  const [hook] = receiver.received;
  expect(hook?.body).toBe(`{"type":"watch.fired","data":{"link":"${LINK}"}}`);
  expect(new Webhook(secret).verify(hook?.body ?? '', hook?.headers ?? {})).toBeDefined();
  const other = new Webhook(`whsec_${Buffer.alloc(32).toString('base64')}`);
  expect(() => other.verify(hook?.body ?? '', hook?.headers ?? {})).toThrow();
});

it('stores addresses and secrets encrypted, each for one recipient and channel', async () => {
  const { addresses, close } = open();
  addresses.saveMail(ANA, { address: ADDRESS, language: 'en' });
  const secret = addresses.saveWebhook(ANA, hookOf(receiver));
  expect(addresses.find(ANA)).toMatchObject({ mail: { address: ADDRESS }, webhook: { secret } });
  close();
  const files = await Promise.all(
    ['queue.sqlite', 'queue.sqlite-wal'].map((name) =>
      readFile(join(dir, name)).catch(() => Buffer.alloc(0)),
    ),
  );
  for (const text of [ADDRESS, HOST, secret, secret.slice(6)])
    expect(Buffer.concat(files).includes(text)).toBe(false);
  const withOtherKey = open({ key: Buffer.alloc(32, 8) });
  expect(withOtherKey.addresses.find(ANA)).toEqual({ mail: undefined, webhook: undefined });
  withOtherKey.close();
});

const EXPIRED = { issuedAt: new Date(Date.now() - 30 * DAY_MS), days: 7 };

it('refuses private addresses, unlisted hosts, redirects and expired certificates, and stops at 410', async () => {
  const elsewhere = await startWebhookReceiver(HOST);
  const expired = await startWebhookReceiver(HOST, EXPIRED);
  const cases: readonly (readonly [string, Options, WebhookReceiver, WebhookReceiver['respond']?])[] = [
    ['private-address', { network: { ...INTERNET, ca: receiver.ca } }, receiver],
    ['private-address', { network: rebinding() }, receiver],
    ['private-address', { network: { ...thisMachine(receiver), isAllowedAddress: allowOnce() } }, receiver],
    ['not-allowed', { hosts: [HOST, `sub.${hostOf(receiver)}`] }, receiver],
    ['redirect', {}, receiver, { status: 307, location: hookOf(elsewhere) }],
    ['certificate', { hosts: [hostOf(expired)], network: thisMachine(expired) }, expired],
    ['certificate', { network: thisMachine(elsewhere) }, receiver],
    ['rejected', {}, receiver, { status: 503 }],
    ['gone', {}, receiver, { status: 410 }],
  ];
  for (const [failure, options, target, respond = { status: 204 }] of cases) {
    const name = options.network?.lookUp === INTERNET.lookUp ? 'localhost' : HOST;
    const one = open({ ...options, ...(name === HOST ? {} : { hosts: [`localhost:${target.port}`] }) });
    one.addresses.saveWebhook(ANA, hookOf(target).replace(HOST, name));
    receiver.respond = respond;
    receiver.received.length = 0;
    givenUp.length = 0;
    one.add(`${failure} ${cases.length}`);
    // The first attempt is also the last one.
    nowMs += GIVEN_UP_AFTER_MS;
    await one.start();
    expect([failure, await outcomeOf(one)]).toEqual([failure, [`webhook: ${failure}`]]);
    const reason = ['not-allowed', 'gone'].includes(failure) ? 'refused' : 'expired';
    expect([failure, givenUp]).toEqual([failure, [`webhook: ${reason}`]]);
    expect(receiver.received).toHaveLength(['redirect', 'rejected', 'gone'].includes(failure) ? 1 : 0);
    one.add('later');
    expect(one.waiting()).toBe(failure === 'gone' ? 0 : 1);
    one.addresses.remove(ANA, 'webhook');
    await stop();
    await rm(join(dir, 'queue.sqlite'));
  }
  expect(elsewhere.received).toEqual([]);
  expect(logLines.join()).not.toContain(HOST);
  await Promise.all([elsewhere.stop(), expired.stop()]);
});

/** Resolves a name to a public address and to this machine. */
function rebinding(): WebhookNetwork {
  const addresses = ['93.184.215.14', '127.0.0.1'].map((address) => ({ address, family: 4 }));
  return { ...INTERNET, ca: receiver.ca, lookUp: (_host, callback) => callback(null, addresses) };
}

/** Allows the address when the name is resolved, and refuses it when the connection is open. */
function allowOnce(): (address: string) => boolean {
  let calls = 0;
  return () => {
    calls += 1;
    return calls === 1;
  };
}

it('sends again after a failure, and clears the reason after a success', async () => {
  const one = open();
  receiver.respond = { status: 500 };
  one.addresses.saveWebhook(ANA, hookOf(receiver));
  one.addresses.recordFailure(ANA, 'webhook', 'unreachable', nowMs);
  one.add('2026-10');
  await one.start();
  await expect.poll(() => logLines.length).toBe(1);
  expect(one.waiting()).toBe(1);
  receiver.respond = { status: 200 };
  nowMs += 60_000;
  expect(await outcomeOf(one)).toEqual([]);
  expect(givenUp).toEqual([]);
  const [first, second] = receiver.received.map(({ headers }) => headers);
  expect(second?.['webhook-id']).toBe(first?.['webhook-id']);
  expect(second?.['webhook-timestamp']).not.toBe(first?.['webhook-timestamp']);
});

it('sends what follows a message of an unknown kind, and that message by a version that knows its kind', async () => {
  const one = open();
  one.addresses.saveWebhook(ANA, hookOf(receiver));
  one.add('2026-10');
  one.setKind('watch.newer');
  nowMs += 1;
  one.add('2026-11');
  await one.start();
  await expect.poll(() => receiver.received.length).toBe(1);
  await expect.poll(one.waiting).toBe(1);
  expect([one.queue.countUnreadable(), logLines]).toEqual([1, []]);
  // The first attempt is made however long the message waited.
  nowMs += GIVEN_UP_AFTER_MS;
  one.setKind('watch.fired');
  expect(await outcomeOf(one)).toEqual([]);
  expect([one.queue.countUnreadable(), receiver.received.length]).toEqual([0, 2]);
});

it('plans attempts for three days, with growing pauses', () => {
  const { queue, addresses, add, nextMs, close } = open();
  addresses.saveWebhook(ANA, hookOf(receiver));
  add('2026-10');
  const queuedMs = nowMs;
  const attempts: number[] = [];
  for (;;) {
    const message = queue.takeDue(nowMs);
    if (message === undefined) throw new Error('no message is due');
    expect(queue.takeDue(nowMs)).toBeUndefined();
    attempts.push(nowMs - queuedMs);
    if (!queue.retry(message, nowMs, () => 1)) break;
    nowMs = nextMs();
  }
  const minutes = attempts.map((ms) => ms / 60_000);
  expect(minutes.slice(0, 6)).toEqual([0, 1, 5, 21, 85, 341]);
  expect(attempts.at(-1)).toBe(GIVEN_UP_AFTER_MS);
  expect(attempts.length).toBeLessThan(15);
  close();
});

it('sends mail only with TLS to other machines, and only to listed domains', async () => {
  const cases = [
    ['127.0.0.2', ADDRESS, 'certificate'],
    ['127.0.0.1', 'ana@elsewhere.example', 'not-allowed'],
    ['127.0.0.1', 'ana@evil.myla.example', 'not-allowed'],
  ] as const;
  for (const [mailHost, address, failure] of cases) {
    const one = open({ mailHost });
    one.addresses.saveMail(ANA, { address, language: 'en' });
    one.add(address);
    nowMs += GIVEN_UP_AFTER_MS;
    await one.start();
    expect([address, await outcomeOf(one)]).toEqual([address, [`mail: ${failure}`]]);
    await stop();
  }
  expect(mailServer.mails).toEqual([]);
});

it('gives a refused mail address up at once, and logs no address', async () => {
  mailServer.refuseWith = 550;
  const one = open();
  one.addresses.saveMail(ANA, { address: ADDRESS, language: 'en' });
  one.add('2026-10');
  await one.start();
  expect(await outcomeOf(one)).toEqual(['mail: rejected']);
  expect(givenUp).toEqual(['mail: refused']);
  expect(logLines).toHaveLength(1);
  expect(logLines.join()).not.toMatch(/ana|myla/);
});
