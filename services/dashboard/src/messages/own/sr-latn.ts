import type { MessagesOf } from '../messages-of.ts';
import type { en } from './en.ts';

export const srLatn: MessagesOf<typeof en> = {
  'own.title': 'Prijave moje organizacije',
  'own.why': 'Zašto od vašeg čvora',
  'own.why.exact':
    'Vaši brojevi su tačni. Oni ostaju na čvoru vaše države i samo vaša organizacija sme tamo da ih zatraži.',
  'own.why.notHere':
    'Ova stranica dolazi od regionalne usluge. Kad bi vaši brojevi išli kroz nju, ona bi ih saznala; zato nikad ne idu. Vaš pregledač sam pita vaš čvor, a ono što ovde izaberete ne ide nikom drugom. Gde pregledač ne može, pita komanda.',
  'own.command': 'Komanda za vašu organizaciju',
  'own.command.caption':
    'Izaberite čvor, pa pokrenite komandu na računaru koji ima sertifikat organizacije {organisation}.',
  'own.country': 'Čvor koji prima vaše prijave',
  'own.choose': 'Izaberite državu',
  'own.by': 'Razvrstano po',
  'own.by.period': 'samo periodu',
  'own.by.type': 'periodu i vrsti incidenta',
  'own.by.perpetrator': 'periodu i počiniocu',
  'own.by.segment': 'periodu i deonici granice',
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
  'own.why.noFile':
    'Ovde nema izvoza: datoteka s tačnim brojevima ode dalje nego ekran. Kad vam je potrebna, napisaće je komanda.',
  'own.question': 'Šta želite da znate',
  'own.from': 'Od',
  'own.to': 'Do',
  'own.noLimit': 'bez granice',
  'own.numbers': 'Brojevi vaše organizacije',
  'own.numbers.caption':
    'Vaš pregledač sam pita čvor, sa sertifikatom organizacije {organisation}. Regionalna usluga ne saznaje ni pitanje ni brojeve.',
  'own.careful':
    'Tačni brojevi su često mali, a mali broj može da otkrije o kome je reč. Ne prikazujte ih na zajedničkim ekranima, ne šaljite ih poštom i nikad ih ne stavljajte pored zaokruženih brojeva za iste mesece: razlika bi otkrila šta su drugi prijavili.',
  'own.show': 'Prikaži tačne brojeve',
  'own.hide': 'Sakrij brojeve',
  'own.stop': 'Prekini pitanje',
  'own.exact':
    'Tačno: samo prijave vaše organizacije. Nije za objavljivanje: tačni brojevi o malo ljudi mogu da otkriju ko su oni.',
  'own.table': 'Tačni brojevi organizacije {organisation}',
  'own.incidents': 'Incidenti',
  'own.unit':
    'Broje se incidenti, po jedan za svaku vašu važeću prijavu; povučene se ne broje. Period bez reda nema nijedan.',
  'own.unfinished': 'nije završeno: do {day}',
  'own.asOf': 'Stanje: {state}; pročitano {when}',
  'own.ledger': 'evidencija čvora ({country}), izmena {change}',
  'own.nothing': 'Vaša organizacija nema nijednu prijavu u ovim periodima na ovom čvoru.',
  'own.asking': 'Pita se vaš čvor.',
  'own.asking.next':
    'Pregledač može da pita koji sertifikat da pokaže: izaberite sertifikat svoje organizacije.',
  'own.noDoor': 'Pregledači ne dolaze do ovog čvora.',
  'own.noDoor.next': 'Upotrebite komandu ispod: ona neposredno pita čvor.',
  'own.unreachable': 'Vaš pregledač nije dobio odgovor od čvora.',
  'own.unreachable.next':
    'Ili se do njega odavde ne dolazi, ili mu nije pokazan nijedan sertifikat organizacije {organisation}. Otvorite adresu čvora: pregledač tamo traži sertifikat ili kaže šta nije u redu. Zatim pokušajte ponovo ovde ili upotrebite komandu.',
  'own.openNode': 'Otvori adresu čvora',
  'own.refused': 'Čvor ne prihvata sertifikat koji je vaš pregledač pokazao.',
  'own.refused.next':
    'Možda je istekao ili je opozvan, ili nije sertifikat organizacije {organisation} za ovu državu. Pitajte onoga ko se kod vas stara o sertifikatima; s njim se odbija i komanda.',
  'own.busy': 'Čvor sada ne može da odgovori.',
  'own.busy.next': 'Sačekajte malo i pokušajte ponovo.',
  'own.wrong': 'Čvor ne razume ovo pitanje.',
  'own.wrong.next': 'Izaberite druge periode ili upotrebite komandu.',
  'own.others':
    'Vaš pregledač je pokazao sertifikat organizacije {other}: to nisu vaši brojevi i ne prikazuju se.',
  'own.others.next':
    'Zatvorite sve prozore pregledača, otvorite ga ponovo i izaberite sertifikat organizacije {organisation}.',
  'own.unreadable': 'Odgovor čvora ovde ne može da se pročita.',
  'own.unreadable.next': 'Upotrebite komandu i javite operateru čvora.',
};
