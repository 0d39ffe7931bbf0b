import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prometheusForTests } from '@waylight/testing';
import { afterAll, expect, it } from 'vitest';
import { parse } from 'yaml';
import {
  alertmanagerConfig,
  allRules,
  filledAlertmanagerConfig,
  OBSERVABILITY,
  ruleTests,
} from './observability-files.ts';

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

it.skipIf('unavailable' in programs)('the configurations and rules are valid', () => {
  if ('unavailable' in programs) return;
  for (const name of ['prometheus-node.yaml', 'prometheus-region.yaml']) {
    const checked = run(programs.promtool, ['check', 'config', join(OBSERVABILITY, name)]);
    expect(checked.code, checked.output).toBe(0);
  }
  const file = join(folder, 'alertmanager.yaml');
  for (const config of [alertmanagerConfig(), filledAlertmanagerConfig()]) {
    writeFileSync(file, config);
    const checked = run(programs.amtool, ['check-config', file]);
    expect(checked.code, checked.output).toBe(0);
  }
  expect(filledAlertmanagerConfig()).toMatch(/^ +webhook_configs:\n +- \{ url: .*example\.org/m);
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
