import type { MessagesOf } from '../messages-of.ts';
import type { en } from './en.ts';

export const bs: MessagesOf<typeof en> = {
  'releases.title': 'Objave',
  'releases.list': 'Šta vam je objavljeno',
  'releases.list.caption':
    'Svaki red je jedna tabela plana objavljivanja, za jedan period i jedan krug čitalaca: napravljena jednom i nikada mijenjana. Najnoviji periodi su prvi.',
  'releases.table': 'Tabela',
  'releases.year': 'Godina',
  'releases.audience': 'Za koga',
  'releases.state': 'Stanje',
  'releases.any': 'Sve',
  'releases.count': '{count, plural, one {{n} objava} few {{n} objave} other {{n} objava}}',
  'releases.older':
    '{year}: {count, plural, one {{n} starija objava} few {{n} starije objave} other {{n} starijih objava}}',
  'releases.none': 'Nijedna objava ne odgovara ovom izboru.',
  'releases.clear': 'Poništi izbor',
  'audience.partners': 'Organizacije članice',
  'audience.network': 'Mreža organizacija koje prijavljuju',
  'audience.authorities': 'Državni organi',
  'audience.public': 'Javnost',
  'approval.published': 'Objavljeno',
  'approval.notRequested': 'Niko nije tražio odobrenje',
  'approval.open': 'Čeka odobrenje',
  'approval.objected': 'Uložen prigovor',
  'approval.expired': 'Isteklo',
  'approval.withdrawn': 'Povučeno',
  'approvals.title': 'Šta čeka odobrenje',
  'approvals.caption':
    'Objava za državne organe ili javnost izlazi tek kad je odobri svaka organizacija članica, u roku od 14 dana. Šutnja znači ne.',
  'approvals.own': 'Čeka na: {organisation}',
  'approvals.others': 'Čeka na druge',
  'approvals.notYet': 'Odobrenje još niko nije tražio',
  'approvals.nothing': 'Ništa.',
  'approvals.none': 'Nema objave kojoj treba odobrenje.',
  'approvals.until': 'Do',
  'approvals.missing': 'Ko nedostaje',
  'delegations.title': 'Ko odobrava umjesto koga',
  'delegations.caption':
    'Članica može da dozvoli drugoj da odobrava umjesto nje. Druga to ne može da prenese dalje, a prekinuti se može u svako doba.',
  'delegations.none': 'Niko ne odobrava umjesto drugog.',
  'delegations.one': '{to} smije da odobrava umjesto {from}: {what}',
  'delegations.every': 'svaku objavu',
  'delegations.to': 'Organizacija članica',
  'delegations.choose': 'Izaberite organizaciju članicu',
  'delegations.give': 'Neka odobrava umjesto nas',
  'delegations.end': 'Prekini',
  'release.back': 'Sve objave',
  'release.caption':
    'Prijavljeni incidenti od {from} do {to}; za koga: {audience}. Plan je zatvorio period poslije {closed}. Svaka ćelija može biti ±{atMost} od prijavljenog broja.',
  'release.sums':
    'Redovi, kolone i ukupno (Σ) ovdje su zbirovi ćelija i nemaju takvu granicu: Σ od 0 može biti više od bilo koje ćelije.',
  'release.total': 'Ukupno',
  'release.numbers': 'Brojevi',
  'release.number': 'Broj',
  'release.orMore': '0 ili više',
  'release.sum': '{n}, zbir zaokruženih ćelija',
  'release.notGiven': 'nije dato: ono što razvrstava bilo je premalo',
  'release.victims': 'Oštećene osobe, kako navode prijave',
  'release.victims.caption':
    'Bez uklanjanja duplikata: ko je u dvije prijave, tu je dvaput. Svaki zbir može biti ±{atMost} od navedenog.',
  'release.notices': 'Šta se mora reći uz ove brojeve',
  'release.download': 'Preuzmi objavu',
  'release.download.note':
    'Datoteka je ista kao ona koju piše komanda {command}. Ko je ima, može da je provjeri bez ove stranice.',
  'verify.title': 'Da li je to ono što je region objavio?',
  'verify.start': 'Provjeri potpis i zbirove',
  'verify.running': 'Provjerava se.',
  'verify.verified':
    'Da. Potpisano je ključem {keyId}, svi brojevi ({n}) su umnošci broja {k} i sve se slaže.',
  'verify.unsigned': 'To se ne zna: nije potpisano.',
  'verify.unknownKey': 'To se ne zna: potpisano je ključem {keyId}, kojeg nema na spisku regiona.',
  'verify.altered': 'Ne. Potpis ključa {keyId} ne odgovara: nešto je u njoj promijenjeno.',
  'verify.retiredKey':
    'To se ne zna: potpisano je ključem {keyId}, koji ne potpisuje objave zatvorene poslije {until}.',
  'verify.broken': 'Ne. Njeni brojevi nisu onakvi kakva je objava:',
  'verify.unreadable':
    'Ova stranica ne može da je pročita. Možda je iz novije verzije: učitajte stranicu ponovo.',
  'verify.unable': 'Ovaj pregledač ne može da provjerava potpise. Komanda može:',
  'verify.next': 'Ne koristite je i javite svom operateru.',
  'verify.keys':
    'Brojevi i ključevi dolaze sa istog mjesta. Uporedite jednom oznaku ključa sa onom koju region navodi drugim putem, na primjer na papiru ili telefonom.',
  'approval.title': 'Odobrenje',
  'approval.needsNone': 'Odobrenje ne treba: namijenjena je organizacijama koje prijavljuju.',
  'approval.says.notRequested': 'Niko nije tražio odobrenje. Čitaju je samo članice.',
  'approval.says.open':
    '{count, plural, one {Čeka {n} članicu} few {Čeka {n} članice} other {Čeka {n} članica}}, do {until}. Šutnja znači ne. Čitaju je samo članice.',
  'approval.says.approved': 'Sve članice su odobrile: objavljena je.',
  'approval.says.expired': 'Isteklo je: do {until} nisu odobrile sve članice. Može se tražiti ponovo.',
  'approval.says.objected':
    '{by} – prigovor {at}: {reason}. Ova tabela i period nikada se više ne nude ovom krugu. Članice zadržavaju svoje brojeve.',
  'approval.says.withdrawn':
    '{by} – povlačenje {at}. Nikad se više ne nudi. Što je ranije pročitano, ne može se vratiti.',
  'approval.missing': 'Nedostaju: {members}',
  'approval.given': 'Odobrile: {members}',
  'approval.through': '{organisation} preko {by}',
  'reason.label': 'Razlog',
  'reason.riskToPersons': 'rizik za osobe',
  'reason.identifiesPlace': 'otkriva o kom je mjestu riječ',
  'reason.errorInData': 'greška u podacima',
  'reason.ongoingProceedings': 'postupak je u toku',
  'reason.notAgreed': 'nije dogovoreno',
  'act.request': 'Pitaj sve članice',
  'act.approve': 'Odobri',
  'act.approveFor': 'Odobri za: {organisation}',
  'act.object': 'Uloži prigovor',
  'act.withdrawApproval': 'Povuci naše odobrenje',
  'act.withdrawRequest': 'Povuci zahtjev',
  'act.withdrawRelease': 'Povuci objavu',
  'act.cancel': 'Ostavi kako jeste',
  'act.done': 'Urađeno. Ispod je sadašnje stanje.',
  'act.unchanged': 'Ništa se nije promijenilo: već je bilo tako.',
  'act.refused': 'Usluga je odbila, zbog sadašnjeg stanja.',
  'act.failed': 'Ne zna se da li je ovo zabilježeno. Pogledajte stanje prije nego što pokušate ponovo.',
  'act.over': 'Vaša sesija je istekla i ništa nije promijenjeno. Prijavite se ponovo.',
  'will.request':
    'Pitaju se sve organizacije članice i imaju 14 dana. To još nije odobrenje, čak ni vaše. Zahtjev možete da povučete dok je otvoren.',
  'will.approve':
    'Bilježi se odobrenje: {organisation}. Izlazi tek kad odobre i ostale; tada još nedostaju: {missing}. Do tada odobrenje može da se povuče.',
  'will.publish':
    '{organisation} nedostaje posljednja: ovim odobrenjem objava izlazi odmah. Što je pročitano, ne može se vratiti.',
  'will.object':
    'Prigovor je trajan i ne može se povući: ova tabela i period nikada se više ne nude ovom krugu. Članice vide ko ga je uložio ({organisation}) i razlog. Nema teksta, jer bi tekst mogao da otkrije više od tabele.',
  'will.withdrawApproval': 'Ne može izaći dok vaša organizacija ponovo ne odobri.',
  'will.withdrawRequest':
    'S njim odlaze i sva data odobrenja. Svaka članica može da traži ponovo i tada se ponovo pitaju sve.',
  'will.withdrawRelease':
    'Povlači se trajno: više niko osim članica ne može da je čita i nikada se više ne nudi. Ko ju je pročitao ili kopirao, zadržava je.',
  'will.delegate':
    '{to} smije da odobrava svaku objavu umjesto {organisation}, dok to ne prekinete. Što odobri, važi kao vaše odobrenje.',
  'will.end': '{to} više ne smije da odobrava umjesto {organisation}: {what}. Što je dosad odobreno, ostaje.',
  'preview.title': 'Uvid prije objave',
  'preview.authorities':
    'Ovo je tačno ono što će državni organi čitati kada sve članice odobre: ovi brojevi, s onim što se uz njih mora reći, pod istim potpisom. Do tada to mogu čitati samo članice.',
  'preview.public':
    'Ovo je tačno ono što će javnost čitati kada sve članice odobre: ovi brojevi, s onim što se uz njih mora reći, pod istim potpisom. Do tada to mogu čitati samo članice.',
  'preview.without':
    'Šta njeni čitaoci neće vidjeti: koje su države šutjele (○) i koliko su potpuno organizacije prijavile, tabele za članice na koje ova stranica upućuje i kako stoji odobrenje.',
  'preview.never.title': 'Ne objavljuje se',
  'preview.never': 'Ovo čitaju samo članice. Ova tabela i period se ovom krugu više nikada ne nude.',
  'preview.link': 'Uvid: {table}',
  'upcoming.title': 'Šta se sljedeće objavljuje',
  'upcoming.caption':
    'Datumi prema planu objavljivanja: od tog dana tabele jednog perioda se izrađuju, provjeravaju i objavljuju; prijave se broje do dana prije toga. Tabela koja bi otkrila previše, ili za koju je premalo podijeljeno, izostaje.',
  'upcoming.noNumbers':
    'Nijedan od ovih brojeva se ne vidi ranije: brojevi se izrađuju jednom, kada je period zatvoren, a ko bi vidio i ranije brojeve, mogao bi iz razlike izračunati pojedinačne prijave.',
  'upcoming.from': 'Objavljuje se od',
  'upcoming.for': '{audience}: {count, plural, one {{n} tabela} few {{n} tabele} other {{n} tabela}}',
  'upcoming.forApproved':
    '{audience}: {count, plural, one {{n} tabela} few {{n} tabele} other {{n} tabela}}, po odobrenju',
  'upcoming.which': 'Koje tabele',
};
