import { Fragment, useState } from 'react';
import { useLocale } from '../../text/locale.tsx';
import { Say } from '../../text/say.tsx';
import styles from './own.module.css';
import { type OwnQuestion, ownCommandInRegion } from './own-command.ts';

/** Notes on the command, and its form outside of a trial. */
export function CommandPanel({
  organisation,
  question,
}: {
  readonly organisation: string;
  /** Undefined until a node is chosen. */
  readonly question: OwnQuestion | undefined;
}) {
  const { t } = useLocale();
  return (
    <section className="panel prose" aria-labelledby="command">
      <h2 id="command">{t('own.command')}</h2>
      {question === undefined ? (
        <p>{t('own.chooseFirst')}</p>
      ) : (
        <>
          <p className="caption">{t('own.command.caption', { organisation })}</p>
          <p>{t('own.trial')}</p>
          <p>{t('own.region')}</p>
          <Command text={ownCommandInRegion(question)} />
          <p>
            <Say
              id="own.other"
              values={{
                csv: <code>--format csv</code>,
                json: <code>--format json</code>,
                help: <code>npx waylight trends --help</code>,
              }}
            />
          </p>
        </>
      )}
    </section>
  );
}

/** A command line with a button that copies it. */
export function Command({ text }: { readonly text: string }) {
  const { t } = useLocale();
  const [copied, setCopied] = useState<'no' | 'yes' | 'failed'>('no');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied('yes');
    } catch {
      setCopied('failed');
    }
  };
  return (
    <div className={styles.command} data-part="command">
      <code>
        {text.split(' ').map((word) => (
          <Fragment key={word}>
            <span>{word}</span>{' '}
          </Fragment>
        ))}
      </code>
      <button type="button" onClick={() => void copy()}>
        {t('own.copy')}
      </button>
      <span role="status">
        {copied === 'yes' && t('own.copied')}
        {copied === 'failed' && t('own.copyFailed')}
      </span>
    </div>
  );
}
