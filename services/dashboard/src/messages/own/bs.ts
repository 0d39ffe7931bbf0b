import type { MessagesOf } from '../messages-of.ts';
import type { en } from './en.ts';

export const bs: MessagesOf<typeof en> = {
  'own.title': 'Prijave moje organizacije',
  'own.why': 'Zašto komanda, a ne stranica',
  'own.why.exact':
    'Vaši brojevi su tačni. Oni ostaju na čvoru vaše države i samo vaša organizacija smije tamo da ih zatraži.',
  'own.why.notHere':
    'Ova stranica dolazi od regionalne usluge. Kada bi vaši brojevi išli kroz nju, ona bi ih saznala; zato nikada ne idu. Čvorovi još nemaju vrata za pregledače, pa vaš čvor neposredno pita komanda.',
  'own.why.careful':
    'Tačni brojevi su često mali, a mali broj može da otkrije o kome je riječ. Ne prikazujte ih na zajedničkim ekranima, ne šaljite ih poštom i nikada ih ne stavljajte pored zaokruženih brojeva za iste mjesece: razlika bi otkrila šta su drugi prijavili.',
  'own.command': 'Komanda za vašu organizaciju',
  'own.command.caption':
    'Izaberite čvor, pa pokrenite komandu na računaru koji ima certifikat organizacije {organisation}.',
  'own.country': 'Čvor koji prima vaše prijave',
  'own.choose': 'Izaberite državu',
  'own.by': 'Razvrstano po',
  'own.by.period': 'samo periodu',
  'own.by.type': 'periodu i vrsti incidenta',
  'own.by.perpetrator': 'periodu i počiniocu',
  'own.by.segment': 'periodu i dijelu granice',
  'own.by.personGroup': 'periodu i grupi lica',
  'own.by.service': 'periodu i usluzi',
  'own.length': 'Dužina perioda',
  'own.length.week': 'nedjelje',
  'own.length.month': 'mjeseci',
  'own.length.quarter': 'tromjesečja',
  'own.length.year': 'godine',
  'own.copy': 'Kopiraj komandu',
  'own.copied': 'Kopirano.',
  'own.copyFailed': 'Pregledač je nije kopirao. Označite tekst i kopirajte ga ručno.',
  'own.trial': 'U probi radi ovako kako je napisana, u fascikli iz koje je proba pokrenuta.',
  'own.region':
    'U regionu komanda mora da zna i gdje je čvor i gdje je vaš certifikat. Popunite ono što je u uglastim zagradama:',
  'own.other': 'Za datoteku umjesto tabele dodajte {csv} ili {json}. Sve ostalo: {help}',
  'own.needsAnalyst': 'Vlastite brojeve ima samo ko je prijavljen za neku organizaciju.',
  'own.needsAnalyst.next': 'Prijavite se nalogom svoje organizacije.',
};
