import type { MessagesOf } from '../messages-of.ts';
import type { en } from './en.ts';

export const cnr: MessagesOf<typeof en> = {
  'quality.title': 'Kvalitet podataka',
  'quality.about':
    'Šta brojevi na drugim stranicama mogu da kažu, a šta ne mogu. Sve dolazi iz objavljenih tabela i iz stanja čvorova. Nikad ne govori ništa o pojedinoj organizaciji.',
  'quality.late': 'Zakašnjele prijave i ispravke',
  'quality.late.caption':
    'Koliko tromjesečje ima više ili manje od svoja tri mjeseca, sve kako je objavljeno. Čine ga četiri zaokružena broja: do {atMost}, u oba smjera, može biti samo zaokruživanje.',
  'quality.late.quarter': 'Tromjesečje',
  'quality.late.difference': 'Razlika',
  'quality.late.says': 'Šta govori',
  'quality.late.more': 'Najmanje {least} je stiglo kasno ili je prebačeno ovamo.',
  'quality.late.fewer': 'Najmanje {least} je povučeno ili prebačeno drugdje.',
  'quality.late.unsure': 'Ništa sigurno: može da ga objasni i samo zaokruživanje.',
  'quality.late.notGiven': 'Ne može se reći: jedan od četiri broja nije dat.',
  'quality.late.none': 'Još nema tromjesečja koje je objavljeno sa svim svojim mjesecima.',
  'quality.region': 'Cijeli region',
  'quality.rounding': 'Gdje zaokruživanje najviše znači',
  'quality.rounding.caption':
    'Koliko se brojeva svake tabele čita kao {small} ili {least}. Tu je zaokruživanje veliko koliko i sam broj. Gdje je to više od polovine, koristite grublju tabelu.',
  'quality.rounding.periods': 'Broje se svi objavljeni periodi: {periods}.',
  'quality.rounding.numbers': 'Brojeva',
  'quality.rounding.share': 'Od toga {small} ili {least}',
  'quality.rounding.coarser': 'više od polovine: koristite grublju tabelu',
  'quality.rounding.fine': 'polovina ili manje',
  'quality.rounding.advice': 'Savjet',
  'quality.rounding.release': 'Najnovija objava',
  'quality.unknown': 'Šta je ostalo nepoznato',
  'quality.unknown.caption':
    'Incidenti za koje se ovo ne zna ili nije nijedna od vrsta koje tabela navodi: tabele to dvoje broje zajedno. Oba broja su zaokružena, pa je udio raspon. Nepoznato je pošten odgovor, a ne krivica onoga ko je prijavio.',
  'quality.unknown.what': 'Šta se ne zna',
  'quality.unknown.number': 'Drugo ili nepoznato',
  'quality.unknown.whole': 'Od svih',
  'quality.unknown.share': 'Udio',
  'quality.unknown.noShare': 'premalo da bi se reklo',
  'quality.percent': '{n}\u00A0%',
  'quality.percents': '{from}–{to}\u00A0%',
  'quality.dim.country': 'Država',
  'quality.dim.typeGroup': 'Grupa vrsta',
  'quality.dim.type': 'Vrsta incidenta',
  'quality.dim.personGroup': 'Grupa lica',
  'quality.dim.segment': 'Dionica granice',
  'quality.dim.perpetrator': 'Počinilac',
  'quality.dim.groupSize': 'Broj žrtava',
};
