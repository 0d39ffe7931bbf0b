import type { MessagesOf } from '../messages-of.ts';
import type { en } from './en.ts';

export const sq: MessagesOf<typeof en> = {
  'own.title': 'Raportimet e organizatës sime',
  'own.why': 'Pse nga nyja juaj',
  'own.why.exact':
    'Numrat tuaj janë të saktë. Ata qëndrojnë te nyja e vendit tuaj dhe vetëm organizata juaj mund t’i kërkojë atje.',
  'own.why.notHere':
    'Kjo faqe vjen nga shërbimi rajonal. Po të kalonin numrat tuaj përmes tij, ai do t’i mësonte; prandaj nuk kalojnë kurrë. Shfletuesi juaj e pyet vetë nyjën tuaj, dhe ajo që zgjidhni këtu nuk shkon te askush tjetër. Kur shfletuesi nuk mundet, pyet një komandë.',
  'own.command': 'Komanda për organizatën tuaj',
  'own.command.caption':
    'Zgjidhni nyjën, pastaj ekzekutoni komandën në një kompjuter që ka certifikatën e {organisation}.',
  'own.country': 'Nyja që merr raportimet tuaja',
  'own.choose': 'Zgjidhni një vend',
  'own.by': 'E ndarë sipas',
  'own.by.period': 'vetëm periudhës',
  'own.by.type': 'periudhës dhe llojit të incidentit',
  'own.by.perpetrator': 'periudhës dhe kryerësit',
  'own.by.segment': 'periudhës dhe segmentit të kufirit',
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
  'own.why.noFile':
    'Këtu nuk ka eksport: një skedar me numra të saktë shkon më larg se një ekran. Kur ju duhet, e shkruan komanda.',
  'own.question': 'Çfarë doni të dini',
  'own.from': 'Nga',
  'own.to': 'Deri më',
  'own.noLimit': 'pa kufi',
  'own.numbers': 'Numrat e organizatës suaj',
  'own.numbers.caption':
    'Shfletuesi juaj e pyet vetë nyjën, me certifikatën e {organisation}. Shërbimi rajonal nuk mëson as pyetjen, as numrat.',
  'own.careful':
    'Numrat e saktë shpesh janë të vegjël dhe një numër i vogël mund të tregojë për kë bëhet fjalë. Mbajini larg ekraneve të përbashkëta dhe emaileve, dhe mos i vini kurrë pranë numrave të rrumbullakosur të të njëjtëve muaj: diferenca do të tregonte çfarë raportuan të tjerët.',
  'own.show': 'Shfaq numrat e saktë',
  'own.hide': 'Fshih numrat',
  'own.stop': 'Ndalo pyetjen',
  'own.exact':
    'Të saktë: vetëm raportimet e organizatës suaj. Jo për botim: numrat e saktë të pak njerëzve mund të tregojnë kush janë ata.',
  'own.table': 'Numrat e saktë të {organisation}',
  'own.incidents': 'Incidente',
  'own.unit':
    'Numërohen incidentet, një për çdo raportim tuajin të vlefshëm; ato që i keni tërhequr nuk numërohen. Një periudhë pa rresht nuk ka asnjë.',
  'own.unfinished': 'e papërfunduar: deri më {day}',
  'own.asOf': 'Gjendja: {state}; lexuar më {when}',
  'own.ledger': 'regjistri i nyjës ({country}), ndryshimi {change}',
  'own.nothing': 'Organizata juaj nuk ka asnjë raportim në këto periudha te kjo nyjë.',
  'own.asking': 'Po pyetet nyja juaj.',
  'own.asking.next':
    'Shfletuesi mund të pyesë cilën certifikatë të tregojë: zgjidhni atë të organizatës suaj.',
  'own.noDoor': 'Shfletuesit nuk e arrijnë këtë nyjë.',
  'own.noDoor.next': 'Përdorni komandën më poshtë: ajo e pyet nyjën drejtpërdrejt.',
  'own.unreachable': 'Shfletuesi juaj nuk mori përgjigje nga nyja.',
  'own.unreachable.next':
    'Ose ajo nuk arrihet nga këtu, ose nuk iu tregua asnjë certifikatë e {organisation}. Hapni adresën e nyjës: atje shfletuesi kërkon certifikatën ose thotë çfarë nuk shkon. Pastaj provoni sërish këtu ose përdorni komandën.',
  'own.openNode': 'Hap adresën e nyjës',
  'own.refused': 'Nyja nuk e pranon certifikatën që tregoi shfletuesi juaj.',
  'own.refused.next':
    'Mund të ketë skaduar ose të jetë revokuar, ose nuk është e {organisation} për këtë vend. Pyesni atë që kujdeset për certifikatat te ju; me të refuzohet edhe komanda.',
  'own.busy': 'Nyja nuk mund të përgjigjet tani.',
  'own.busy.next': 'Prisni pak dhe provoni sërish.',
  'own.wrong': 'Nyja nuk e kupton këtë pyetje.',
  'own.wrong.next': 'Zgjidhni periudha të tjera ose përdorni komandën.',
  'own.others': 'Shfletuesi juaj tregoi certifikatën e {other}: këta nuk janë numrat tuaj dhe nuk shfaqen.',
  'own.others.next':
    'Mbyllni të gjitha dritaret e shfletuesit, hapeni sërish dhe zgjidhni certifikatën e {organisation}.',
  'own.unreadable': 'Përgjigjja e nyjës nuk mund të lexohet këtu.',
  'own.unreadable.next': 'Përdorni komandën dhe njoftoni operatorin e nyjës.',
};
