import type { MessageCatalogue } from '../message-catalogue.ts';

export const cnr: MessageCatalogue = {
  messages: {
    'unit.released':
      'Incidenti kako su prijavljeni; dok se prijave istog incidenta ne povežu, jedna prijava je jedan incident.',
    'unit.victims':
      'Žrtve: osobe koje su pretrpjele štetu, kako stoji u prijavama, bez uklanjanja duplikata.',
    'unit.victims.twice':
      'Ko je u dvije prijave, tu je dva puta; gdje ništa nije navedeno, ništa se ne dodaje.',
    'unit.incidents': 'Incidenti: po jedan za svaku prijavu, dok se prijave istog incidenta ne povežu.',
    'unit.record.reports': 'Prijave: ono što su organizacije podnijele.',
    'unit.record.victims': 'Žrtve: mrtvi i nestali kako ih izvor navodi, bez uklanjanja duplikata.',
    'unit.own.reports': 'Prijave: ono što je vaša organizacija podnijela na ovom čvoru.',
    'unit.own.victims':
      'Žrtve: osobe koje su pretrpjele štetu, kako stoji u vašim prijavama, bez uklanjanja duplikata.',
    'unit.completeness':
      'Organizacije od kojih se očekuje da kažu što su radile u jednom mjesecu, kao udio: sve, većina (više od polovine), neke (najmanje jedna, a ne više od polovine) ili nijedna.',
    'unit.completeness.never': 'Nikad koje i nikad koliko ih se očekuje.',

    'source.release':
      'Objava tabele {table}, period: {period} (od {from} do {to}), čitaoci: {readers}. Broje se prijave podijeljene s tim krugom ili šire, primljene najkasnije {days} po isteku perioda.',
    'source.once': 'Nastala je jednom i nikad se ne mijenja.',
    'source.newest': 'Svaki period je objava za sebe; ovo opisuje najnoviju.',
    'source.record': 'Javna evidencija: ono što je već objavljeno na drugom mjestu, bez identiteta.',
    'source.own.reports':
      'Knjiga čvora {node}: važeće prijave vaše organizacije, s kim god da su podijeljene.',
    'source.own.record':
      'Knjiga čvora {node}: važeće prijave vaše organizacije za javnu evidenciju, s kim god da su podijeljene.',
    'source.own.retracted': 'Povučene se ne broje.',
    'source.completeness':
      'Samo zapisi o aktivnostima, kako su bili prispjeli kad je mjesec zatvoren, u objavi koja broji taj mjesec; nijedna prijava incidenta to ne mijenja.',
    'source.completeness.none': 'Nema objave s tim podacima koju smijete da vidite.',
    'source.completeness.newest': 'Najnovija objava je {release}.',
    'source.completeness.once': 'Svaka nastaje jednom i nikad se ne mijenja.',

    'rounding.totals':
      'Svaki broj je umnožak broja {base}: obično ±{typical}, najviše ±{atMost}, za svaku ćeliju, red, kolonu i ukupan zbir.',
    'rounding.split':
      'Svaki broj je umnožak broja {base}: obično ±{typical}, najviše ±{atMost}, za svaku ćeliju i za brojeve koje one raščlanjuju.',
    'rounding.cells':
      'Svaki broj je umnožak broja {base}: obično ±{typical}, najviše ±{atMost}, za svaku ćeliju.',
    'rounding.sums':
      'Redovi, kolone i ukupan zbir su zbirovi ćelija, čije se greške sabiraju i djelimično poništavaju.',
    'rounding.zero': '0 se čita kao 0–{atMost}, nikad kao nijedan.',
    'rounding.victims':
      'Svaki zbir je zbir onoga što prijave navode, bez uklanjanja duplikata, i umnožak broja {base}: obično ±{typical}, najviše ±{atMost}, tako da „oko {example}“ znači od {from} do {to}.',
    'rounding.exact': 'Nije zaokruženo: brojevi su tačni.',
    'rounding.own': 'Nije zaokruženo: brojevi su tačni, i samo su vaši.',
    'rounding.own.others': 'Pokazani drugima, govorili bi o pojedinačnim prijavama.',
    'rounding.effort':
      'Obilasci terena i radni dani osoblja zaokruženi su na najbliži umnožak broja {step}: „{example}“ znači od {from} do {to}, a 0 znači od 0 do {lowest}.',
    'rounding.effort.given':
      'Daju se gdje je broj organizacija koje su ih navele najmanje {few}, a nijedna od njih nema skoro sve.',
    'rounding.together':
      'Države u kojima je broj očekivanih organizacija manji od {few} navode se zajedno, ili se ne navode.',
    'rounding.released':
      'Brojevi incidenata su objavljeni brojevi: umnošci broja {base}, od prijavljenog broja udaljeni najviše {atMost}; 0 se čita kao 0–{atMost}, nikad kao nijedan.',

    'method.controlled':
      'Nepristrasno kontrolisano zaokruživanje (Cox 1987), izvedeno jednom: redovi, kolone i ukupan zbir se slažu.',
    'method.split':
      'Nepristrasno zaokruživanje, izvedeno jednom, tako da ćelije u zbiru daju brojeve tabele {table}.',
    'method.notBrokenDown':
      'Brojevi manji od {from} ne raščlanjuju se pojedinačno i ovdje ih nema; brojevi iz više redova raščlanjuju se zajedno, kao „Nisu raščlanjeni pojedinačno“, gdje je to dovoljno.',
    'method.agrees': 'Slaže se sa onim što se daje užim krugovima čitalaca.',
    'method.notZero': 'Ćelija nije 0 gdje je bila iznad 0 u kraćem periodu iz kojeg ništa nije povučeno.',
    'method.received': 'Prijava se broji u nedjelji u kojoj je prvi put primljena.',
    'method.dates.week': 'Incidenti čiji je dan nepoznat ne broje se ni u jednoj nedjelji.',
    'method.dates.month':
      'Incidenti čiji je dan nepoznat broje se u navedenom mjesecu; oni za koje je poznata samo godina ne broje se ni u jednom mjesecu.',
    'method.dates.quarter':
      'Incidenti čiji je dan nepoznat broje se u tromjesečju navedenog mjeseca; oni za koje je poznata samo godina ne broje se ni u jednom tromjesečju.',
    'method.dates.year': 'Incidenti čiji je dan ili mjesec nepoznat broje se u navedenoj godini.',
    'method.longer': 'Duži period je tabela za sebe, a ne zbir ovih.',
    'method.victims':
      'Nepristrasno kontrolisano zaokruživanje (Cox 1987), izvedeno jednom, tako da redovi i ono što nije dato u zbiru daju ukupan broj.',
    'method.victims.missing':
      'Zbira nema gdje je broj objavljenih incidenata manji od {from}, ili gdje bi otkrio neki koji nedostaje.',
    'method.calendar': 'Periodi su kalendarski; nedjelje su po standardu ISO 8601.',
    'method.vague': 'Manje precizno poznat datum stoji zasebno, kao „{example}“.',
    'method.country': 'Država je ona u kojoj se to dogodilo.',
    'method.quality':
      'Ocjena izvora ide od 1 (slab) do 5 (jak), kako objavljena evidencija ocjenjuje svoje izvore.',
    'method.precision':
      'Tačnost mjesta govori koliko je tačno izvor znao mjesto; od mjesta se čuvaju samo država, oblast i dionica granice, pa nijedan broj ovdje ne stoji na nekoj tački.',
    'method.unknown': '„Nepoznato“ je ono što nije navedeno.',
    'method.neverSummed': 'Nikad se ne sabira sa prijavama.',
    'method.completeness.stated':
      'Organizacija se izjasnila o mjesecu ako je za njega poslala zapis o aktivnostima, a bila je prisutna ako je u njemu rekla da je bila tamo.',
    'method.completeness.silence':
      'Gdje je neko bio prisutan a broj je mali, viđeno je malo; gdje se niko nije izjasnio, mali broj ne govori ništa.',

    'victims.sums':
      'Svaki zbir je umnožak broja {base}, od navedenog udaljen najviše ±{atMost}, i daje se samo ako je broj incidenata najmanje {from}.',

    'notice.sums':
      'Ukupni brojevi su zbirovi ćelija i nemaju sopstvenu granicu: ukupno 0 može biti više od bilo koje njegove ćelije.',

    'plan.version': 'Plan objavljivanja, verzija {version}.',
    'plan.only': 'Od prijava samih organizacija ne izlazi ništa osim ovih tabela.',
    'plan.rounding':
      'Svaki broj je umnožak broja {base}, jednom izveden nepristrasnim kontrolisanim zaokruživanjem: obično ±{typical}, najviše ±{atMost}; ukupni brojevi za šire krugove su zbirovi ćelija.',
    'plan.neverNone': 'Zaokružen broj nikad ne znači „nijedan“.',
    'plan.from': 'Ništa od prije mjeseca objavljivanja {month} (od {from} do {to}) nikad se ne objavljuje.',
    'plan.weeks': 'Mjesec objavljivanja su nedjelje po standardu ISO 8601 čiji je četvrtak u njemu.',
    'plan.table': '{table}: incidenti; raščlanjeno: {axes}; za {each}; čitaoci: {readers}.',
    'plan.table.wider': '{table}: incidenti; raščlanjeno: {axes}; za {each}; čitaoci: {readers}; {wider}.',
    'plan.splits': 'Raščlanjuje brojeve tabele {table} i u zbiru ih daje.',
    'plan.splits.from':
      'Raščlanjuje brojeve tabele {table} i u zbiru ih daje; brojevi manji od {from} ne raščlanjuju se pojedinačno.',
    'plan.victims': 'Sa zbirovima žrtava (raščlanjeno: {dimension}), samo za ove čitaoce: {readers}.',
    'plan.completeness':
      'Sa tim koliko su potpuno organizacije rekle što su radile, po državi: sve, većina, neke ili nijedna, nikad koje, i samo za članice i njihovu mrežu.',
    'plan.closes': 'Period se zatvara {days} po isteku; prvi, {first}, dana {on}.',
    'plan.coupled':
      'Broj koji je bio iznad 0 u nekom periodu tabele {table} iznad 0 je i ovdje, osim ako je nešto od toga povučeno; zakašnjele prijave se broje.',
    'plan.noReports':
      'Broj prijava po incidentu nije ni u jednoj tabeli: dok se prijave istog incidenta ne povežu, svuda je jedan.',
    'plan.thin':
      'Od onoga što je podijeljeno šire od članica, sloj s manje od {least} prijava nedjeljno u prethodnoj godini broji se u prvom užem, a krugu do kojeg ne dopire nijedan sloj ne objavljuje se ništa.',
    'plan.thin.half': 'Jedna organizacija vrijedi najviše polovinu tog broja, koliko god da šalje.',
    'plan.approval':
      'Ono što je za državne organe ili javnost izvodi se s ostalim, a čitaju ga samo članice dok ga svaka od njih ne odobri, tabelu po tabelu i period po period.',
    'plan.objection': 'Prigovor to zauvijek okončava.',
  },
  audiences: {
    partners: 'organizacije članice',
    network: 'mreža organizacija koje prijavljuju',
    authorities: 'državni organi',
    public: 'svi',
  },
  wider: { one: 'a od toga ono što ovaj krug smije brojati: {readers}', between: '; ' },
  each: {
    week: 'svaku nedjelju',
    month: 'svaki mjesec',
    quarter: 'svako tromjesečje',
    year: 'svaku godinu',
  },
  axes: {
    all: 'ništa, jedan broj za region',
    and: ' i ',
    within: 'u okviru „{within}“: {codes}',
    others: 'ostalo kako jeste',
  },
  days: { one: '{n} dan', few: '{n} dana', other: '{n} dana' },
};
