import type { MessagesOf } from '../messages-of.ts';
import type { en } from './en.ts';

export const srLatn: MessagesOf<typeof en> = {
  'bulletin.list': 'Bilteni',
  'bulletin.new': 'Novi bilten',
  'bulletin.drafts': 'Nacrti vaše organizacije',
  'bulletin.drafts.note': 'Čitaju ih samo analitičari vaše organizacije.',
  'bulletin.drafts.none': 'Nema nacrta. Počnite jedan preko „Novi bilten“.',
  'bulletin.frozen': 'Zaključani bilteni',
  'bulletin.frozen.note': 'Odobrila ih je druga osoba. Više se ne menjaju.',
  'bulletin.frozen.none': 'Još nije zaključan nijedan bilten koji smete da čitate.',
  'bulletin.title': 'Naslov',
  'bulletin.untitled': 'Bez naslova',
  'bulletin.status': 'Stanje',
  'bulletin.version': 'Verzija',
  'bulletin.changed': 'Poslednja izmena',
  'bulletin.organisation': 'Organizacija',
  'bulletin.frozenOn': 'Zaključan dana',
  'bulletin.language': 'Jezik biltena',
  'bulletin.audience': 'Za koga',
  'bulletin.audience.partners': 'organizacije članice',
  'bulletin.audience.network': 'mrežu organizacija koje prijavljuju',
  'bulletin.audience.authorities': 'državne organe',
  'bulletin.audience.public': 'javnost',
  'bulletin.audience.note':
    'Brojevi u njemu su oni koje taj krug sme da vidi. Što nekom krugu nije objavljeno, ne može biti u biltenu za njega.',
  'bulletin.begin': 'Počni nacrt',
  'bulletin.ready.week': 'Sedmični bilten o prijavljenim incidentima',
  'bulletin.ready.month': 'Mesečni bilten o prijavljenim incidentima',
  'bulletin.ready.quarter': 'Tromesečni bilten o prijavljenim incidentima',
  'bulletin.ready.year': 'Godišnji bilten o prijavljenim incidentima',
  'bulletin.ready.all': 'Broj incidenata prijavljenih za ovaj period u celom regionu iznosi {number}.',
  'bulletin.ready.received':
    'Broj incidenata iz celog regiona o kojima su u ovom periodu stigle prijave iznosi {number}, bez obzira na to kada su se dogodili.',
  'bulletin.ready.before': 'Za prethodni period broj iznosi {number}.',
  'bulletin.ready.before.more':
    'Ovaj period ima više sedmica od prethodnog: pri istom tempu u njemu se prijavi više incidenata.',
  'bulletin.ready.before.fewer':
    'Ovaj period ima manje sedmica od prethodnog: pri istom tempu u njemu se prijavi manje incidenata.',
  'bulletin.ready.yearBefore': 'Za isti period godinu dana ranije broj iznosi {number}.',
  'bulletin.ready.yearBefore.more':
    'Ovaj period ima više sedmica nego isti period godinu dana ranije: pri istom tempu u njemu se prijavi više incidenata.',
  'bulletin.ready.yearBefore.fewer':
    'Ovaj period ima manje sedmica nego isti period godinu dana ranije: pri istom tempu u njemu se prijavi manje incidenata.',
  'bulletin.ready.caution':
    'Ovi brojevi su zaokruženi. Razlika među njima može da dođe samo od zaokruživanja, od perioda različite dužine ili od prijava koje nedostaju: ne mora da znači da se dogodilo više ili manje.',
  'bulletin.start': 'Počni sa',
  'bulletin.start.parts': 'uobičajenim delovima',
  'bulletin.start.empty': 'ničim: tekst pišem samostalno',
  'bulletin.start.has': 'Prvi pasus sa objavljenim brojevima, i prikazi: {figures}. Sve može da se izmeni.',
  'bulletin.start.nothing':
    'Ovim čitaocima još nije objavljen nijedan broj iz ovog perioda: nacrt počinje bez njih.',
  'bulletin.status.draft': 'nacrt',
  'bulletin.status.submitted': 'podneta, čeka odobrenje',
  'bulletin.status.approved': 'odobrena',
  'bulletin.status.frozen': 'zaključana',
  'bulletin.mark': 'Verzija {version}: {status}. Nije zaključano, nije za prosleđivanje.',
  'bulletin.line': '{organisation} · {period} · za {audience}',
  'bulletin.period.days': '{period} (cele nedelje: od {from} do {to})',
  'bulletin.notice': 'Napomena o podacima.',
  'bulletin.releases': 'Objave iz kojih su brojevi: {ids}.',
  'bulletin.frozenAt': 'Zaključano dana {day}. Otisak: {digest}',
  'bulletin.back': 'Svi bilteni',
  'bulletin.loading': 'Bilteni se učitavaju.',
  'bulletin.error': 'Bilteni nisu mogli da se učitaju.',
  'bulletin.loaded': 'Ovi bilteni su učitani {when}. Nije moglo da se pita da li ima novijih.',
  'bulletin.missing': 'Ovde nema biltena koji smete da čitate.',
  'bulletin.missing.next':
    'Možda je uklonjen, možda je nacrt druge organizacije, a možda nije namenjen vama: pitajte onoga ko vam je poslao vezu. Zaključani su na spisku.',
  'bulletin.step': 'Sledeći korak',
  'bulletin.step.draft':
    'Pročitajte ceo tekst kao što će ga drugi čitati. Kad je gotov, podnesite ga ispod teksta: zatim druga osoba iz vaše organizacije treba da ga odobri.',
  'bulletin.step.own':
    'Podnet je. Ovu verziju ste sačuvali vi, pa druga osoba iz vaše organizacije treba da ga pročita i odobri.',
  'bulletin.step.waits':
    'Podnet je. Čeka drugu osobu iz vaše organizacije, koja ga nalazi pod „Bilteni“, po naslovu.',
  'bulletin.step.submitted':
    'Pročitajte ga, pogledajte sve što je otkucano i šta njegovi brojevi broje. Zatim ga odobrite ispod teksta, ili ga izmenite.',
  'bulletin.step.approved': 'Odobren je. Zaključajte ga ispod teksta: tada ga dobijaju čitaoci.',
  'bulletin.step.freeze': 'Odobren je. Kad se zaključa, dobijaju ga čitaoci.',
  'bulletin.step.below': 'Na sledeći korak, ispod teksta',
  'bulletin.step.frozen': 'Ovaj bilten je zaključan: u njemu se više ništa ne menja.',
  'bulletin.step.problems': 'Ovakav kakav je ne može se nikome pokazati. Izmenite ga i sačuvajte ponovo:',
  'bulletin.submit': 'Podnesi na odobrenje',
  'bulletin.approve': 'Odobri ovu verziju',
  'bulletin.freeze': 'Zaključaj',
  'bulletin.freeze.note':
    'Zaključavanje se ne može poništiti: zaključan bilten niko ne može da izmeni ni da ukloni.',
  'bulletin.freeze.ask': 'Zaključati ovaj bilten?',
  'bulletin.freeze.will':
    'Od tada ga čitaoci imaju i nikad se više ne menja: niko ne može da ga izmeni ni da ga ukloni.',
  'bulletin.edit': 'Izmeni',
  'bulletin.read': 'Pročitaj',
  'bulletin.print': 'Odštampaj ili sačuvaj kao datoteku',
  'bulletin.print.note':
    'Prozor koji se otvori može i da ga sačuva kao datoteku. Naslovi i tabele su tada dostupni i čitačima ekrana.',
  'bulletin.remove': 'Ukloni nacrt',
  'bulletin.remove.note': 'Nestaje zauvek, za sve u vašoj organizaciji.',
  'bulletin.remove.do': 'Ukloni zauvek',
  'bulletin.findings': 'Šta je otkucano',
  'bulletin.findings.note':
    'Cifre, datumi i mesta koja je neko otkucao: iza njih ne stoji nijedna objava. Druga osoba se za svako pita da li može da dovede do neke osobe i da li to kaže neka objava: otkucan broj može da bude pogrešan, ili tačniji od svega što je objavljeno. Brojevi napisani rečima se ne pronalaze, a ni svako ime mesta: pročitajte ceo tekst.',
  'bulletin.findings.none': 'Nije otkucana nijedna cifra, datum ni mesto.',
  'bulletin.findings.looked':
    'Tekst je pročitan, pogledano je sve što je otkucano ({n}) i šta broji svaki broj iz objave ({numbers}).',
  'bulletin.findings.read': 'Pročitan je ceo tekst.',
  'bulletin.approval.tick': 'Ovo može da se pritisne kad je polje označeno.',
  'bulletin.finding.number': 'Broj',
  'bulletin.finding.date': 'Datum',
  'bulletin.finding.place': 'Mesto',
  'bulletin.numbers': 'Šta broje brojevi iz objava',
  'bulletin.numbers.note':
    'Svaki broj u tekstu koji je iz objave, i šta on broji. Kažu li reči oko njega isto: istu državu, grupu vrsta i period?',
  'bulletin.numbers.none': 'U tekstu nema nijednog broja iz objave.',
  'bulletin.numbers.all': 'Ceo region, sve zajedno',
  'bulletin.place.block': 'Deo {n}',
  'bulletin.place.caption': 'Opis u delu {n}',
  'bulletin.place.number': 'Broj „{name}“ u tekstu',
  'bulletin.problem.twice': 'Dva broja u tekstu imaju isto ime. Unesite jedan od njih ponovo.',
  'bulletin.problem.braces': 'Ovde stoje zagrade koje nisu broj. Uklonite ih, ili unesite broj ponovo.',
  'bulletin.problem.noNumber': 'Uz „{name}“ ne ide nijedan broj. Unesite broj ponovo.',
  'bulletin.problem.noPeriod': 'Ovo nije period objava.',
  'bulletin.problem.noDimension': 'Nijedna objava ovo ne razlikuje. Unesite broj ponovo.',
  'bulletin.problem.noQuestion':
    'Ovo nije pitanje na koje se može odgovoriti. Uklonite prikaz i dodajte ga ponovo.',
  'bulletin.problem.notReleased': 'Ovo nije objavljeno za čitaoce biltena.',
  'bulletin.problem.noCell': 'Objava ne daje ovaj broj. Izaberite drugi.',
  'bulletin.problem.otherTable': 'Ovaj broj daje druga tabela. Unesite ga ponovo.',
  'bulletin.problem.parts': 'Kraći periodi u njemu nisu svi objavljeni za čitaoce biltena.',
  'bulletin.editing': 'Izmena biltena',
  'bulletin.frame': 'Naslov i čitaoci',
  'bulletin.of': 'Za period: {period}',
  'bulletin.write.note':
    'Brojevi se umeću iz objava, nikad se ne kucaju. Prazan red počinje nov pasus; red koji počinje znakom # je naslov. Reč u dvostrukim vitičastim zagradama stoji umesto takvog broja: može da se premesti ili izbriše, ali ne i da se menja.',
  'bulletin.block.text': 'Tekst',
  'bulletin.block.figure': 'Prikaz',
  'bulletin.block.completeness': 'Čije prijave možda nedostaju',
  'bulletin.block.late': 'Zakasnelo i ispravke',
  'bulletin.block.method': 'Kako nastaju brojevi',
  'bulletin.block.attribution': 'Izvori',
  'bulletin.block.footnotes': 'Napomene',
  'bulletin.block.remove': 'Ukloni',
  'bulletin.up': 'Gore',
  'bulletin.down': 'Dole',
  'bulletin.byItself': 'Ovo se piše samo, prema prikazima i brojevima koje bilten ima.',
  'bulletin.caption': 'Opis',
  'bulletin.presentation': 'Prikazano kao',
  'bulletin.presentation.table': 'tabela',
  'bulletin.presentation.bars': 'tabela sa stupcima',
  'bulletin.presentation.line': 'kriva i tabela',
  'bulletin.presentation.map': 'karta i tabela',
  'bulletin.number.insert': 'Umetni broj',
  'bulletin.number.table': 'Objavljena tabela',
  'bulletin.number.all': 'sve zajedno',
  'bulletin.number.noTable': 'Nijedna tabela ovog perioda nije objavljena za čitaoce ovog biltena.',
  'bulletin.number.noTable.next':
    'Izaberite druge čitaoce pod „Naslov i čitaoci“ ili počnite bilten o drugom periodu.',
  'bulletin.number.none': 'Ovaj broj nije ni u jednoj objavi. Izaberite drugi.',
  'bulletin.number.otherCircle':
    'Broj za čitaoce biltena vidi se kad se sačuva; može biti drugačiji od vašeg.',
  'bulletin.number.put': 'Umetni gde je kursor',
  'bulletin.add': 'Dodaj',
  'bulletin.figure.choose': 'Prikaz prema',
  'bulletin.figure.add': 'Dodaj ovo',
  'bulletin.figure.notApproved': 'Još nije odobreno za ove čitaoce',
  'bulletin.figure.notReleased': 'Nije objavljeno za ove čitaoce',
  'bulletin.figure.notParts': 'Kraći periodi u tome nisu svi objavljeni za ove čitaoce',
  'bulletin.figure.withheld':
    'Što se ne može dodati stoji na kraju spiska, ispod razloga. Kako stoje odobrenja vidi se pod „Objave“; drugi čitaoci mogu se izabrati pod „Naslov i čitaoci“.',
  'bulletin.figure.year': 'Ceo region, dvanaest meseci do tada',
  'bulletin.figure': 'Prikaz {n}. {what}. {when}',
  'bulletin.figure.missing': 'Brojevi ovog prikaza nisu objavljeni čitaocima ovog biltena.',
  'bulletin.figure.exact': 'Tačni brojevi, kako su ih drugi objavili.',
  'bulletin.figure.rounding':
    'Svaki broj je umnožak broja {k} i od prijavljenog broja je udaljen manje od {k}: najviše ±{atMost}. „0–{atMost}“ može da bude nijedan ili nekoliko, a izostanak prijava ne znači da se ništa nije desilo.',
  'bulletin.figure.notGiven': '– stoji gde broj nije dat. To ne znači da se ništa nije desilo.',
  'bulletin.silent.dashed': 'Isprekidano: država koja je ćutala, ili period u kome je neka ćutala.',
  'bulletin.bars': 'Raspon u kome je prijavljeni broj',
  'bulletin.bars.note':
    'Na traci je tamni deo siguran, prijavljeni broj je u okviru bledog dela, a crtica je njegova sredina.',
  'bulletin.completeness.notReleased':
    'Za ove čitaoce ništa nije objavljeno o tome koliko su potpuno organizacije prijavile u ovom periodu.',
  'bulletin.completeness.expected':
    'Od organizacija se očekuje da svakog meseca kažu šta su radile, i kad nisu ništa videle. Za {periods}, kad je prijavljivanje zatvoreno:',
  'bulletin.completeness.none':
    '{countries}: niko nije rekao šta je radio. Prijave možda nedostaju, a mali broj ne govori ništa.',
  'bulletin.completeness.some':
    '{countries}: neke organizacije su rekle šta su radile, ali ne više od polovine. Prijave možda nedostaju.',
  'bulletin.completeness.most':
    '{countries}: više od polovine organizacija je reklo šta je radilo, ali ne sve. Prijave možda nedostaju.',
  'bulletin.completeness.whole': '{countries}: sve organizacije koje se tamo očekuju rekle su šta su radile.',
  'bulletin.completeness.untold': '{countries}: ne kaže se, jer se tamo očekuje premalo organizacija.',
  'bulletin.completeness.nothing': '{countries}: ništa se ne kaže.',
  'bulletin.completeness.together': 'navode se zajedno',
  'bulletin.completeness.all':
    'Kad je ovo pisano, čvor svake države, to jest mašina koja šalje njene prijave, javio se u poslednja 24 sata.',
  'bulletin.completeness.silent':
    'Kad je ovo pisano, ovi čvorovi se nisu javljali. Prijave odatle možda nedostaju:',
  'bulletin.completeness.note':
    'Čvorovi govore samo o mašinama: to što se neki javlja ne znači da su organizacije tamo prijavile.',
  'bulletin.late.of': 'Iz tabele „{table}“, {period}, u poređenju sa kraćim periodima.',
  'bulletin.late.what':
    'Koliko {period} ima više, ili manje, nego što su kraći periodi u njemu imali kad su objavljeni: prijave koje su zakasnile i prijave koje su ispravljene ili povučene.',
  'bulletin.late.total': 'Ukupno: {value}. Od toga do ±{atMost} može biti samo zaokruživanje.',
  'bulletin.late.rounding': 'Može biti zaokruživanje',
  'bulletin.method.reports':
    'Brojevi incidenata koji su u tekstu podebljani i oni u prikazima su iz objava sistema Waylight. Svaki je umnožak broja {k}, slučajno zaokružen naviše ili naniže, tako da je od prijavljenog broja udaljen manje od {k}. Broj koji se čita „0–{atMost}“ može da bude nijedan ili nekoliko, a izostanak prijava ne znači da se ništa nije desilo. Dok se prijave istog incidenta ne povežu, jedna prijava je jedan incident. Prijave koje zakasne broje se u sledećem dužem periodu. Svaki drugi broj u tekstu je otkucan: druga osoba čita svaki pre nego što se bilten zaključa.',
  'bulletin.method.record':
    'Brojevi javne evidencije su tačni, kako su ih drugi objavili. Nikad se ne sabiraju sa prijavama.',
  'bulletin.method.exact': 'Tačne reči službe o svakom izvoru:',
  'bulletin.save': 'Sačuvaj',
  'bulletin.saved': 'Sačuvano kao verzija {version}.',
  'bulletin.unsaved': 'Ima nečega što nije sačuvano.',
  'bulletin.unsaved.kept':
    'Ono što ste napisali je još tu. Ako treba da se prijavite, uradite to u drugom prozoru, pa ovde sačuvajte ponovo.',
  'bulletin.leave': 'Ono što ste napisali nije sačuvano. Ipak napustiti stranicu?',
  'bulletin.hidden.next':
    'Ono što ste napisali zadržano je ovde, skriveno i još nesačuvano: prijavite se ponovo istim nalogom, u novom prozoru, i opet je tu.',
  'bulletin.hidden.signIn': 'Prijavite se u novom prozoru',
  'bulletin.hidden.another': 'U ovom pregledaču prijavio se drugi nalog.',
  'bulletin.hidden.another.next':
    'Ono što je ovde napisano i nije sačuvano je skriveno: opet je tu kad se drugi nalog odjavi i kad se, u drugom prozoru, ponovo prijavi onaj ko je to pisao, a nestaje kad se ovaj prozor zatvori.',
  'bulletin.hidden.back': 'Ponovo ste prijavljeni i ono što ste napisali je opet tu.',
  'bulletin.hidden.back.next': 'Još nije sačuvano: pritisnite „Sačuvaj“.',
  'bulletin.signedIn': 'Prijava',
  'bulletin.signedIn.says': 'Prijavljeni ste.',
  'bulletin.signedIn.next':
    'Vratite se u prozor u kojem ste pisali: ako je nalog isti, ono što ste napisali opet je tamo. Ovaj prozor možete zatvoriti.',
  'bulletin.signedIn.another': 'Ovo nije nalog kojim je započet tekst u drugom prozoru.',
  'bulletin.signedIn.another.next':
    'Odjavite se ovde i prijavite se nalogom kojim ste pisali: ono što ste napisali tada je opet u tom prozoru. Dotle taj prozor ostavite otvoren.',
  'bulletin.refused': 'Ovo nije urađeno.',
  'bulletin.refused.next': 'Promenite ono što je ovde navedeno i pokušajte ponovo.',
  'bulletin.stale': 'Neko drugi je u međuvremenu sačuvao',
  'bulletin.stale.note':
    'Sada postoji verzija {version}. Vaša nije sačuvana. Ispod je ono po čemu se razlikuju: uporedite i odlučite.',
  'bulletin.stale.mine': 'Vaša, nije sačuvana',
  'bulletin.stale.theirs': 'Verzija {version}',
  'bulletin.stale.absent': '– nema –',
  'bulletin.stale.other': 'Razlikuju se i prikazi, redosled, jezik ili čitaoci.',
  'bulletin.stale.take': 'Odbaci moju i nastavi sa njihovom',
  'bulletin.stale.keep': 'Sačuvaj moju preko verzije {version}',
};
