import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { headings } from './docs.ts';
import { projectFiles, projectRoot } from './project.ts';
import { errorMessages, runbooksOf, type Source, wrongChecks } from './runbooks.ts';

type Rule = {
  readonly alert: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
};

const PAGE = 'docs/operations/monitoring.md';
const SEVERITIES = ['critical', 'warning', 'none'];
/** Labels that name a part of the system, never a place or a person. */
const LABELS_IN_TEXTS = ['holder', 'instance', 'node', 'service'];

const read = (path: string): Source => ({ path, text: readFileSync(join(projectRoot, path), 'utf8') });
const files = projectFiles();
const sources = (folder: RegExp) =>
  files.filter((path) => folder.test(path) && !/\.test\.ts$|\/testing\//.test(path)).map(read);
const runbooks = runbooksOf(
  read(PAGE).text,
  (heading) => headings({ path: PAGE, text: `# ${heading}` })[0] ?? '',
);
const textOf = (anchor: string): string => runbooks.find((one) => one.anchor === anchor)?.text ?? '';
const rules = files
  .filter((path) => /^infra\/observability\/rules\/.*\.yaml$/.test(path))
  .flatMap((path) => (parse(read(path).text) as { groups: { rules: Rule[] }[] }).groups)
  .flatMap((group) => group.rules);

describe('every alert', () => {
  it('has a runbook that names it', () => {
    expect(rules.length).toBeGreaterThan(10);
    for (const { alert, annotations } of rules) {
      const [page, anchor = ''] = (annotations.runbook_url ?? '').split('#');
      expect(page, alert).toBe(PAGE);
      expect(textOf(anchor), alert).toContain(`\`${alert}\``);
    }
  });

  it('has a severity and a summary, and nothing in its texts except names of parts', () => {
    for (const { alert, labels, annotations } of rules) {
      expect(Object.keys(labels), alert).toEqual(['severity']);
      expect(SEVERITIES).toContain(labels.severity);
      expect(Object.keys(annotations), alert).toEqual(['summary', 'runbook_url']);
      const templates = [...(annotations.summary ?? '').matchAll(/\{\{(.*?)\}\}/g)].map(([, code]) => code);
      const allowed = LABELS_IN_TEXTS.map((label) => ` $labels.${label} `);
      expect(
        templates.filter((code) => !allowed.includes(code ?? '')),
        alert,
      ).toEqual([]);
    }
  });
});

describe('every error', () => {
  it('in the log has a row in the runbooks', () => {
    const messages = sources(/^(packages|services\/(intake|aggregation|insights))\/.*\.ts$/).flatMap(
      errorMessages,
    );
    expect(messages.length).toBeGreaterThan(20);
    expect(messages.filter((message) => !textOf('errors-in-the-log').includes(`\`${message}\``))).toEqual([]);
  });

  it('of doctor has a row in the runbooks', () => {
    const checks = sources(/^packages\/cli\/src\/.*doctor.*\.ts$/).flatMap(wrongChecks);
    expect(checks.length).toBeGreaterThan(5);
    expect(checks.filter((check) => !textOf('wrong-findings-of-doctor').includes(`\`${check}\``))).toEqual(
      [],
    );
  });
});

describe('every runbook that doctor names', () => {
  it('exists', () => {
    const texts = sources(/^packages\/cli\/src\/.*doctor.*\.ts$/).flatMap(({ text }) => [
      ...text.matchAll(/\(runbook: ([^)]+)\)/g),
    ]);
    const titles = runbooks.map(({ text }) => text.split('\n', 1)[0]);
    const named = new Set(texts.map(([, title]) => title));
    expect([...named].filter((title) => !titles.includes(title))).toEqual([]);
    expect(named).toContain('Full disk');
  });
});

describe('the checks of the runbooks', () => {
  it('find literal and named messages, and refuse others', () => {
    const text = "log.error('a: b', { error });\nlog.error(\n  'c; d',\n);\nlog.warn('e');";
    expect(errorMessages({ path: 'a.ts', text })).toEqual(['a', 'c']);
    const named = "const OLD_COPY = 'a message of the ledger: see there';\nlog.error(error.logMessage, {})";
    expect(errorMessages({ path: 'a.ts', text: named })).toEqual(['a message of the ledger']);
    expect(() => errorMessages({ path: 'a.ts', text: 'log.error(text)' })).toThrow('a.ts logs text');
  });

  it('find checks by name and by constant', () => {
    const text =
      "const check = 'disk';\nwrong(check, a);\nok('fine', b);\nwrong(\n  'keys',\n  c);\nconst CHECK = 'access';\nwrong(CHECK, d);";
    expect(wrongChecks({ path: 'a.ts', text })).toEqual(['disk', 'keys', 'access']);
  });
});
