import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

export const OBSERVABILITY = fileURLToPath(new URL('../../../infra/observability/', import.meta.url));

export type AlertRule = {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
};

const RULE_FILES = ['services', 'node', 'region'] as const;

export const rulesOf = (name: (typeof RULE_FILES)[number]): readonly AlertRule[] => {
  const file = parse(readFileSync(join(OBSERVABILITY, 'rules', `${name}.yaml`), 'utf8')) as {
    readonly groups: readonly { readonly rules: readonly AlertRule[] }[];
  };
  return file.groups.flatMap(({ rules }) => rules);
};

export const allRules = (): readonly AlertRule[] => RULE_FILES.flatMap(rulesOf);

type Dashboard = {
  readonly title: string;
  readonly panels: readonly {
    readonly title: string;
    readonly targets: readonly { readonly expr: string }[];
  }[];
};

/** Expressions of the dashboards, by the titles of dashboard and panel. */
export function dashboardExpressions(): ReadonlyMap<string, string> {
  const folder = join(OBSERVABILITY, 'grafana');
  const dashboards = readdirSync(folder).map(
    (name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Dashboard,
  );
  return new Map(
    dashboards.flatMap(({ title, panels }) =>
      panels.flatMap((panel) => panel.targets.map(({ expr }) => [`${title}: ${panel.title}`, expr] as const)),
    ),
  );
}

/** Paths of the tests of the rules. */
export const ruleTests = (): readonly string[] =>
  readdirSync(join(OBSERVABILITY, 'tests')).map((name) => join(OBSERVABILITY, 'tests', name));

export const alertmanagerConfig = (): string =>
  readFileSync(join(OBSERVABILITY, 'alertmanager.yaml'), 'utf8');

/** The configuration of Alertmanager as an operator fills it in. A comment has one space after its #, a setting none or more. */
export const filledAlertmanagerConfig = (): string =>
  alertmanagerConfig().replace(/^( *)#(?=\S| {2})/gm, '$1');
