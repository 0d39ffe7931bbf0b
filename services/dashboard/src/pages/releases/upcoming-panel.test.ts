import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { plannedTables } from '../../api/planned-table.ts';
import { tablesByAudience } from './upcoming-panel.tsx';

const SHIPPED = new URL('../../../../../packages/disclosure-control/plan/release-plan.json', import.meta.url);

it('each audience of the shipped plan has its number of tables, narrowest first', () => {
  const { tables } = JSON.parse(readFileSync(SHIPPED, 'utf8'));
  const quarterly = plannedTables(tables).filter(({ period }) => period === 'quarter');
  expect([...tablesByAudience(quarterly)]).toEqual([
    ['partners', 21],
    ['authorities', 4],
    ['public', 3],
  ]);
});
