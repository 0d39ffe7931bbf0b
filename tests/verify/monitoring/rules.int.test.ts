import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prometheusForTests } from '@waylight/testing';
import { afterAll, expect, it } from 'vitest';
import { parse } from 'yaml';
import { alertmanagerConfig, allRules, OBSERVABILITY, ruleTests } from './observability-files.ts';

const programs = prometheusForTests();
const folder = mkdtempSync(join(tmpdir(), 'waylight-rules-'));
afterAll(() => rmSync(folder, { recursive: true }));

type RuleTest = {
  readonly tests: readonly {
    readonly alert_rule_test: readonly {
      readonly alertname: string;
      readonly exp_alerts: readonly unknown[];
    }[];
  }[];
};

function run(program: string, args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  return { code: status, output: `${stdout}${stderr}` };
}

const VALUES = {
  WAYLIGHT_ALERT_SMTP_HOST: 'mail.example.org:587',
  WAYLIGHT_ALERT_SMTP_USER: 'waylight',
  WAYLIGHT_ALERT_SMTP_PASSWORD_FILE: '/run/credentials/smtp',
  WAYLIGHT_ALERT_MAIL_FROM: 'waylight@example.org',
  WAYLIGHT_ALERT_MAIL_TO: 'operators@example.org',
  WAYLIGHT_ALERT_WATCHDOG_URL: 'https://watchdog.example.org/ping',
};

it.skipIf('unavailable' in programs)('the configurations and rules are valid', () => {
  if ('unavailable' in programs) return;
  for (const name of ['prometheus-node.yaml', 'prometheus-region.yaml']) {
    const checked = run(programs.promtool, ['check', 'config', join(OBSERVABILITY, name)]);
    expect(checked.code, checked.output).toBe(0);
  }
  const file = join(folder, 'alertmanager.yaml');
  writeFileSync(file, alertmanagerConfig(VALUES));
  const checked = run(programs.amtool, ['check-config', file]);
  expect(checked.code, checked.output).toBe(0);
  expect(readFileSync(file, 'utf8').replace(/^#.*$/gm, '')).not.toContain('$');
});

it.skipIf('unavailable' in programs)('the tests of the rules pass', () => {
  if ('unavailable' in programs) return;
  const { code, output } = run(programs.promtool, ['test', 'rules', ...ruleTests()]);
  expect(code, output).toBe(0);
});

it('every alert has a test in which it fires, and one in which it does not', () => {
  const expectations = ruleTests()
    .flatMap((path) => (parse(readFileSync(path, 'utf8')) as RuleTest).tests)
    .flatMap((test) => test.alert_rule_test);
  const named = (isFiring: boolean) =>
    new Set(
      expectations.filter((one) => one.exp_alerts.length > 0 === isFiring).map(({ alertname }) => alertname),
    );
  const alerts = [...new Set(allRules().map(({ alert }) => alert))].toSorted();
  expect([...named(true)].toSorted()).toEqual(alerts);
  // The watchdog always fires.
  expect([...named(false), 'Watchdog'].toSorted()).toEqual(alerts);
});
