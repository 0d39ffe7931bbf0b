import { download, type ExportedFile } from '../../export/download.ts';
import { useLocale } from '../../text/locale.tsx';
import { Say } from '../../text/say.tsx';
import styles from './releases.module.css';

/** Saves a release as a file, in the form of `waylight release export`. */
export function DownloadPanel({
  id,
  document: release,
}: {
  readonly id: string;
  readonly document: unknown;
}) {
  const { t } = useLocale();
  const title = t('release.download');
  return (
    <section className="panel prose" aria-labelledby="download">
      <h2 id="download">{title}</h2>
      <p>
        <button type="button" onClick={() => download(exportedFile(id, release))}>
          {title}
        </button>
      </p>
      <p className="caption">
        <Say
          id="release.download.note"
          values={{ command: <code className={styles.code}>{`npx waylight release export ${id}`}</code> }}
        />
      </p>
    </section>
  );
}

/** A list of one table, as the command prints it. */
const exportedFile = (id: string, release: unknown): ExportedFile => ({
  name: `${id}.json`,
  content: new Blob([`${JSON.stringify([release])}\n`], { type: 'application/json' }),
});
