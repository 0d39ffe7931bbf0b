import { useLocale } from '../../text/locale.tsx';
import { Say } from '../../text/say.tsx';

/** Saves a release as `waylight release export` writes it. */
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
        <button type="button" onClick={() => save(`${id}.json`, exportedFile(release))}>
          {title}
        </button>
      </p>
      <p className="caption">
        <Say
          id="release.download.note"
          values={{ command: <code className="id-code">{`npx waylight release export ${id}`}</code> }}
        />
      </p>
    </section>
  );
}

/** A list of one table, as the command prints it. */
const exportedFile = (release: unknown): string => `${JSON.stringify([release])}\n`;

function save(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
