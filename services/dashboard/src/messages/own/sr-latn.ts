import type { MessagesOf } from '../messages-of.ts';
import type { en } from './en.ts';

export const srLatn: MessagesOf<typeof en> = {
  'own.title': 'Prijave moje organizacije',
  'own.why': 'Zašto komanda, a ne stranica',
  'own.why.exact':
    'Vaši brojevi su tačni. Oni ostaju na čvoru vaše države i samo vaša organizacija sme tamo da ih zatraži.',
  'own.why.notHere':
    'Ova stranica dolazi od regionalne usluge. Kad bi vaši brojevi išli kroz nju, ona bi ih saznala; zato nikad ne idu. Čvorovi još nemaju vrata za pregledače, pa vaš čvor neposredno pita komanda.',
  'own.why.careful':
    'Tačni brojevi su često mali, a mali broj može da otkrije o kome je reč. Ne prikazujte ih na zajedničkim ekranima, ne šaljite ih poštom i nikad ih ne stavljajte pored zaokruženih brojeva za iste mesece: razlika bi otkrila šta su drugi prijavili.',
  'own.command': 'Komanda za vašu organizaciju',
  'own.command.caption':
    'Izaberite čvor, pa pokrenite komandu na računaru koji ima sertifikat organizacije {organisation}.',
  'own.country': 'Čvor koji prima vaše prijave',
  'own.choose': 'Izaberite državu',
  'own.by': 'Razvrstano po',
  'own.by.period': 'samo periodu',
  'own.by.type': 'periodu i vrsti incidenta',
  'own.by.perpetrator': 'periodu i počiniocu',
  'own.by.segment': 'periodu i delu granice',
  'own.by.personGroup': 'periodu i grupi lica',
  'own.by.service': 'periodu i usluzi',
  'own.length': 'Dužina perioda',
  'own.length.week': 'nedelje',
  'own.length.month': 'meseci',
  'own.length.quarter': 'tromesečja',
  'own.length.year': 'godine',
  'own.copy': 'Kopiraj komandu',
  'own.copied': 'Kopirano.',
  'own.copyFailed': 'Pregledač je nije kopirao. Označite tekst i kopirajte ga ručno.',
  'own.trial': 'U probi radi ovako kako je napisana, u fascikli iz koje je proba pokrenuta.',
  'own.region':
    'U regionu komanda mora da zna i gde je čvor i gde je vaš sertifikat. Popunite ono što je u uglastim zagradama:',
  'own.other': 'Za datoteku umesto tabele dodajte {csv} ili {json}. Sve ostalo: {help}',
  'own.needsAnalyst': 'Sopstvene brojeve ima samo ko je prijavljen za neku organizaciju.',
  'own.needsAnalyst.next': 'Prijavite se nalogom svoje organizacije.',
};
