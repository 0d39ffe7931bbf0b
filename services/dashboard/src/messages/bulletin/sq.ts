import type { MessagesOf } from '../messages-of.ts';
import type { en } from './en.ts';

export const sq: MessagesOf<typeof en> = {
  'bulletin.list': 'Buletinet',
  'bulletin.new': 'Buletin i ri',
  'bulletin.drafts': 'Draftet e organizatës suaj',
  'bulletin.drafts.note': 'I lexojnë vetëm analistët e organizatës suaj.',
  'bulletin.drafts.none': 'Nuk ka asnjë draft. Filloni një me “Buletin i ri”.',
  'bulletin.frozen': 'Buletine të ngrira',
  'bulletin.frozen.note': 'Të miratuara nga një person i dytë. Nuk ndryshojnë më.',
  'bulletin.frozen.none': 'Ende nuk është ngrirë asnjë buletin që mund ta lexoni.',
  'bulletin.title': 'Titulli',
  'bulletin.untitled': 'Pa titull',
  'bulletin.status': 'Gjendja',
  'bulletin.version': 'Versioni',
  'bulletin.changed': 'Ndryshuar së fundi',
  'bulletin.organisation': 'Organizata',
  'bulletin.frozenOn': 'Ngrirë më',
  'bulletin.language': 'Gjuha e buletinit',
  'bulletin.audience': 'Për kë',
  'bulletin.audience.partners': 'organizatat anëtare',
  'bulletin.audience.network': 'rrjetin e organizatave që raportojnë',
  'bulletin.audience.authorities': 'autoritetet',
  'bulletin.audience.public': 'publikun',
  'bulletin.audience.note':
    'Numrat e tij janë ata që ky rreth mund t’i shohë. Ajo që nuk i është publikuar një rrethi nuk mund të jetë në një buletin për të.',
  'bulletin.begin': 'Fillo draftin',
  'bulletin.ready.week': 'Buletini javor për incidentet e raportuara',
  'bulletin.ready.month': 'Buletini mujor për incidentet e raportuara',
  'bulletin.ready.quarter': 'Buletini tremujor për incidentet e raportuara',
  'bulletin.ready.year': 'Buletini vjetor për incidentet e raportuara',
  'bulletin.ready.all':
    'Numri i incidenteve të raportuara për këtë periudhë në të gjithë rajonin është {number}.',
  'bulletin.ready.received':
    'Numri i incidenteve nga i gjithë rajoni për të cilat mbërritën raporte në këtë periudhë është {number}, pavarësisht se kur ndodhën.',
  'bulletin.ready.before': 'Për periudhën e mëparshme numri është {number}.',
  'bulletin.ready.yearBefore': 'Për të njëjtën periudhë një vit më parë numri është {number}.',
  'bulletin.ready.verdict': 'Krahasuar me periudhën e mëparshme, i gjithë rajoni: {verdict}.',
  'bulletin.ready.verdictOthers': 'Krahasuar me periudhën e mëparshme, vendet e tjera: {verdict}.',
  'bulletin.ready.caution':
    'Këta numra janë të rrumbullakosur. Një ndryshim midis tyre mund të vijë vetëm nga rrumbullakimi, nga periudha me gjatësi të ndryshme ose nga raporte që mungojnë: nuk do të thotë domosdoshmërisht se ka ndodhur më shumë a më pak.',
  'bulletin.start': 'Fillo me',
  'bulletin.start.parts': 'pjesët e zakonshme',
  'bulletin.start.empty': 'asgjë: e shkruaj vetë',
  'bulletin.start.has':
    'Një paragraf i parë me numra të publikuar, dhe figura: {figures}. Gjithçka mund të ndryshohet.',
  'bulletin.start.nothing':
    'Për këta lexues ende nuk është publikuar asnjë numër i kësaj periudhe: drafti fillon pa asnjë.',
  'bulletin.status.draft': 'në përgatitje',
  'bulletin.status.submitted': 'i dorëzuar, pret miratimin',
  'bulletin.status.approved': 'i miratuar',
  'bulletin.status.frozen': 'i ngrirë',
  'bulletin.mark': 'Versioni {version}: {status}. I pangrirë, jo për t’u shpërndarë.',
  'bulletin.line': '{organisation} · {period} · për {audience}',
  'bulletin.notice': 'Shënim për të dhënat.',
  'bulletin.releases': 'Publikimet nga të cilat janë numrat: {ids}.',
  'bulletin.frozenAt': 'Ngrirë më {day}. Gjurma: {digest}',
  'bulletin.back': 'Të gjitha buletinet',
  'bulletin.loading': 'Buletinet po ngarkohen.',
  'bulletin.error': 'Buletinet nuk u ngarkuan dot.',
  'bulletin.loaded': 'Këto buletine u ngarkuan {when}. Nuk u pyet dot nëse ka më të reja.',
  'bulletin.missing': 'Këtu nuk ka buletin që mund ta lexoni.',
  'bulletin.missing.next':
    'Mund të jetë hequr, të jetë draft i një organizate tjetër ose të mos jetë për ju: pyesni atë që ju dërgoi lidhjen. Të ngrirët janë në listë.',
  'bulletin.step': 'Hapi tjetër',
  'bulletin.step.draft':
    'Lexojeni gjithë tekstin ashtu siç do ta lexojnë të tjerët. Kur të jetë gati, dorëzojeni poshtë tekstit: pastaj duhet ta miratojë një person i dytë i organizatës suaj.',
  'bulletin.step.own':
    'Është dorëzuar. Këtë version e ruajtët ju, prandaj një person i dytë i organizatës suaj duhet ta lexojë dhe ta miratojë.',
  'bulletin.step.waits':
    'U dorëzua. Pret një person të dytë të organizatës suaj, i cili e gjen te “Buletinet”, sipas titullit.',
  'bulletin.step.submitted':
    'Lexojeni, shikoni gjithçka që është shtypur dhe çfarë numërojnë numrat e tij. Pastaj miratojeni poshtë tekstit, ose ndryshojeni.',
  'bulletin.step.approved': 'Është miratuar. Ngrijeni poshtë tekstit: atëherë e marrin lexuesit e tij.',
  'bulletin.step.freeze': 'U miratua. Pasi të ngrihet, e marrin lexuesit e tij.',
  'bulletin.step.below': 'Te hapi tjetër, poshtë tekstit',
  'bulletin.step.frozen': 'Ky buletin është i ngrirë: asgjë e tij nuk ndryshon më.',
  'bulletin.step.problems': 'Kështu siç është nuk mund t’i tregohet askujt. Ndryshojeni dhe ruajeni përsëri:',
  'bulletin.submit': 'Dorëzo për miratim',
  'bulletin.approve': 'Mirato këtë version',
  'bulletin.freeze': 'Ngrije',
  'bulletin.freeze.note':
    'Ngrirja nuk zhbëhet: askush nuk mund ta ndryshojë apo ta heqë një buletin të ngrirë.',
  'bulletin.freeze.ask': 'Të ngrihet ky buletin?',
  'bulletin.freeze.will':
    'Që atëherë lexuesit e tij e kanë dhe ai nuk ndryshon më kurrë: askush nuk mund ta ndryshojë apo ta heqë.',
  'bulletin.edit': 'Ndrysho',
  'bulletin.read': 'Lexoje',
  'bulletin.print': 'Printo ose ruaj si skedar',
  'bulletin.print.note':
    'Dritarja që hapet mund edhe ta ruajë si skedar. Titujt dhe tabelat i gjejnë atëherë edhe lexuesit e ekranit.',
  'bulletin.remove': 'Hiq draftin',
  'bulletin.remove.note': 'Zhduket përgjithmonë, për të gjithë në organizatën tuaj.',
  'bulletin.remove.do': 'Hiqe përgjithmonë',
  'bulletin.findings': 'Çfarë është shtypur',
  'bulletin.findings.note':
    'Shifra, data dhe vende që dikush i ka shtypur: pas tyre nuk qëndron asnjë publikim. Personi i dytë pyet për secilën nëse mund të çojë te një person dhe nëse e thotë një publikim: një numër i shtypur mund të jetë i gabuar, ose më i saktë se çdo gjë e publikuar. Numrat me fjalë nuk gjenden, as çdo emër vendi: lexoni gjithë tekstin.',
  'bulletin.findings.none': 'Nuk është shtypur asnjë shifër, datë apo vend.',
  'bulletin.findings.looked':
    'E kam lexuar tekstin, kam parë gjithçka që është shtypur ({n}) dhe çfarë numëron secili numër nga një publikim ({numbers}).',
  'bulletin.findings.read': 'E kam lexuar gjithë tekstin.',
  'bulletin.approval.tick': 'Kjo mund të shtypet pasi të shënohet kutia.',
  'bulletin.finding.number': 'Numër',
  'bulletin.finding.date': 'Datë',
  'bulletin.finding.place': 'Vend',
  'bulletin.numbers': 'Çfarë numërojnë numrat nga publikimet',
  'bulletin.numbers.note':
    'Çdo numër në tekst që vjen nga një publikim, dhe çfarë numëron. A thonë të njëjtën gjë fjalët rreth tij: të njëjtin vend, grup llojesh dhe periudhë?',
  'bulletin.numbers.none': 'Në tekst nuk ka asnjë numër nga një publikim.',
  'bulletin.numbers.all': 'Gjithë rajoni, gjithçka bashkë',
  'bulletin.place.block': 'Pjesa {n}',
  'bulletin.place.caption': 'Përshkrimi në pjesën {n}',
  'bulletin.place.number': 'Numri “{name}” në tekst',
  'bulletin.problem.twice': 'Dy numra në tekst kanë të njëjtin emër. Vendoseni njërin prej tyre përsëri.',
  'bulletin.problem.braces': 'Këtu ka kllapa që nuk janë numër. Hiqini, ose vendoseni numrin përsëri.',
  'bulletin.problem.noNumber': '“{name}” nuk i përket asnjë numri. Vendoseni numrin përsëri.',
  'bulletin.problem.noPeriod': 'Kjo nuk është periudhë publikimesh.',
  'bulletin.problem.noDimension': 'Asnjë publikim nuk e dallon këtë. Vendoseni numrin përsëri.',
  'bulletin.problem.noQuestion':
    'Kjo nuk është pyetje së cilës mund t’i jepet përgjigje. Hiqeni figurën dhe shtojeni përsëri.',
  'bulletin.problem.notReleased': 'Kjo nuk u është publikuar lexuesve të buletinit.',
  'bulletin.problem.noCell': 'Publikimi nuk e jep këtë numër. Zgjidhni një tjetër.',
  'bulletin.problem.otherTable': 'Këtë numër e jep një tabelë tjetër. Vendoseni përsëri.',
  'bulletin.problem.parts':
    'Periudhat më të shkurtra në të nuk u janë publikuar të gjitha lexuesve të buletinit.',
  'bulletin.editing': 'Ndryshimi i buletinit',
  'bulletin.frame': 'Titulli dhe lexuesit',
  'bulletin.of': 'Për periudhën: {period}',
  'bulletin.write.note':
    'Numrat vendosen nga publikimet, nuk shtypen kurrë. Një rresht bosh fillon paragraf të ri; një rresht që fillon me # është titull. Fjala mes kllapave të dyfishta gjarpëruese qëndron për një numër të tillë: mund të zhvendoset ose të hiqet, por jo të ndryshohet.',
  'bulletin.block.text': 'Tekst',
  'bulletin.block.figure': 'Figurë',
  'bulletin.block.completeness': 'Raportet e kujt mund të mungojnë',
  'bulletin.block.late': 'Me vonesë dhe korrigjime',
  'bulletin.block.method': 'Si bëhen numrat',
  'bulletin.block.attribution': 'Burimet',
  'bulletin.block.footnotes': 'Shënime',
  'bulletin.block.remove': 'Hiq',
  'bulletin.up': 'Lart',
  'bulletin.down': 'Poshtë',
  'bulletin.byItself': 'Kjo shkruhet vetë, nga figurat dhe numrat që ka buletini.',
  'bulletin.caption': 'Përshkrimi',
  'bulletin.presentation': 'Shfaqet si',
  'bulletin.presentation.table': 'tabelë',
  'bulletin.presentation.bars': 'tabelë me shirita',
  'bulletin.presentation.line': 'lakore dhe tabelë',
  'bulletin.presentation.map': 'hartë dhe tabelë',
  'bulletin.number.insert': 'Vendos një numër',
  'bulletin.number.table': 'Tabela e publikuar',
  'bulletin.number.all': 'të gjitha bashkë',
  'bulletin.number.noTable':
    'Asnjë tabelë e kësaj periudhe nuk është publikuar për lexuesit e këtij buletini.',
  'bulletin.number.noTable.next':
    'Zgjidhni lexues të tjerë te “Titulli dhe lexuesit”, ose filloni një buletin për një periudhë tjetër.',
  'bulletin.number.none': 'Asnjë publikim nuk e jep këtë numër. Zgjidhni një tjetër.',
  'bulletin.number.otherCircle':
    'Numri i lexuesve të buletinit shfaqet kur ruhet; mund të jetë tjetër nga i juaji.',
  'bulletin.number.put': 'Vendose ku është kursori',
  'bulletin.add': 'Shto',
  'bulletin.figure.choose': 'Figurë sipas',
  'bulletin.figure.add': 'Shto këtë',
  'bulletin.figure.notApproved': 'Ende e pamiratuar për këta lexues',
  'bulletin.figure.notReleased': 'E papublikuar për këta lexues',
  'bulletin.figure.notParts': 'Periudhat më të shkurtra në të nuk u janë publikuar të gjitha këtyre lexuesve',
  'bulletin.figure.withheld':
    'Ajo që nuk mund të shtohet gjendet në fund të listës, nën arsyen. Si qëndrojnë miratimet shihet te “Publikimet”; lexues të tjerë mund të zgjidhen te “Titulli dhe lexuesit”.',
  'bulletin.figure.year': 'Gjithë rajoni, dymbëdhjetë muajt deri atëherë',
  'bulletin.figure': 'Figura {n}. {what}. {when}',
  'bulletin.figure.missing': 'Numrat e kësaj figure nuk u janë publikuar lexuesve të këtij buletini.',
  'bulletin.figure.exact': 'Numra të saktë, siç i kanë publikuar të tjerët.',
  'bulletin.figure.rounding':
    'Çdo numër është shumëfish i {k} dhe më pak se {k} larg numrit të raportuar: më së shumti ±{atMost}. “0–{atMost}” mund të jetë asnjë ose pak, dhe mungesa e raporteve nuk do të thotë që nuk ka ndodhur asgjë.',
  'bulletin.figure.notGiven': '– qëndron aty ku nuk jepet numër. Nuk do të thotë që nuk ka ndodhur asgjë.',
  'bulletin.silent.dashed':
    'Me vija të ndërprera: një vend në heshtje, ose një periudhë kur një vend ishte në heshtje.',
  'bulletin.bars': 'Hapësira ku gjendet numri i raportuar',
  'bulletin.bars.note':
    'Në një shirit pjesa e errët është e sigurt, numri i raportuar gjendet brenda pjesës së zbehtë dhe shenja është mesi i saj.',
  'bulletin.completeness.notReleased':
    'Për këta lexues nuk është publikuar asgjë se sa plotësisht raportuan organizatat në këtë periudhë.',
  'bulletin.completeness.expected':
    'Nga organizatat pritet të thonë çdo muaj çfarë bënë, edhe kur nuk panë asgjë. Për {periods}, kur u mbyll raportimi:',
  'bulletin.completeness.none':
    '{countries}: askush nuk kishte thënë çfarë bëri. Raporte mund të mungojnë, dhe një numër i ulët nuk thotë asgjë.',
  'bulletin.completeness.some':
    '{countries}: disa organizata kishin thënë çfarë bënë, por jo më shumë se gjysma. Raporte mund të mungojnë.',
  'bulletin.completeness.most':
    '{countries}: më shumë se gjysma e organizatave kishin thënë çfarë bënë, por jo të gjitha. Raporte mund të mungojnë.',
  'bulletin.completeness.whole': '{countries}: të gjitha organizatat që priten atje kishin thënë çfarë bënë.',
  'bulletin.completeness.untold': '{countries}: nuk tregohet, sepse atje priten shumë pak organizata.',
  'bulletin.completeness.nothing': '{countries}: nuk tregohet asgjë.',
  'bulletin.completeness.together': 'tregohen bashkë',
  'bulletin.completeness.all':
    'Kur u shkrua kjo, nyja e çdo vendi, pra makina që dërgon raportet e tij, kishte dhënë shenjë brenda një dite.',
  'bulletin.completeness.silent':
    'Kur u shkrua kjo, këto nyja nuk kishin dhënë shenjë. Raportet prej andej mund të mungojnë:',
  'bulletin.completeness.note':
    'Nyjat kanë të bëjnë vetëm me makinat: që njëra jep shenjë nuk do të thotë se organizatat atje kanë raportuar.',
  'bulletin.late.of': 'Nga “{table}”, {period}, krahasuar me periudhat e saj më të shkurtra.',
  'bulletin.late.what':
    'Sa më shumë, ose më pak, ka {period} se periudhat më të shkurtra në të kur u publikuan: raporte që erdhën me vonesë, dhe raporte që u korrigjuan ose u tërhoqën.',
  'bulletin.late.total': 'Gjithsej: {value}. Deri në ±{atMost} prej saj mund të jetë vetëm rrumbullakim.',
  'bulletin.late.rounding': 'Mund të jetë rrumbullakim',
  'bulletin.method.reports':
    'Numrat e incidenteve që janë me të zeza në tekst dhe ata në figura vijnë nga publikimet e Waylight. Secili është shumëfish i {k}, i rrumbullakosur lart ose poshtë rastësisht, kështu që është më pak se {k} larg numrit të raportuar. Një numër që lexohet “0–{atMost}” mund të jetë asnjë ose pak, dhe mungesa e raporteve nuk do të thotë që nuk ka ndodhur asgjë. Derisa raportet e të njëjtit incident të lidhen, një raport është një incident. Raportet që vijnë me vonesë numërohen në periudhën tjetër më të gjatë. Çdo numër tjetër në tekst është shtypur: një person i dytë e lexon secilin para se buletini të ngrihet.',
  'bulletin.method.record':
    'Numrat e regjistrit publik janë të saktë, siç i kanë publikuar të tjerët. Nuk u shtohen kurrë raporteve.',
  'bulletin.method.exact': 'Fjalët e sakta të shërbimit për secilin burim:',
  'bulletin.save': 'Ruaj',
  'bulletin.saved': 'Ruajtur si versioni {version}.',
  'bulletin.unsaved': 'Ka diçka që nuk është ruajtur.',
  'bulletin.unsaved.kept':
    'Ajo që shkruat është ende këtu. Nëse duhet të hyni, bëjeni në një dritare tjetër, pastaj ruajeni përsëri këtu.',
  'bulletin.leave': 'Ajo që shkruat nuk është ruajtur. Të largoheni gjithsesi?',
  'bulletin.hidden.next':
    'Ajo që shkruat mbahet këtu, e paruajtur dhe e fshehur: hyni përsëri me të njëjtën llogari, në një dritare të re, dhe ajo kthehet.',
  'bulletin.hidden.signIn': 'Hyni në një dritare të re',
  'bulletin.hidden.another': 'Në këtë shfletues ka hyrë një llogari tjetër.',
  'bulletin.hidden.another.next':
    'Ajo që u shkrua këtu dhe nuk u ruajt është e fshehur: kthehet kur të jetë bërë dalja nga llogaria tjetër dhe të ketë hyrë përsëri, në një dritare tjetër, ai që e shkroi, dhe humbet kur të mbyllet kjo dritare.',
  'bulletin.hidden.back': 'Keni hyrë përsëri dhe ajo që shkruat është kthyer.',
  'bulletin.hidden.back.next': 'Nuk është ruajtur ende: shtypni “Ruaj”.',
  'bulletin.signedIn': 'Hyrja u krye',
  'bulletin.signedIn.says': 'Keni hyrë.',
  'bulletin.signedIn.next':
    'Kthehuni te dritarja në të cilën po shkruanit: me të njëjtën llogari, ajo që shkruat është përsëri atje. Kjo dritare mund të mbyllet.',
  'bulletin.signedIn.another': 'Kjo nuk është llogaria me të cilën u fillua teksti në dritaren tjetër.',
  'bulletin.signedIn.another.next':
    'Dilni këtu dhe hyni me llogarinë me të cilën shkruat: atëherë ajo që shkruat është përsëri në atë dritare. Deri atëherë lëreni atë dritare të hapur.',
  'bulletin.refused': 'Kjo nuk u bë.',
  'bulletin.refused.next': 'Ndryshoni atë që përmendet këtu dhe provoni përsëri.',
  'bulletin.stale': 'Dikush tjetër ka ruajtur ndërkohë',
  'bulletin.stale.note':
    'Tani është versioni {version}. I juaji nuk është ruajtur. Më poshtë është ajo që ndryshon: krahasoni dhe vendosni.',
  'bulletin.stale.mine': 'I juaji, i paruajtur',
  'bulletin.stale.theirs': 'Versioni {version}',
  'bulletin.stale.absent': '– nuk është –',
  'bulletin.stale.other': 'Ndryshojnë edhe figurat, radha, gjuha ose lexuesit.',
  'bulletin.stale.take': 'Hidhe timin dhe vazhdo me të tyren',
  'bulletin.stale.keep': 'Ruaj timin mbi versionin {version}',
};
