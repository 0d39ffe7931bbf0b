import type { ReactNode } from 'react';

/** Link to the contact of the region: an e-mail address or an https URL. */
export function ContactLink({
  contact,
  children = contact,
}: {
  readonly contact: string;
  readonly children?: ReactNode;
}) {
  return <a href={contact.startsWith('https:') ? contact : `mailto:${contact}`}>{children}</a>;
}
