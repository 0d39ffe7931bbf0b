import type { MessagesOf } from '../messages-of.ts';
import type { en } from './en.ts';

export const sq: MessagesOf<typeof en> = {
  'own.title': 'Raportimet e organizatës sime',
  'own.why': 'Pse një komandë dhe jo një faqe',
  'own.why.exact':
    'Numrat tuaj janë të saktë. Ata qëndrojnë te nyja e vendit tuaj dhe vetëm organizata juaj mund t’i kërkojë atje.',
  'own.why.notHere':
    'Kjo faqe vjen nga shërbimi rajonal. Po të kalonin numrat tuaj përmes tij, ai do t’i mësonte; prandaj nuk kalojnë kurrë. Nyjat nuk kanë ende një derë për shfletuesit, prandaj një komandë e pyet drejtpërdrejt tuajën.',
  'own.why.careful':
    'Numrat e saktë shpesh janë të vegjël dhe një numër i vogël mund të tregojë për kë bëhet fjalë. Mbajini larg ekraneve të përbashkëta dhe emaileve, dhe mos i vini kurrë pranë numrave të rrumbullakosur të të njëjtëve muaj: diferenca do të tregonte çfarë raportuan të tjerët.',
  'own.command': 'Komanda për organizatën tuaj',
  'own.command.caption':
    'Zgjidhni nyjën, pastaj ekzekutoni komandën në një kompjuter që ka certifikatën e {organisation}.',
  'own.country': 'Nyja që merr raportimet tuaja',
  'own.choose': 'Zgjidhni një vend',
  'own.by': 'E ndarë sipas',
  'own.by.period': 'vetëm periudhës',
  'own.by.type': 'periudhës dhe llojit të incidentit',
  'own.by.perpetrator': 'periudhës dhe autorit',
  'own.by.segment': 'periudhës dhe segmentit kufitar',
  'own.by.personGroup': 'periudhës dhe grupit të personave',
  'own.by.service': 'periudhës dhe shërbimit',
  'own.length': 'Gjatësia e periudhave',
  'own.length.week': 'javë',
  'own.length.month': 'muaj',
  'own.length.quarter': 'tremujorë',
  'own.length.year': 'vite',
  'own.copy': 'Kopjo komandën',
  'own.copied': 'U kopjua.',
  'own.copyFailed': 'Shfletuesi nuk e kopjoi. Zgjidhni tekstin dhe kopjojeni vetë.',
  'own.trial': 'Në një provë funksionon ashtu siç është, në dosjen nga e cila u nis prova.',
  'own.region':
    'Në një rajon komanda duhet të dijë edhe ku është nyja dhe ku ndodhet certifikata juaj. Plotësoni atë që është në kllapa këndore:',
  'own.other': 'Për një skedar në vend të tabelës, shtoni {csv} ose {json}. Gjithçka tjetër: {help}',
  'own.needsAnalyst': 'Numra të vetët ka vetëm kush ka hyrë për një organizatë.',
  'own.needsAnalyst.next': 'Hyni me llogarinë e organizatës suaj.',
};
