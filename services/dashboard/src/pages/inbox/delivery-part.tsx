import { useId, useState } from 'react';
import type { Session } from '../../api/schemas.ts';
import { useChange } from '../../api/use-change.ts';
import {
  type Delivery,
  type DeliveryFailure,
  forgetWatches,
  hasMail,
  removeAddress,
  saveMail,
  saveWebhook,
} from '../../api/watches.ts';
import { formatInstant } from '../../text/format.ts';
import { useLocale } from '../../text/locale.tsx';
import type { MessageId } from '../../text/texts.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { State } from '../../ui/state.tsx';
import styles from './inbox.module.css';

const FAILURE_TEXTS: Readonly<Record<DeliveryFailure['reason'], MessageId>> = {
  unreachable: 'delivery.failed.unreachable',
  certificate: 'delivery.failed.certificate',
  rejected: 'delivery.failed.rejected',
  redirect: 'delivery.failed.redirect',
  'private-address': 'delivery.failed.private',
  'not-allowed': 'delivery.failed.notAllowed',
  gone: 'delivery.failed.gone',
};

/** Settings for messages, and the deletion of all data about a person's watches. */
export function DeliveryPart({
  session,
  delivery,
}: {
  readonly session: Session;
  readonly delivery: Delivery;
}) {
  const { t, language } = useLocale();
  const { mail, webhook, mailDomains, webhookHosts } = delivery;
  const id = useId();
  const { failed, run } = useChange('delivery');
  const [secret, setSecret] = useState<string>();
  const byMail = hasMail(delivery);
  const hasWebhook = webhook !== undefined || webhookHosts.length > 0;
  const saveHook = (url: string) =>
    run(async () => {
      setSecret(undefined);
      setSecret(await saveWebhook(session, url));
    });
  return (
    <section className="panel" aria-labelledby={id}>
      <h2 id={id}>{t('delivery.title')}</h2>
      <p className="caption">{t(byMail || hasWebhook ? 'delivery.note' : 'delivery.none')}</p>
      <p role="status">{failed !== undefined && t(failed)}</p>
      {byMail && (
        <Address
          kind="mail"
          saved={mail?.address}
          failure={mail?.failure}
          allowed={mailDomains}
          save={(address) => run(() => saveMail(session, address, language))}
          remove={() => run(() => removeAddress(session, 'mail'))}
        />
      )}
      {hasWebhook && (
        <Address
          kind="webhook"
          saved={webhook?.url}
          failure={webhook?.failure}
          allowed={webhookHosts}
          save={saveHook}
          remove={() => {
            setSecret(undefined);
            return run(() => removeAddress(session, 'webhook'));
          }}
        />
      )}
      {secret !== undefined && <Secret secret={secret} />}
      <DeleteAll session={session} deleted={() => setSecret(undefined)} />
    </section>
  );
}

const LABELS = { mail: 'delivery.mail', webhook: 'delivery.webhook' } as const;

function Address({
  kind,
  saved = '',
  failure,
  allowed,
  save,
  remove,
}: {
  readonly kind: 'mail' | 'webhook';
  readonly saved: string | undefined;
  readonly failure: DeliveryFailure | undefined;
  readonly allowed: readonly string[];
  readonly save: (value: string) => Promise<boolean>;
  readonly remove: () => Promise<boolean>;
}) {
  const { t } = useLocale();
  const id = useId();
  const [typed, setTyped] = useState<string>();
  const [isSaved, setSaved] = useState(false);
  const value = typed ?? saved;
  const after = (isDone: boolean, wasSaved: boolean) => {
    setSaved(isDone && wasSaved);
    if (isDone) setTyped(undefined);
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void save(value.trim()).then((isDone) => after(isDone, true));
      }}
    >
      <label>
        <span>{t(LABELS[kind])}</span>
        <input
          type={kind === 'mail' ? 'email' : 'url'}
          required
          value={value}
          aria-describedby={id}
          onChange={({ target }) => {
            setSaved(false);
            setTyped(target.value);
          }}
        />
      </label>
      <button type="submit" className="button">
        {t('bulletin.save')}
      </button>
      {saved !== '' && (
        <button type="button" onClick={() => void remove().then((isDone) => after(isDone, false))}>
          {t('action.delete')}
        </button>
      )}
      <span role="status">{isSaved && t('delivery.saved')}</span>
      <p className="caption" id={id}>
        {t('delivery.allowed', { names: allowed.join(', ') })}
        {failure !== undefined && (
          <strong>
            {' '}
            {t('delivery.failed', { when: formatInstant(Date.parse(failure.at)) })}{' '}
            {t(FAILURE_TEXTS[failure.reason])}
          </strong>
        )}
      </p>
    </form>
  );
}

/** The secret for signatures. It is not shown again after leaving the page. */
function Secret({ secret }: { readonly secret: string }) {
  const { t } = useLocale();
  const [copied, setCopied] = useState<MessageId>();
  const copy = () =>
    navigator.clipboard.writeText(secret).then(
      () => setCopied('own.copied'),
      () => setCopied('own.copyFailed'),
    );
  return (
    <State says={t('delivery.secret')}>
      <code className={styles.secret}>{secret}</code>
      <button type="button" onClick={() => void copy()}>
        {t('delivery.copy')}
      </button>
      <span role="status">{copied !== undefined && t(copied)}</span>
    </State>
  );
}

function DeleteAll({ session, deleted }: { readonly session: Session; readonly deleted: () => void }) {
  const { t } = useLocale();
  const { failed, run } = useChange('watches', 'inbox', 'delivery');
  const [state, setState] = useState<'closed' | 'open' | 'busy'>('closed');
  const confirm = async () => {
    setState('busy');
    if (await run(() => forgetWatches(session))) deleted();
    setState('closed');
  };
  return (
    <>
      <button type="button" className={styles.delete} onClick={() => setState('open')}>
        {t('delivery.deleteAll')}
      </button>
      <p role="status">{failed !== undefined && t(failed)}</p>
      {state !== 'closed' && (
        <ConfirmDialog
          title={t('delivery.deleteAll')}
          yes={t('action.delete')}
          no={t('act.cancel')}
          isBusy={state === 'busy'}
          onYes={() => void confirm()}
          onNo={() => setState('closed')}
        >
          <p>{t('delivery.deleteAll.note')}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
