import type { MessagesOf } from '../messages-of.ts';
import type { en } from './en.ts';

export const bs: MessagesOf<typeof en> = {
  'completeness.title': 'Koliko su potpuno organizacije prijavile',
  'completeness.caption':
    'O organizacijama, a ne o mašinama: koliko ih je, od onih koje se u jednoj državi očekuju, do zatvaranja mjeseca reklo šta je radilo. Većina je više od polovine, neke je najmanje jedna, nijedna (šuti) znači da nije rekla nijedna. Prisutne: bile su tamo, a prijavljenih može biti nijedan ili nekoliko. Nikad koje i nikad koliko ih ima. Ispod toga je ono što je odatle prijavljeno.',
  'completeness.table': 'Sve što se kaže, po mjesecu i državi',
  'completeness.together':
    'Države u jednom redu navode se zajedno: u svakoj se očekuje tako malo organizacija da bi udio govorio o jednoj od njih. – stoji gdje je država navedena u drugom redu ili se o njoj ništa ne kaže.',
  'completeness.share.all': 'sve',
  'completeness.share.most': 'većina',
  'completeness.share.some': 'neke',
  'completeness.share.none': 'nijedna',
  'completeness.cell.silent': 'šuti',
  'completeness.cell.present': 'prisutne',
  'completeness.cell.nobody': 'nikog tamo',
  'completeness.cell.notTold': 'ne kaže se',
  'completeness.stated': 'Rekle šta su radile',
  'completeness.present': 'Bile tamo',
  'completeness.visits': 'Obilasci terena',
  'completeness.days': 'Radni dani osoblja',
  'completeness.says': 'Šta govori',
  'completeness.says.silentFew':
    'Šuti: niko nije rekao šta je radio. To što nije prijavljeno više od {range} ne govori ništa.',
  'completeness.says.silentMore': 'Šuti: niko nije rekao šta je radio, a incidenti su ipak prijavljeni.',
  'completeness.says.silent': 'Šuti: niko nije rekao šta je radio.',
  'completeness.says.nobody': 'Oni koji su rekli šta su radili nisu bili tamo.',
  'completeness.says.presentFew': 'Organizacije su bile tamo, a prijavljeno se čita kao {range}.',
  'completeness.says.presentMore': 'Organizacije su bile tamo i incidenti su prijavljeni.',
  'completeness.says.presentOnly': 'Organizacije su bile tamo.',
  'completeness.says.notTold':
    'Ne kaže se: očekuje se tako malo organizacija da bi bila riječ o jednoj od njih.',
  'completeness.says.before': 'Ne zna se: ova objava je nastala prije nego što se to bilježilo.',
  'completeness.effortNote':
    'Obilasci terena i radni dani zaokruženi su na najbližu deseticu i napisani kao raspon u kojem se nalaze. Daju se gdje su ih navele tri organizacije ili više, a nijedna nije imala skoro sve.',
  'completeness.silent': 'Šutnja: {silences}. Niko tamo nije rekao šta je radio: mali broj ne govori ništa.',
  'completeness.none': 'Objave koje smijete čitati to još ne kažu.',
  'completeness.noneNext': 'Dolazi uz tabelu svakog mjeseca.',
  'completeness.notForYou': 'Kaže se samo organizacijama članicama i mreži.',
  'completeness.notForYou.next': 'Zato nizak broj čitajte oprezno: može biti šutnja.',
  'effort.label': 'Čitati kao',
  'effort.numbers': 'incidente',
  'effort.visits': 'incidente na 100 obilazaka terena',
  'effort.days': 'incidente na 100 radnih dana osoblja',
  'effort.visits.title': 'Prijavljeni incidenti na 100 obilazaka terena, po državi i periodu ({period})',
  'effort.days.title': 'Prijavljeni incidenti na 100 radnih dana osoblja, po državi i periodu ({period})',
  'effort.caption':
    'Broj jedne države i perioda prema onome što su tamošnje organizacije navele za njegove mjesece. Oba su zaokružena: ono što je prijavljeno je unutar raspona koji stoji uz broj. Prijave organizacija koje ništa nisu navele tu su, a njihov rad nije, pa poredite državu s njom samom i samo gdje je prijavljivanje bilo jednako potpuno.',
  'effort.span': 'oko {n} ({from}–{to})',
  'effort.upTo': 'između 0 i {to}',
  'effort.notTold': 'rad se ne kaže',
  'effort.few': 'rad {range}',
  'effort.legend':
    'Država i period nemaju broja gdje se rad ne kaže za neki od mjeseci ili se čita kao 0–4: ne procjenjuje se. Riječ stoji gdje nisu sve očekivane organizacije rekle šta su radile: većina, neke, ili šuti gdje nije nijedna; za tromjesečje ili godinu to je riječ najmanje potpunog mjeseca.',
  'effort.notHere':
    'Rad se kaže po državi i mjesecu: brojevi se prema njemu mogu čitati gdje su samo po državi, i to po mjesecu, tromjesečju ili godini.',
  'effort.byCountry': 'Čitati po državi',
  'effort.itself': 'Čitati same brojeve',
};
