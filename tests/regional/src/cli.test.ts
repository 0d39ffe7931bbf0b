import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  createRegionFiles,
  type InProcessFiles,
  type InProcessRegion,
  startRegion,
} from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runWaylight, startWaylight } from './command-line.ts';
import { RELEASED_MARCH } from './released-march.ts';

const ORGANISATIONS = ['MYLA', 'BCHR', 'DRC', 'SIM-MK-1'];

let region: InProcessRegion;
/** Certificates with the same names from another CA, which the region does not trust. */
let strangers: InProcessFiles;

beforeAll(async () => {
  region = await startRegion({
    run: 'in-process',
    organisations: ORGANISATIONS,
    insights: true,
    data: RELEASED_MARCH,
  });
  strangers = await createRegionFiles({ organisations: ORGANISATIONS });
  strangers.write('region.json', await readFile(join(region.folder, 'region.json'), 'utf8'));
});
afterAll(async () => {
  strangers.remove();
  await region.stop();
});

const run = (args: readonly string[], options?: { readonly stdin: string }) =>
  runWaylight(region.folder, args, options);
const report = (reportId: string, more: object = {}) => ({
  reportId,
  occurredOn: '2025-03-14',
  country: 'MK',
  types: ['pushback'],
  shareWith: 'partners',
  ...more,
});
const send = (reports: object, ...flags: string[]) =>
  run(['report', '-', '--country', 'MK', ...flags], { stdin: JSON.stringify(reports) });

describe('reporting', () => {
  it('prints a receipt, and reports "unchanged" for the same report', async () => {
    const first = await startWaylight(region.folder, ['report', '-', '--country', 'MK'], {
      stdin: JSON.stringify(report('cli-1')),
    }).result;
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toMatch(/^cli-1 {2}accepted, revision 1\n/);
    expect(first.out).toContain('next       follow it: waylight receipt cli-1 --country MK --watch');
    const again = await send(report('cli-1'), '--format', 'json');
    expect(JSON.parse(again.out)).toMatchObject({
      outcome: 'unchanged',
      receipt: { reportId: 'cli-1', revision: 1 },
    });
  });

  it('refuses invalid fields, and other content under an existing id, with a remedy', async () => {
    const wrong = await send(report('cli-2', { occurredOn: '14/03/25', types: ['pushbak'] }));
    expect([wrong.code, wrong.out]).toEqual([3, '']);
    expect(wrong.err).toContain('occurred_on: ');
    expect(wrong.err).toMatch(/types\[0\]: .*pushback/);
    await send(report('cli-3'));
    const other = await send(report('cli-3', { country: 'RS' }));
    expect(other.code).toBe(3);
    expect(other.err).toContain('waylight revise');
  });

  it('sends either all reports of a list or none', async () => {
    const some = await send([report('list-1'), report('list-2', { country: 'Atlantis' })]);
    expect(some.code).toBe(3);
    expect(some.err).toContain('1 of 2 reports would be refused; nothing was sent');
    expect(some.err).toContain('list-2: invalid argument');
    expect((await run(['receipt', 'list-1', '--country', 'MK'])).code).toBe(3);
    const all = await send([report('list-1'), report('list-2')]);
    expect(all.code).toBe(0);
    expect(all.out.match(/^list-\d {2}accepted/gm)).toHaveLength(2);
  });

  it('changes nothing with --validate-only', async () => {
    const checked = await send(report('only-checked'), '--validate-only');
    expect(checked.out).toMatch(/^only-checked {2}would be accepted\n/);
    const receipt = await run(['receipt', 'only-checked', '--country', 'MK']);
    expect(receipt.code).toBe(3);
    expect(receipt.err).toContain('not found');
  });

  it('revises the current revision, refuses a stale revision, retracts and restores', async () => {
    await send(report('cli-4'));
    const revise = (more: object, base: string) =>
      run(['revise', '-', '--country', 'MK', '--base', base], {
        stdin: JSON.stringify(report('cli-4', more)),
      });
    expect((await revise({ types: ['death'] }, '1')).out).toContain('revision 2');
    const stale = await revise({ types: ['theft-robbery'] }, '1');
    expect(stale.code).toBe(3);
    expect(stale.err).toContain('--base');
    const retracted = await run(['retract', 'cli-4', '--country', 'MK', '--reason', 'duplicate']);
    expect(retracted.out).toContain('revision 3');
    expect((await revise({}, 'current')).out).toContain('revision 4');
  });

  it('accepts a record of activity', async () => {
    const activity = { activityId: 'act-1', fromDay: '2025-03-01', toDay: '2025-03-31', country: 'MK' };
    const sent = await run(['activity', '-', '--country', 'MK'], {
      stdin: JSON.stringify({ ...activity, present: true, field_visits: 3 }),
    });
    expect(sent).toMatchObject({ code: 0, out: 'act-1  accepted, revision 1\n' });
    const revised = await run(['activity', '-', '--country', 'MK', '--revise', '--base', '1'], {
      stdin: JSON.stringify({ ...activity, present: false }),
    });
    expect(revised.out).toContain('revision 2');
  });
});

describe('receipts and lists', () => {
  it('a watched receipt ends at the requested state', async () => {
    await send(report('watched'));
    const { code, out } = await run([
      ...['receipt', 'watched', '--country', 'MK', '--until', 'logged', '--format', 'json'],
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(out.trim().split('\n').at(-1) ?? '')).toMatchObject({
      reportId: 'watched',
      state: 'logged',
    });
  });

  it('Ctrl-C ends watching, and a short timeout is reported', async () => {
    await send(report('watched-2'));
    let isStopped = false;
    const watching = startWaylight(region.folder, ['receipt', 'watched-2', '--country', 'MK', '--watch'], {
      // The signal is sent once, because a second signal would end the process with another exit code.
      onOut: (_, kill) => {
        if (!isStopped) kill('SIGINT');
        isStopped = true;
      },
    });
    const stopped = await watching.result;
    expect([stopped.code, stopped.err]).toEqual([0, '']);
    const watch = 'receipt watched-2 --country MK --until counted --timeout 5s';
    const late = await run(watch.split(' '));
    expect(late.code).toBe(6);
    expect(late.err).toContain('did not reach the state within 5s');
  });

  it('lists only own reports, page by page', async () => {
    await send([report('page-1'), report('page-2'), report('page-3')]);
    const page = await run(['reports', '--country', 'MK', '--page-size', '2', '--format', 'json']);
    const { reports, nextPageToken } = JSON.parse(page.out);
    expect(reports).toHaveLength(2);
    expect(page.err).toContain(`--page-token ${nextPageToken}`);
    const all = await run(['reports', '--country', 'MK', '--page-size', '2', '--all', '--format', 'csv']);
    const ids = all.out.split('\n').map((line) => line.split(',')[0]);
    expect(ids).toEqual(expect.arrayContaining(['reportId', 'page-1', 'page-2', 'page-3']));
    expect(new Set(ids).size).toBe(ids.length);
    const others = await run(['reports', '--country', 'MK', '--as', 'SIM-MK-1', '--format', 'json']);
    expect(JSON.parse(others.out)).toEqual({ reports: [] });
  });

  it('code lists are in the requested language, and the nearest name is suggested for a misspelt name', async () => {
    const { out } = await run(['codes', 'incidentType', '--lang', 'sq', '--as', 'MYLA', '--format', 'json']);
    const [list] = JSON.parse(out).lists;
    expect(list.codes).toContainEqual(expect.objectContaining({ id: 'pushback' }));
    const none = await run(['codes', 'incidentTypes', '--as', 'MYLA']);
    expect(none.code).toBe(3);
    expect(none.err).toContain('Did you mean incidentType');
  });
});

describe('trends', () => {
  it('answer from the public record as a table, JSON and CSV', async () => {
    const question = ['trends', '--layer', 'public-record', '--by', 'period,country', '--period', 'year'];
    const table = await run(question);
    expect(table.code).toBe(0);
    expect(table.err).toContain('as MYLA');
    expect(table.out).toContain('Kosovo*');
    expect(table.out).toMatch(/^Total +2 +█$/m);
    expect(table.out).toContain('Source: Missing Migrants Project');
    expect(table.out).toContain('UNSCR 1244');
    const json = JSON.parse((await run([...question, '--unit', 'victims', '--format', 'json'])).out);
    expect(json).toMatchObject({
      layer: 'public-record',
      unit: 'victims',
      by: ['period', 'country'],
      period: 'year',
      cells: [
        { period: '2025', country: 'RS', value: 1 },
        { period: '2025', country: 'XK', value: 3 },
      ],
    });
    const csv = await run([...question, '--country', 'XK', '--format', 'csv']);
    expect(csv.out).toMatch(/^period,country,value,unit,layer,asOf,note\n2025,XK,1,incidents,public-record,/);
  });

  it('show a released number with its bound', async () => {
    const { out, code } = await run(['trends', '--by', 'period,country', '--as', 'MYLA']);
    expect(code).toBe(0);
    expect(out).toMatch(/North Macedonia +about 10/);
    expect(out).toMatch(/Serbia +0–4/);
  });

  it('list releases, show a release and export it', async () => {
    const listed = await run(['release', 'list', '--format', 'json', '--as', 'MYLA']);
    const [release] = JSON.parse(listed.out);
    expect(release).toMatchObject({ audience: 'partners', k: 5, status: 'published' });
    const { id, table } = release;
    const printed = await run(['release', 'show', id, '--as', 'MYLA']);
    expect(printed.out).toMatch(/^MK +about 10$/m);
    expect(printed.out).toMatch(/^XK\* /m);
    expect(printed.out).toContain('for partners; closed after');
    const exported = await run(['release', 'export', id, '--as', 'MYLA']);
    const [whole, ...others] = JSON.parse(exported.out);
    expect([whole.table, others]).toEqual([table, []]);
    expect(whole.notices).toContainEqual(expect.stringContaining('UNSCR 1244'));
    expect(whole.cells).toContainEqual({ coords: { country: 'MK' }, value: 10 });
    const one = await run(['release', 'export', id, '--table', table, '--as', 'MYLA']);
    expect(JSON.parse(one.out)).toEqual(whole);
    const wrongTable = await run(['release', 'export', id, '--table', 'another', '--as', 'MYLA']);
    expect([wrongTable.code, wrongTable.err]).toEqual([3, expect.stringContaining(`Its table is ${table}`)]);
  });

  it('verify an exported release with printed keys, without a call', async () => {
    const [{ id, table }] = JSON.parse(
      (await run(['release', 'list', '--format', 'json', '--as', 'MYLA'])).out,
    );
    const exported = await run(['release', 'export', id, '--as', 'MYLA']);
    const one = await run(['release', 'export', id, '--table', table, '--as', 'MYLA']);
    const printed = await run(['release', 'keys', '--format', 'json', '--as', 'SIM-MK-1']);
    const [{ keyId }] = JSON.parse(printed.out);
    expect((await run(['release', 'keys', '--as', 'MYLA'])).out).toContain(keyId);
    const keysFile = join(strangers.folder, 'printed-keys.json');
    await writeFile(keysFile, printed.out);
    for (const stdin of [exported.out, one.out])
      expect(
        await runWaylight('/not/there', ['release', 'verify', '-', '--keys', keysFile], { stdin }),
      ).toMatchObject({
        code: 0,
        out: expect.stringContaining(`${id}: verified, signed with key ${keyId} of ${keysFile}. `),
        err: '',
      });
    // The region's folder has the keys.
    expect((await run(['release', 'verify', '-'], { stdin: one.out })).code).toBe(0);
  });

  it('suggest the nearest table, by a command that works', async () => {
    const none = await run(['trends', '--by', 'period,country,cause', '--as', 'MYLA']);
    expect([none.code, none.out]).toEqual([5, '']);
    const command = /waylight (trends .*)$/m.exec(none.err)?.[1]?.split(' ') ?? [];
    expect(command).toContain('--by');
    expect((await run(command)).code).toBe(0);
  });

  it('own numbers are exact, and come from the own node', async () => {
    await send(
      report('own-1', { types: ['kidnapping-detention'], shareWith: 'organisation' }),
      '--as',
      'SIM-MK-1',
    );
    const { out, code } = await run([
      ...['trends', '--own', '--country', 'MK', '--as', 'SIM-MK-1', '--by', 'type', '--format', 'json'],
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(out).cells).toEqual([{ type: 'kidnapping-detention', value: 1 }]);
  });
});

describe('errors', () => {
  it('distinguish a stopped node from a node that refuses the certificate', async () => {
    const away = await run(['receipt', 'x', '--country', 'RS']);
    expect(away.code).toBe(6);
    expect(away.err).toMatch(
      /no answer at 127\.0\.0\.1:\d+: is the region running\?\n {2}Start it: npm start/,
    );
    const strange = await runWaylight(strangers.folder, ['receipt', 'x', '--country', 'MK']);
    expect(strange.code).toBe(4);
    expect(strange.err).toContain('certificate');
    const foreign = await run(['receipt', 'x', '--country', 'MK', '--as', 'BCHR']);
    expect(foreign.code).toBe(4);
    expect(foreign.err).toContain('not permitted');
  });

  it('list existing certificates when one is missing', async () => {
    const { code, err } = await run(['reports', '--country', 'MK', '--as', 'MYLLA']);
    expect(code).toBe(4);
    expect(err).toContain('It has: BCHR, DRC, MYLA, SIM-MK-1');
  });

  it('refuse a key that others can read', async () => {
    const key = join(region.folder, 'certs', 'organisations', 'DRC.key');
    await chmod(key, 0o644);
    const { code, err } = await run(['reports', '--country', 'MK', '--as', 'DRC']);
    await chmod(key, 0o600);
    expect(code).toBe(4);
    expect(err).toContain('chmod 600');
  });

  it('list the addresses and files that a deployment needs', async () => {
    const certs = join(region.folder, 'certs');
    const ca = ['--ca', join(certs, 'ca.crt')];
    const own = join(certs, 'organisations', 'MYLA');
    const half = await run(['reports', '--country', 'MK', ...ca]);
    expect(half.code).toBe(2);
    expect(half.err).toContain('--certificate and --key is missing');
    const { portOffset } = JSON.parse(await readFile(join(region.folder, 'region.json'), 'utf8'));
    const whole = await runWaylight('/not/there', [
      ...['reports', '--country', 'MK', '--node', `localhost:${7004 + portOffset}`, ...ca],
      ...['--certificate', `${own}.crt`, '--key', `${own}.key`, '--format', 'json'],
    ]);
    expect([whole.code, whole.err.includes('error')]).toEqual([0, false]);
  });

  it('status is for everyone', async () => {
    const { code, out } = await run(['status', '--format', 'json', '--as', 'MYLA']);
    expect(code).toBe(0);
    const status = JSON.parse(out);
    expect(status.nodes).toContainEqual({ node: 'XK', lastContact: 'older' });
    expect(status.releases).toHaveLength(1);
  });
});
