import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { aboutQuery, sessionQuery } from '../../api/questions.ts';
import { ROUTES } from '../../model/routes.ts';
import { formatDay } from '../../text/format.ts';
import { useLocale } from '../../text/locale.tsx';
import { ContactLink } from '../../ui/contact-link.tsx';
import { NextNumbers } from '../../ui/next-numbers.tsx';
import styles from './overview.module.css';

/** For readers who are not signed in: what Waylight is, who runs it, how to cite it and whom to ask. */
export function AboutPanel() {
  const { t } = useLocale();
  const { data: session } = useQuery(sessionQuery());
  const isPublic = session?.role === 'public';
  const { data: about } = useQuery({ ...aboutQuery(), enabled: isPublic });
  if (!isPublic || about === undefined) return null;
  const today = formatDay(new Date().toISOString().slice(0, 10));
  return (
    <section className={`panel ${styles.about}`} aria-labelledby="about">
      <h2 id="about">{t('about.title')}</h2>
      <div>
        <p className="headline">{t('about.what')}</p>
        <NextNumbers />
        <p>{t('about.cite', { address: location.origin, day: today })}</p>
      </div>
      <div>
        <p>{t('about.who')}</p>
        <ul className={styles.members}>
          {about.organisations.map(({ id, name }) => (
            <li key={id}>{name}</li>
          ))}
        </ul>
      </div>
      <p className={styles.links}>
        <Link href={ROUTES.record.path}>{t('about.map')}</Link>
        <Link href={ROUTES.bulletins.path}>{t('nav.bulletins')}</Link>
        <Link href={ROUTES.releases.path}>{t('figure.method')}</Link>
        {about.contact !== undefined && (
          <ContactLink contact={about.contact}>{t('about.contact', { contact: about.contact })}</ContactLink>
        )}
      </p>
    </section>
  );
}
