import type { MessagesOf } from '../messages-of.ts';
import type { en } from './en.ts';

export const sq: MessagesOf<typeof en> = {
  'own.open': 'Pamjet dhe shënimet',
  'own.close': 'Mbyll',
  'views.title': 'Pamjet e ruajtura',
  'views.note':
    'Një pamje është kjo faqe siç e keni rregulluar. Askush tjetër nuk i sheh tuajat; ato mbarojnë vetë nëse nuk keni hyrë për një kohë të gjatë.',
  'views.name': 'Emri i kësaj pamjeje',
  'views.save': 'Ruaje këtë pamje',
  'views.none': 'Nuk keni ruajtur ende asnjë pamje.',
  'views.delete': 'Fshi',
  'views.deleteNamed': 'Fshi pamjen {name}',
  'views.savedAt': 'ruajtur më {when}',
  'notes.title': 'Shënime për data',
  'notes.note':
    'Këto shënime i lexon çdo analist i organizatës suaj dhe mund t’i fshijë. Mos shkruani emra dhe asgjë për një person të vetëm.',
  'notes.day': 'Data',
  'notes.country': 'Vendi',
  'notes.region': 'I gjithë rajoni',
  'notes.text': 'Shënimi',
  'notes.add': 'Shto shënimin',
  'notes.none': 'Nuk ka ende shënime.',
  'notes.delete': 'Fshi',
  'notes.deleteNamed': 'Fshi shënimin {number}',
  'notes.onFigure': 'Shënime për këto data',
  'notes.for': 'Shënime kanë vetëm analistët e një organizate.',
  'own.failed': 'Nuk u ruajt dot. Provoni përsëri.',
  'own.full': 'Janë tepër: fshini një më parë.',
};
