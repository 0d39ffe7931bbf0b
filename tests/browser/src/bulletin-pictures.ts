import type { BrowserRegion } from './browser-region.ts';
import { approve, freeze, nextStep, writeDraft } from './bulletin-steps.ts';
import { openPage } from './open-page.ts';

type Picture = (name: string, options: { readonly path: string; readonly account?: string }) => Promise<void>;

const SECOND = { account: 'MYLA-2' } as const;

/** Takes one bulletin from its draft until it is frozen, and makes a picture of each step for whoever sees it then. */
export async function pictureBulletins(region: BrowserRegion, picture: Picture): Promise<void> {
  const { id, page } = await writeDraft(region, 'The borders');
  const path = `/bulletins/${id}`;
  await picture('draft', { path });
  await picture('edit', { path: `${path}?view=edit` });
  // Of another organisation: nobody there knows of a draft.
  await picture('of-others', { path, account: 'BCHR' });
  await page.goto(`${region.origin}${path}`);
  await page.getByRole('button', { name: 'Submit for approval' }).click();
  await nextStep(page).getByText('Submitted.').waitFor();
  await picture('waiting', { path });
  await picture('for-second', { path, ...SECOND });
  const second = await openPage(region, { path, ...SECOND });
  await approve(second.page);
  await nextStep(second.page).getByRole('button', { name: 'Freeze', exact: true }).waitFor();
  await picture('approved', { path, ...SECOND });
  await freeze(second.page);
  await picture('frozen', { path });
  await picture('list', { path: '/bulletins', account: 'BCHR' });
  for (const one of [page, second.page]) await one.context().close();
}
