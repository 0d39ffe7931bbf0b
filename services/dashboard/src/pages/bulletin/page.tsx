import { useLocation, useSearchParams } from 'wouter';
import { BULLETIN_VIEW, NEW_BULLETIN } from '../../model/paths.ts';
import { ROUTES } from '../../model/routes.ts';
import { EditPage } from './edit-page.tsx';
import { ListPage } from './list-page.tsx';
import { NewPage } from './new-page.tsx';
import { ReadPage } from './read-page.tsx';

/** Routes to the list, a new bulletin, a preview or the editor. */
export function Page() {
  const [at] = useLocation();
  const [parameters] = useSearchParams();
  const id = at.slice(ROUTES.bulletins.path.length + 1);
  if (id === '') return <ListPage />;
  if (id === NEW_BULLETIN) return <NewPage />;
  return parameters.get(BULLETIN_VIEW) === 'edit' ? (
    <EditPage key={id} id={id} />
  ) : (
    <ReadPage key={id} id={id} />
  );
}
