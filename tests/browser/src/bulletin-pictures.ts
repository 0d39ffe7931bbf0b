import type { BrowserRegion } from './browser-region.ts';
import { writeDraft } from './bulletin-steps.ts';
import { openPage } from './open-page.ts';

type Picture = (name: string, options: { readonly path: string; readonly account?: string }) => Promise<void>;

const SECOND = { account: 'MYLA-2' } as const;

/** Takes one bulletin from its draft until it is frozen, and makes a picture of each step for whoever sees it then. */
export async function pictureBulletins(region: BrowserRegion, picture: Picture): Promise<void> {
  const { id, page } = await writeDraft(region, 'The borders');
  const path = `/bulletins/${id}`;
  await picture('bulletin-draft', { path });
  await picture('bulletin-edit', { path: `${path}?view=edit` });
  // Of another organisation: nobody there knows of a draft.
  await picture('bulletin-of-others', { path, account: 'BCHR' });
  await page.goto(`${region.origin}${path}`);
  await page.getByRole('button', { name: 'Submit for approval' }).click();
  await page.getByText('A second person of your organisation has to').waitFor();
  await picture('bulletin-waiting', { path });
  await picture('bulletin-for-second', { path, ...SECOND });
  const second = await openPage(region, { path, ...SECOND });
  await second.page.getByRole('checkbox').check();
  await second.page.getByRole('button', { name: 'Approve this version' }).click();
  await second.page.getByRole('button', { name: 'Freeze' }).waitFor();
  await picture('bulletin-approved', { path, ...SECOND });
  await second.page.getByRole('button', { name: 'Freeze' }).click();
  await second.page.getByText('This bulletin is frozen').waitFor();
  await picture('bulletin-frozen', { path });
  await picture('bulletins-frozen', { path: '/bulletins', account: 'BCHR' });
  for (const one of [page, second.page]) await one.context().close();
}
