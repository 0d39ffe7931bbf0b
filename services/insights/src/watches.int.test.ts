/** Watches from the release to the inbox, a real mail server and a real receiver of webhooks. */
import { join } from 'node:path';
import type { ClientReadableStream } from '@grpc/grpc-js';
import { changeRegistry } from '@waylight/access';
import { WATCHED_CHANGES_KEPT_MS, WATCHES_KEPT_MS } from '@waylight/contracts';
import { ComparedPeriod, Verdict, type WatchReleasesResponse } from '@waylight/contracts/insights';
import { ONE_TABLE_PLAN } from '@waylight/disclosure-control';
import type { Visitor } from '@waylight/testing';
import type { InProcessRegion, RegionInsights } from '@waylight/tests-region';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { openDatabase } from './database/open-database.ts';
import {
  type MailServer,
  startMailServer,
  startWebhookReceiver,
  thisMachine,
  type WebhookReceiver,
} from './delivery/testing/receivers.ts';
import { content, post, requestJson, save } from './testing/bulletin-steps.ts';
import { releaseEvent, releaseForAudience, withCompleteness } from './testing/release-event.ts';
import { NOW_MS, startInsights } from './testing/start-insights.ts';
import { MAX_WATCHES } from './watches/watch-store.ts';

const HOST = 'hooks.example.org';
const ADDRESS = 'marked.person@member.example';
const TABLE = 'minimal-month';
/** The first cell of the table, which `publish` sets. */
const SERIES = { table: TABLE, codes: { country: 'AL', typeGroup: 'violence' } };
const SERBIA = { table: TABLE, codes: { country: 'RS', typeGroup: 'violence' } };
const COUNTRIES = ['AL', 'BA', 'ME', 'MK', 'RS', 'XK'];

let mailServer: MailServer;
let receiver: WebhookReceiver;
let region: InProcessRegion;
let insights: RegionInsights;
beforeAll(async () => {
  [mailServer, receiver] = await Promise.all([startMailServer(), startWebhookReceiver(HOST)]);
  const tables = ONE_TABLE_PLAN.tables
    .slice(0, 1)
    .map((table) => ({ ...table, alsoFor: ['network', 'public'] as const }));
  const env = {
    WAYLIGHT_INSIGHTS_SMTP_URL: `smtp://127.0.0.1:${mailServer.port}`,
    WAYLIGHT_INSIGHTS_MAIL_FROM: 'waylight@region.example',
    WAYLIGHT_INSIGHTS_MAIL_DOMAINS: 'member.example',
    WAYLIGHT_INSIGHTS_WEBHOOK_HOSTS: `${HOST}:${receiver.port}`,
  };
  region = await startInsights({ ...ONE_TABLE_PLAN, tables }, env, {}, thisMachine(receiver));
  insights = region.insights;
});
afterAll(async () => {
  await region?.stop();
  await Promise.all([mailServer.stop(), receiver.stop()]);
});
beforeEach(() => {
  mailServer.mails.length = 0;
  mailServer.refuseWith = undefined;
  receiver.received.length = 0;
});
afterEach(() => {
  region.clock.nowMs = NOW_MS;
});

let month = 3;
/** Publishes a new month, whose first cell rises or falls clearly. Returns the month. */
async function publish({ silent = [] as string[], cell = 0 } = {}): Promise<string> {
  month += 1;
  const period = `${2025 + Math.floor((month - 1) / 12)}-${String(((month - 1) % 12) + 1).padStart(2, '0')}`;
  const members = releaseEvent(period, [cell, 5]);
  const others = COUNTRIES.filter((one) => !silent.includes(one));
  const reporting = [
    { countries: others, stated: 'all' as const },
    ...silent.map((one) => ({ countries: [one], stated: 'none' as const })),
  ];
  await region.release(withCompleteness(members, reporting));
  await region.release(withCompleteness(releaseForAudience('network', members, [5]), reporting));
  return period;
}

const put = (visitor: Visitor, path: string, body: object) => requestJson(visitor, path, body, 'PUT');
const inboxOf = async (visitor: Visitor) => (await requestJson(visitor, '/v1/inbox')).body;
const watchesOf = async (visitor: Visitor) => (await requestJson(visitor, '/v1/watches')).body.watches;
const removeAll = (visitor: Visitor) => requestJson(visitor, '/v1/watches', {}, 'DELETE');
const hook = () => `https://${HOST}:${receiver.port}/waylight`;

/** Signs in, and sets a watch, a mail address and a webhook. */
async function watchWithAddresses(account: string, series: object = SERIES) {
  const visitor = await insights.signIn(account);
  expect((await put(visitor, '/v1/watches/a', series)).status).toBe(200);
  const mail = { address: ADDRESS, language: 'sq' };
  expect(await put(visitor, '/v1/delivery/mail', mail)).toEqual({ status: 200, body: mail });
  const { body } = await put(visitor, '/v1/delivery/webhook', { url: hook() });
  return { visitor, secret: String(body.secret) };
}

it('brings a change to the inbox, by one mail and one webhook, until it is marked as read', async () => {
  const { visitor, secret } = await watchWithAddresses('MYLA');
  await put(visitor, '/v1/watches/b', { ...SERIES, codes: { ...SERIES.codes, typeGroup: 'border' } });
  const other = await insights.signIn('BCHR');
  await put(other, '/v1/watches/a', SERBIA);
  await publish({ cell: 10 });
  const period = await publish({ cell: 200, silent: ['RS'] });
  await expect.poll(async () => (await inboxOf(visitor)).watches).toHaveLength(1);
  const change = { watch: 'a', ...SERIES, period, reasons: ['more'], at: new Date(NOW_MS).toISOString() };
  expect(await inboxOf(visitor)).toEqual({ count: 1, approvals: [], bulletins: [], watches: [change] });
  expect((await inboxOf(other)).watches).toMatchObject([{ period, reasons: ['silent'] }]);

  // Serbia is silent, and nothing else: a second reason, and still one message for the month.
  const next = await publish({ cell: 10, silent: ['AL'] });
  await expect.poll(() => mailServer.mails.length).toBe(2);
  await expect.poll(() => receiver.received.length).toBe(2);
  expect((await inboxOf(visitor)).watches).toMatchObject([
    { watch: 'a', period: next, reasons: ['silent'] },
    { watch: 'b', period: next, reasons: ['silent'] },
    { watch: 'a', period },
  ]);
  expect(new Set(receiver.received.map(({ body }) => body))).toEqual(
    new Set([`{"type":"watch.fired","data":{"link":"${insights.origin}/inbox"}}`]),
  );
  const texts = mailServer.mails.map(({ raw }) => raw.slice(raw.indexOf('\r\n\r\n')));
  expect(texts[1]).toBe(texts[0]);
  expect(mailServer.mails.map(({ to }) => to)).toEqual([[ADDRESS], [ADDRESS]]);

  const read = {
    changes: [
      { watch: 'a', period },
      { watch: 'a', period: '2000-01' },
    ],
  };
  expect((await requestJson(visitor, '/v1/inbox/read', read)).body).toEqual({ marked: 1 });
  expect((await requestJson(other, '/v1/inbox/read', read)).body).toEqual({ marked: 1 });
  expect((await inboxOf(visitor)).count).toBe(2);

  // No file and no log contains the addresses, the secret or the series.
  const found = [ADDRESS, HOST, secret].filter((text) => region.logLines.join('').includes(text));
  expect(found).toEqual([]);
  const bytes = await insights.databaseBytes();
  expect([ADDRESS, HOST, secret].filter((text) => bytes.includes(text))).toEqual([]);
  await Promise.all([removeAll(visitor), removeAll(other)]);
});

it('sends what waited through a restart once, past an unreadable message, and shows why one was given up', async () => {
  const { visitor } = await watchWithAddresses('CRPK');
  await requestJson(visitor, '/v1/delivery/webhook', {}, 'DELETE');
  mailServer.refuseWith = 451;
  await publish({ cell: 10, silent: ['AL'] });
  await expect.poll(() => region.logLines.join('')).toContain('it is sent again later');
  queueUnreadable();
  await insights.restart();
  mailServer.refuseWith = undefined;
  region.clock.nowMs += 60_000;
  await expect.poll(() => mailServer.mails.length).toBe(1);
  mailServer.refuseWith = 550;
  await publish({ cell: 10, silent: ['AL'] });
  const delivery = async () => (await requestJson(visitor, '/v1/delivery')).body;
  await expect.poll(async () => (await delivery()).mail.failure?.reason).toBe('rejected');
  expect(await delivery()).toMatchObject({
    mail: { address: ADDRESS, language: 'sq' },
    mailDomains: ['member.example'],
    webhookHosts: [`${HOST}:${receiver.port}`],
  });
  expect(mailServer.mails).toHaveLength(1);
  // Each series is there from the start, because an alert compares it with its earlier value.
  const metrics = await (await fetch(`http://127.0.0.1:${region.files.ports.insightsOps}/metrics`)).text();
  expect(metrics).toContain('\nwaylight_insights_unreadable_messages{service="insights"} 1\n');
  expect(region.logLines.join('')).toContain('messages of another version are set aside');
  const series = metrics.matchAll(/^waylight_insights_messages_given_up_total\{(.*)\} (\d+)$/gm);
  expect([...series].map(([, labels, count]) => `${labels} ${count}`)).toEqual(
    ['mail refused 1', 'mail expired 0', 'webhook refused 0', 'webhook expired 0'].map((one) => {
      const [channel, outcome, count] = one.split(' ');
      return `channel="${channel}",outcome="${outcome}",service="insights" ${count}`;
    }),
  );
  await removeAll(visitor);
});

/** Queues a message as a newer version does, before all others. */
function queueUnreadable(): void {
  const database = openDatabase(join(region.files.folder, 'insights.sqlite'));
  database.sqlite
    .prepare("INSERT INTO delivery VALUES ('newer', zeroblob(32), 'mail', 'watch.newer', ?, 0, 1)")
    .run(NOW_MS);
  database.close();
}

it('lets one person watch up to a maximum of existing series, and nobody else read them', async () => {
  const [visitor, colleague] = [await insights.signIn('MYLA'), await insights.signIn('MYLA-2')];
  for (const [series, path] of [
    [{ ...SERIES, table: 'no-such-table' }, 'body/table'],
    [{ ...SERIES, codes: { country: 'AL' } }, 'body/codes'],
    [{ ...SERIES, codes: { ...SERIES.codes, country: 'XX' } }, 'body/codes'],
    [{ ...SERIES, codes: { ...SERIES.codes, segment: 'RS-HU' } }, 'body/codes'],
  ] as const)
    expect(await put(visitor, '/v1/watches/x', series)).toMatchObject({
      status: 400,
      body: { errors: [{ path }] },
    });
  for (const body of [{ url: 'https://elsewhere.example/' }, { url: `http://${HOST}:${receiver.port}/` }])
    expect((await put(visitor, '/v1/delivery/webhook', body)).status).toBe(400);
  const elsewhere = { address: 'a@elsewhere.example', language: 'en' };
  expect((await put(visitor, '/v1/delivery/mail', elsewhere)).status).toBe(400);
  await Promise.all(Array.from({ length: MAX_WATCHES }, (_, n) => put(visitor, `/v1/watches/${n}`, SERIES)));
  expect((await put(visitor, '/v1/watches/more', SERIES)).status).toBe(409);
  expect((await put(visitor, '/v1/watches/7', SERBIA)).status).toBe(200);
  expect(await watchesOf(visitor)).toHaveLength(MAX_WATCHES);
  expect(await watchesOf(colleague)).toEqual([]);
  expect((await requestJson(colleague, '/v1/watches/7', {}, 'DELETE')).body).toEqual({ removed: false });
  for (const account of ['authority', 'operator']) {
    const reader = await insights.signIn(account);
    expect([account, (await put(reader, '/v1/watches/a', SERIES)).status]).toEqual([account, 404]);
    expect(await inboxOf(reader)).toEqual({ count: 0, approvals: [], bulletins: [], watches: [] });
  }
  await removeAll(visitor);
  expect(await watchesOf(visitor)).toEqual([]);
});

it('compares a network analyst’s watches with the tables of the network alone', async () => {
  const visitor = await insights.signIn('SIM-MK-1');
  await put(visitor, '/v1/watches/a', SERIES);
  await publish({ cell: 10 });
  const period = await publish({ cell: 200, silent: ['AL'] });
  await expect.poll(async () => (await inboxOf(visitor)).watches).toHaveLength(1);
  expect((await inboxOf(visitor)).watches).toMatchObject([{ period, reasons: ['silent'] }]);
  await removeAll(visitor);
});

it('lists approvals and bulletins that wait for the reader', async () => {
  const [author, second] = [await insights.signIn('MYLA'), await insights.signIn('MYLA-2')];
  const members = releaseEvent('2025-03', [10, 5]);
  const release = releaseForAudience('public', members, [5]);
  await region.release(release);
  const { releaseId } = release;
  await expect.poll(async () => (await insights.http(`/v1/releases/${releaseId}`, 'MYLA')).status).toBe(200);
  await insights.call('BCHR', 'requestRelease', { releaseId });
  await insights.call('AHC', 'delegateApproval', { toOrganisation: 'MYLA' });
  await save(author, 'monthly', 0, content('Nothing new.'));
  await post(author, 'monthly', 'submit', { version: 1 });
  const until = expect.any(String);
  const approvals = [
    { release: releaseId, until, for: 'AHC' },
    { release: releaseId, until },
  ];
  expect(await inboxOf(second)).toEqual({
    count: 3,
    approvals: expect.arrayContaining(approvals),
    bulletins: [{ id: 'monthly', title: 'The region', version: 1 }],
    watches: [],
  });
  expect((await inboxOf(author)).bulletins).toEqual([]);
  for (const id of ['MYLA', 'AHC']) await insights.call(id, 'approveRelease', { releaseId });
  expect((await inboxOf(author)).count).toBe(0);
});

it('forgets watches and addresses when unused, read changes with age, and everything at a suspension', async () => {
  const { visitor: unused } = await watchWithAddresses('GAMN');
  await publish({ silent: ['AL'] });
  await expect.poll(async () => (await inboxOf(unused)).watches).toHaveLength(1);
  region.clock.nowMs = NOW_MS + WATCHED_CHANGES_KEPT_MS;
  await insights.restart();
  await expect.poll(async () => (await inboxOf(await insights.signIn('GAMN'))).watches).toEqual([]);
  region.clock.nowMs += WATCHES_KEPT_MS;
  await insights.restart();
  await expect.poll(async () => watchesOf(await insights.signIn('GAMN'))).toEqual([]);

  const { visitor: suspended } = await watchWithAddresses('DRC');
  expect(await watchesOf(suspended)).toHaveLength(1);
  for (const kind of ['organisation-suspended', 'organisation-reinstated'] as const) {
    region.changeRegistry((before) => {
      const next = changeRegistry(before, { kind, id: 'DRC' });
      if ('problems' in next) throw new Error(next.problems.join());
      return next.content;
    });
    const isActive = kind === 'organisation-reinstated';
    await expect
      .poll(async () => (await insights.signIn('DRC')).landingPage.status !== 403, { timeout: 30_000 })
      .toBe(isActive);
  }
  const again = await insights.signIn('DRC');
  await expect.poll(() => watchesOf(again)).toEqual([]);
  expect((await requestJson(again, '/v1/delivery')).body).not.toHaveProperty('mail');
});

it('streams releases with the changes that each contains, for the audience of the caller', async () => {
  const read = async (as: string, releaseId: string, includeChanges = true) => {
    const client = insights.clients[as];
    if (client === undefined) throw new Error('there is no such client');
    const stream: ClientReadableStream<WatchReleasesResponse> = client.watchReleases({
      resumeToken: '',
      includeChanges,
    });
    const messages: WatchReleasesResponse[] = [];
    stream.on('data', (message) => messages.push(message)).on('error', () => undefined);
    const find = () => messages.find(({ notice }) => notice?.releaseId === releaseId);
    await expect.poll(find).toBeDefined();
    stream.cancel();
    return find()?.changes;
  };
  await publish({ cell: 10 });
  const period = await publish({ cell: 200 });
  const [own, ofNetwork] = ['partners', 'network'].map((one) => `${TABLE}.${period}.${one}`) as [
    string,
    string,
  ];
  expect(await read('MYLA', own, false)).toBeUndefined();
  const changes = await read('MYLA', own);
  const listed = await insights.call('MYLA', 'listChanges', {
    releaseId: own,
    against: ComparedPeriod.PREVIOUS,
  });
  expect(changes).toEqual(listed);
  expect(changes?.findings.map(({ verdict }) => verdict)).toContain(Verdict.MORE);
  // The member's comparisons are of the narrowest release; the network's own release has others.
  expect(await read('MYLA', ofNetwork)).toMatchObject({ period, findings: [], others: [] });
  const changesOfNetwork = await read('SIM-MK-1', ofNetwork);
  expect(changesOfNetwork?.others.length).toBeGreaterThan(0);
  expect(changesOfNetwork?.findings).toEqual([]);
});
