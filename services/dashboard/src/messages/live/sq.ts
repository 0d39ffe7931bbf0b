import type { MessagesOf } from '../messages-of.ts';
import type { en } from './en.ts';

export const sq: MessagesOf<typeof en> = {
  'live.arrived':
    '{count, plural, one {Erdhi një publikim i ri, për {period}.} other {Erdhën {n} publikime të reja, më i riu për {period}.}}',
  'live.perhaps': 'Mund të ketë numra më të rinj: për ca kohë kësaj faqeje nuk mund t’i tregonte kush.',
  'live.unchanged': 'Ajo që lexoni mbetet siç është derisa ta kërkoni.',
  'live.show': 'Shfaqe',
  'live.later': 'Më vonë',
  'live.offline': 'Nuk ka lidhje me Waylight.',
  'live.offline.nothing': 'Në këtë pajisje nuk është ruajtur asgjë nga ato që keni lexuar.',
  'live.offline.loaded': 'Po lexoni atë që u ngarkua më {when}.',
  'live.offline.kept': 'Është ruajtur në këtë pajisje, më së shumti për një ditë.',
};
