import type { MessageCatalogue } from '../message-catalogue.ts';

export const sq: MessageCatalogue = {
  messages: {
    'unit.released':
      'Incidente ashtu siç u raportuan; derisa raportimet e të njëjtit incident të lidhen, një raportim është një incident.',
    'unit.victims': 'Viktima: persona të dëmtuar siç thuhet në raportime, pa hequr përsëritjet.',
    'unit.victims.twice':
      'Kush është në dy raportime numërohet dy herë; ku nuk thuhet asgjë nuk shtohet asgjë.',
    'unit.incidents': 'Incidente: një për çdo raportim, derisa raportimet e të njëjtit incident të lidhen.',
    'unit.record.reports': 'Raportime: ajo që dorëzuan organizatat.',
    'unit.record.victims': 'Viktima: të vdekurit dhe të zhdukurit siç i thotë burimi, pa hequr përsëritjet.',
    'unit.own.reports': 'Raportime: ajo që organizata juaj dorëzoi te kjo nyjë.',
    'unit.own.victims': 'Viktima: persona të dëmtuar siç thuhet në raportimet tuaja, pa hequr përsëritjet.',
    'unit.completeness':
      'Organizatat që priten të thonë çfarë bënë në një muaj, si pjesë: të gjitha, shumica (më shumë se gjysma), disa (të paktën një, dhe jo më shumë se gjysma) ose asnjë prej tyre.',
    'unit.completeness.never': 'Kurrë cilat, dhe kurrë sa priten.',

    'source.release':
      'Publikimi i tabelës {table}, periudha: {period} (nga {from} deri më {to}), lexuesit: {readers}. Numërohen raportimet që u ndanë me këtë rreth ose më gjerë, të marra jo më vonë se {days} pas mbarimit të periudhës.',
    'source.once': 'U bë një herë; nuk ndryshon kurrë.',
    'source.newest': 'Çdo periudhë është një publikim më vete; kjo përshkruan më të riun.',
    'source.record': 'Regjistri publik: ajo që është publikuar tashmë diku tjetër, pa identitete.',
    'source.own.reports':
      'Libri i nyjës {node}: raportimet e vlefshme të organizatës suaj, me këdo që janë ndarë.',
    'source.own.record':
      'Libri i nyjës {node}: raportimet e vlefshme të organizatës suaj për regjistrin publik, me këdo që janë ndarë.',
    'source.own.retracted': 'Të tërhequrat nuk numërohen.',
    'source.completeness':
      'Vetëm shënimet e veprimtarisë, siç kishin ardhur kur u mbyll muaji, në publikimin që numëron atë muaj; asnjë raportim incidenti nuk e ndryshon.',
    'source.completeness.none': 'Nuk ka publikim me të që mund ta shihni.',
    'source.completeness.newest': 'Publikimi më i ri është {release}.',
    'source.completeness.once': 'Secili bëhet një herë dhe nuk ndryshon kurrë.',

    'rounding.totals':
      'Çdo numër është shumëfish i {base}: zakonisht ±{typical}, më së shumti ±{atMost}, për çdo qelizë, rresht, shtyllë dhe për shumën e përgjithshme.',
    'rounding.split':
      'Çdo numër është shumëfish i {base}: zakonisht ±{typical}, më së shumti ±{atMost}, për çdo qelizë dhe për numrat që ato zbërthejnë.',
    'rounding.cells':
      'Çdo numër është shumëfish i {base}: zakonisht ±{typical}, më së shumti ±{atMost}, për çdo qelizë.',
    'rounding.sums':
      'Rreshtat, shtyllat dhe shuma e përgjithshme janë shuma qelizash, gabimet e të cilave mblidhen dhe pjesërisht zhduken mes tyre.',
    'rounding.zero': '0 lexohet 0–{atMost}, kurrë si asnjë.',
    'rounding.victims':
      'Çdo shumë është e asaj që thonë raportimet, pa hequr përsëritjet, dhe shumëfish i {base}: zakonisht ±{typical}, më së shumti ±{atMost}, kështu që “rreth {example}” është nga {from} deri në {to}.',
    'rounding.exact': 'Pa rrumbullakim: numrat janë të saktë.',
    'rounding.own': 'Pa rrumbullakim: numrat janë të saktë, dhe vetëm tuajt.',
    'rounding.own.others': 'Po t’u tregoheshin të tjerëve, do të flisnin për raportime të veçanta.',
    'rounding.effort':
      'Vizitat në terren dhe ditët e punës së stafit janë të rrumbullakosura në shumëfishin më të afërt të {step}: “{example}” është nga {from} deri në {to}, dhe 0 është nga 0 deri në {lowest}.',
    'rounding.effort.given':
      'Jepen ku numri i organizatave që i thanë është të paktën {few} dhe asnjëra nuk i bëri pothuajse të gjitha.',
    'rounding.together':
      'Vendet ku priten më pak se {few} organizata tregohen bashkë, ose nuk tregohen fare.',
    'rounding.released':
      'Numrat e incidenteve janë numra të publikuar: shumëfisha të {base}, më së shumti {atMost} larg numrit të raportuar; 0 lexohet 0–{atMost}, kurrë si asnjë.',

    'method.controlled':
      'Rrumbullakim i kontrolluar pa njëanshmëri (Cox 1987), i bërë një herë: rreshtat, shtyllat dhe shuma e përgjithshme përputhen.',
    'method.split':
      'Rrumbullakim pa njëanshmëri, i bërë një herë, ashtu që qelizat së bashku japin numrat e tabelës {table}.',
    'method.notBrokenDown':
      'Numrat nën {from} nuk zbërthehen më vete dhe mungojnë këtu; ata të disa rreshtave zbërthehen bashkë, si “Të pazbërthyera më vete”, ku kjo mjafton.',
    'method.agrees': 'Përputhet me atë që u jepet rretheve më të ngushta të lexuesve.',
    'method.notZero':
      'Një qelizë nuk është 0 ku ishte mbi 0 në një periudhë më të shkurtër nga e cila nuk u tërhoq asgjë.',
    'method.received': 'Një raportim numërohet në javën në të cilën u mor për herë të parë.',
    'method.dates.week': 'Incidentet, dita e të cilave nuk dihet, nuk numërohen në asnjë javë.',
    'method.dates.month':
      'Incidentet, dita e të cilave nuk dihet, numërohen në muajin e thënë; ato për të cilat dihet vetëm viti nuk numërohen në asnjë muaj.',
    'method.dates.quarter':
      'Incidentet, dita e të cilave nuk dihet, numërohen në tremujorin e muajit të thënë; ato për të cilat dihet vetëm viti nuk numërohen në asnjë tremujor.',
    'method.dates.year': 'Incidentet, dita ose muaji i të cilave nuk dihet, numërohen në vitin e thënë.',
    'method.longer': 'Një periudhë më e gjatë është tabelë më vete, jo shumë e këtyre.',
    'method.victims':
      'Rrumbullakim i kontrolluar pa njëanshmëri (Cox 1987), i bërë një herë, ashtu që rreshtat dhe ajo që nuk jepet së bashku japin shumën e përgjithshme.',
    'method.victims.missing':
      'Një shumë mungon ku u publikuan më pak se {from} incidente, ose ku do të tregonte një që mungon.',
    'method.calendar': 'Periudhat janë kalendarike; javët janë ato të ISO 8601.',
    'method.vague': 'Një datë që dihet më pak saktë qëndron më vete, si “{example}”.',
    'method.country': 'Vendi është ai ku ndodhi.',
    'method.quality':
      'Nota e burimit shkon nga 1 (i dobët) deri në 5 (i fortë), siç i vlerëson burimet e veta regjistri i publikuar.',
    'method.precision':
      'Saktësia e vendndodhjes tregon sa saktë e dinte burimi vendndodhjen; prej saj ruhen vetëm vendi, zona dhe segmenti i kufirit, ndaj asnjë numër këtu nuk qëndron në një pikë.',
    'method.unknown': '“E panjohur” është ajo që nuk u tha.',
    'method.neverSummed': 'Nuk mblidhet kurrë me raportimet.',
    'method.completeness.stated':
      'Një organizatë u shpreh për një muaj kur dërgoi për të një shënim të veprimtarisë, dhe ishte e pranishme kur tha në të se ishte atje.',
    'method.completeness.silence':
      'Ku dikush ishte i pranishëm dhe numri është i ulët, u pa pak; ku askush nuk u shpreh, një numër i ulët nuk thotë asgjë.',

    'victims.sums':
      'Çdo shumë është shumëfish i {base}, më së shumti ±{atMost} larg asaj që thuhet, dhe jepet vetëm ku numri i incidenteve është të paktën {from}.',

    'notice.sums':
      'Shumat e përgjithshme janë shuma qelizash dhe nuk kanë kufi të vetin: një shumë prej 0 mund të jetë më shumë se çdo qelizë e saj.',

    'plan.version': 'Plani i publikimeve, versioni {version}.',
    'plan.only': 'Nga raportimet e vetë organizatave nuk del asgjë përveç këtyre tabelave.',
    'plan.rounding':
      'Çdo numër është shumëfish i {base}, i bërë një herë me rrumbullakim të kontrolluar pa njëanshmëri: zakonisht ±{typical}, më së shumti ±{atMost}; numrat e përgjithshëm për rrethet më të gjera janë shuma qelizash.',
    'plan.neverNone': 'Një numër i rrumbullakosur nuk do të thotë kurrë “asnjë”.',
    'plan.from':
      'Asgjë nga para muajit të publikimit {month} (nga {from} deri më {to}) nuk publikohet kurrë.',
    'plan.weeks': 'Muaji i publikimit janë javët sipas ISO 8601, e enjtja e të cilave bie në të.',
    'plan.table': '{table}: incidente; të ndara sipas: {axes}; për {each}; lexuesit: {readers}.',
    'plan.table.wider':
      '{table}: incidente; të ndara sipas: {axes}; për {each}; lexuesit: {readers}; {wider}.',
    'plan.splits': 'Zbërthen numrat e tabelës {table} dhe së bashku i jep ata.',
    'plan.splits.from':
      'Zbërthen numrat e tabelës {table} dhe së bashku i jep ata; numrat nën {from} nuk zbërthehen më vete.',
    'plan.victims': 'Me shuma viktimash (të ndara sipas: {dimension}), vetëm për këta lexues: {readers}.',
    'plan.completeness':
      'Me atë se sa plotësisht organizatat thanë çfarë bënë, sipas vendit: të gjitha, shumica, disa ose asnjë prej tyre, kurrë cilat, dhe vetëm për anëtaret dhe rrjetin e tyre.',
    'plan.closes': 'Një periudhë mbyllet {days} pas mbarimit të saj; e para, {first}, më {on}.',
    'plan.coupled':
      'Një numër që ishte mbi 0 në një periudhë të tabelës {table} është mbi 0 edhe këtu, përveç nëse diçka prej tij u tërhoq; raportimet e vonuara numërohen.',
    'plan.noReports':
      'Numri i raportimeve për incident nuk del në asnjë tabelë: derisa raportimet e të njëjtit incident të lidhen, ai është kudo një.',
    'plan.thin':
      'Nga ajo që ndahet më gjerë se me anëtaret, një shtresë me më pak se {least} raportime në javë në vitin e mëparshëm numërohet në shtresën tjetër më të ngushtë, dhe një rrethi ku nuk arrin asnjë shtresë nuk i publikohet asgjë.',
    'plan.thin.half': 'Një organizatë vlen më së shumti gjysmën e atij numri, sado që të dërgojë.',
    'plan.approval':
      'Ajo që është për autoritetet ose për publikun bëhet bashkë me pjesën tjetër, dhe e lexojnë vetëm anëtaret derisa secila prej tyre ta miratojë, tabelë për tabelë dhe periudhë për periudhë.',
    'plan.objection': 'Një kundërshtim e mbyll përgjithmonë.',
  },
  audiences: {
    partners: 'organizatat anëtare',
    network: 'rrjeti i organizatave që raportojnë',
    authorities: 'autoritetet',
    public: 'të gjithë',
  },
  wider: { one: 'dhe prej saj ajo që ky rreth mund të numërojë: {readers}', between: '; ' },
  each: { week: 'çdo javë', month: 'çdo muaj', quarter: 'çdo tremujor', year: 'çdo vit' },
  axes: {
    all: 'asgjë, një numër për rajonin',
    and: ' dhe ',
    within: 'brenda “{within}”: {codes}',
    others: 'të tjerat siç janë',
  },
  days: { other: '{n} ditë' },
};
