import './bulletin.css';
import { useLocation, useSearchParams } from 'wouter';
import { EditPage } from './edit-page.tsx';
import { ListPage } from './list-page.tsx';
import { NewPage } from './new-page.tsx';
import { BULLETINS, NEW, VIEW } from './paths.ts';
import { ReadPage } from './read-page.tsx';

/** The list, a new one, and one bulletin to be read or edited: all by the address. */
export function Page() {
  const [at] = useLocation();
  const [parameters] = useSearchParams();
  const id = at.slice(BULLETINS.length + 1);
  if (id === '') return <ListPage />;
  if (id === NEW) return <NewPage />;
  return parameters.get(VIEW) === 'edit' ? <EditPage key={id} id={id} /> : <ReadPage key={id} id={id} />;
}
