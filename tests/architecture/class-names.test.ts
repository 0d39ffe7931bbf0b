import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { mismatchedClasses } from './class-names.ts';
import { projectRoot } from './workspace.ts';

const SOURCES = 'services/dashboard/src';

const filesOf = (extension: RegExp) =>
  readdirSync(join(projectRoot, SOURCES), { recursive: true, encoding: 'utf8' })
    .filter((path) => extension.test(path) && !path.includes('.test.'))
    .map((path) => ({
      path: `${SOURCES}/${path}`,
      text: readFileSync(join(projectRoot, SOURCES, path), 'utf8'),
    }));

it('style sheets and components of the dashboard have the same classes', () => {
  expect(mismatchedClasses(filesOf(/\.css$/), filesOf(/\.tsx?$/))).toEqual([]);
});

it('detects an unused class, and one that does not exist', () => {
  const styles = [
    {
      path: 'ui/a.module.css',
      text: '.used { color: red } /* .comment */ .idle:not(.used)::before { content: ".x" }',
    },
    { path: 'ui/layout.css', text: '.panel {} .state-good {} .gone {}' },
  ];
  const component = [
    "import styles from './a.module.css';",
    'const a = <p className={styles.used} />;',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the source of a component.
    'const b = <p className={`panel state-${kind} ${styles.missing} ${styles[name]}`} />;',
  ].join('\n');
  expect(mismatchedClasses(styles, [{ path: 'ui/a.tsx', text: component }])).toEqual([
    'ui/a.module.css: .idle is unused',
    'ui/layout.css: .gone is unused',
    'ui/a.module.css: .missing does not exist',
    'ui/a.module.css: .[…] does not exist',
  ]);
});
