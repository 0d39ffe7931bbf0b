import type { MessagesOf } from '../messages-of.ts';
import type { en } from './en.ts';

export const bs: MessagesOf<typeof en> = {
  'live.arrived':
    '{count, plural, one {Stigla je {n} nova objava, najnovija za {period}.} few {Stigle su {n} nove objave, najnovija za {period}.} other {Stiglo je {n} novih objava, najnovija za {period}.}}',
  'live.perhaps': 'Možda ima novijih brojeva: neko vrijeme niko nije mogao javiti ovoj stranici.',
  'live.unchanged': 'Ono što čitate ostaje kako jeste dok ne zatražite drugačije.',
  'live.show': 'Prikaži',
  'live.later': 'Kasnije',
  'live.offline': 'Nema veze sa službom Waylight.',
  'live.offline.nothing': 'Na ovom uređaju nije sačuvano ništa od onoga što ste čitali.',
  'live.offline.loaded': 'Čitate ono što je učitano {when}.',
  'live.offline.kept': 'Sačuvano je na ovom uređaju, najviše jedan dan.',
};
