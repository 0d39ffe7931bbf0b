import type { MessagesOf } from '../messages-of.ts';
import type { en } from './en.ts';

export const sq: MessagesOf<typeof en> = {
  'releases.title': 'Publikimet',
  'releases.list': 'Çfarë u publikua për ju',
  'releases.list.caption':
    'Çdo rresht është një tabelë e planit të publikimit, për një periudhë dhe një rreth lexuesish: e bërë një herë dhe e pandryshuar kurrë. Periudhat më të reja janë të parat.',
  'releases.table': 'Tabela',
  'releases.year': 'Viti',
  'releases.audience': 'Për kë',
  'releases.state': 'Gjendja',
  'releases.any': 'Të gjitha',
  'releases.count': '{count, plural, one {{n} publikim} other {{n} publikime}}',
  'releases.older':
    '{year}: {count, plural, one {{n} publikim më i vjetër} other {{n} publikime më të vjetra}}',
  'releases.none': 'Asnjë publikim nuk i përgjigjet kësaj zgjedhjeje.',
  'releases.clear': 'Hiqi zgjedhjet',
  'audience.partners': 'Organizatat anëtare',
  'audience.network': 'Rrjeti i organizatave që raportojnë',
  'audience.authorities': 'Autoritetet',
  'audience.public': 'Publiku',
  'approval.published': 'I publikuar',
  'approval.notRequested': 'Askush nuk ka kërkuar miratim',
  'approval.open': 'Pret miratim',
  'approval.objected': 'Me kundërshtim',
  'approval.expired': 'I skaduar',
  'approval.withdrawn': 'I tërhequr',
  'approvals.title': 'Çfarë pret miratim',
  'approvals.caption':
    'Një publikim për autoritetet ose publikun del vetëm kur e ka miratuar çdo organizatë anëtare, brenda 14 ditëve. Heshtja është jo.',
  'approvals.own': 'Pret për {organisation}',
  'approvals.others': 'Pret për të tjerët',
  'approvals.notYet': 'Askush nuk ka kërkuar ende miratim',
  'approvals.nothing': 'Asgjë.',
  'approvals.none': 'Nuk ka publikim që kërkon miratim.',
  'approvals.until': 'Deri më',
  'approvals.missing': 'Kush mungon',
  'delegations.title': 'Kush miraton në vend të kujt',
  'delegations.caption':
    'Një anëtare mund të lejojë një tjetër të miratojë në vend të saj. Tjetra nuk mund ta kalojë më tej dhe kjo mund të përfundohet në çdo kohë.',
  'delegations.none': 'Askush nuk miraton në vend të një tjetri.',
  'delegations.one': '{to} mund të miratojë për {from}: {what}',
  'delegations.every': 'çdo publikim',
  'delegations.to': 'Organizata anëtare',
  'delegations.choose': 'Zgjidhni një organizatë anëtare',
  'delegations.give': 'Le të miratojë për ne',
  'delegations.end': 'Përfundoje',
  'release.back': 'Të gjitha publikimet',
  'release.caption':
    'Incidente të raportuara nga {from} deri {to}, për: {audience}. Plani e mbylli periudhën pas {closed}. Çdo qelizë mund të jetë ±{atMost} larg numrit të raportuar.',
  'release.sums':
    'Rreshtat, kolonat dhe gjithsej (Σ) këtu janë shuma qelizash dhe nuk kanë kufi të tillë: një Σ prej 0 mund të jetë më shumë se çdo qelizë.',
  'release.total': 'Gjithsej',
  'release.numbers': 'Numrat',
  'release.number': 'Numri',
  'release.orMore': '0 ose më shumë',
  'release.sum': '{n}, shumë qelizash të rrumbullakosura',
  'release.notGiven': 'nuk jepet: ajo që ndan ishte shumë e vogël',
  'release.victims': 'Persona të dëmtuar, siç e thonë raportimet',
  'release.victims.caption':
    'Pa hequr përsëritjet: kush është në dy raportime, është aty dy herë. Çdo shumë mund të jetë ±{atMost} larg asaj që u deklarua.',
  'release.notices': 'Çfarë duhet thënë bashkë me këta numra',
  'release.download': 'Shkarko publikimin',
  'release.download.note':
    'Skedari është i njëjti që shkruan komanda {command}. Kush e ka, mund ta kontrollojë pa këtë faqe.',
  'verify.title': 'A është ajo që publikoi rajoni?',
  'verify.start': 'Kontrollo nënshkrimin dhe shumat',
  'verify.running': 'Po kontrollohet.',
  'verify.verified':
    'Po. Është nënshkruar me çelësin {keyId}, të gjithë numrat e tij ({n}) janë shumëfisha të {k} dhe gjithçka përputhet.',
  'verify.unsigned': 'Kjo nuk dihet: nuk është nënshkruar.',
  'verify.unknownKey': 'Kjo nuk dihet: është nënshkruar me çelësin {keyId}, që rajoni nuk e ka në listë.',
  'verify.altered': 'Jo. Nënshkrimi i çelësit {keyId} nuk përputhet: diçka në të u ndryshua.',
  'verify.retiredKey':
    'Kjo nuk dihet: është nënshkruar me çelësin {keyId}, që nuk nënshkruan asnjë publikim të mbyllur pas {until}.',
  'verify.broken': 'Jo. Numrat e tij nuk janë siç bëhet një publikim:',
  'verify.unreadable':
    'Kjo faqe nuk e lexon dot. Mund të jetë i një versioni më të ri: ngarkojeni faqen përsëri.',
  'verify.unable': 'Ky shfletues nuk kontrollon dot nënshkrime. Komanda mundet:',
  'verify.next': 'Mos e përdorni dhe njoftoni operatorin tuaj.',
  'verify.keys':
    'Numrat dhe çelësat vijnë nga i njëjti vend. Krahasojeni një herë shenjën e çelësit me atë që rajoni e thotë në një rrugë tjetër, si në letër ose me telefon.',
  'approval.title': 'Miratimi',
  'approval.needsNone': 'Nuk kërkon miratim: është për organizatat që raportojnë.',
  'approval.says.notRequested': 'Askush nuk e ka kërkuar miratimin. E lexojnë vetëm anëtaret.',
  'approval.says.open':
    '{count, plural, one {Pret {n} anëtare} other {Pret {n} anëtare}}, deri më {until}. Heshtja është jo. E lexojnë vetëm anëtaret.',
  'approval.says.approved': 'Të gjitha anëtaret e kanë miratuar: është publikuar.',
  'approval.says.expired':
    'Ka skaduar: deri më {until} nuk e kishin miratuar të gjitha anëtaret. Mund të kërkohet përsëri.',
  'approval.says.objected':
    '{by} kundërshtoi më {at}: {reason}. Kjo tabelë dhe periudhë nuk i ofrohet kurrë më këtij rrethi. Anëtaret i mbajnë numrat e tyre.',
  'approval.says.withdrawn':
    '{by} e tërhoqi më {at}. Nuk ofrohet kurrë më. Ajo që u lexua më parë nuk kthehet dot.',
  'approval.missing': 'Mungojnë: {members}',
  'approval.given': 'Kanë miratuar: {members}',
  'approval.through': '{organisation} përmes {by}',
  'reason.label': 'Arsyeja',
  'reason.riskToPersons': 'rrezik për persona',
  'reason.identifiesPlace': 'tregon për cilin vend bëhet fjalë',
  'reason.errorInData': 'gabim në të dhëna',
  'reason.ongoingProceedings': 'ka procedurë në vazhdim',
  'reason.notAgreed': 'nuk ishte rënë dakord',
  'act.request': 'Pyet të gjitha anëtaret',
  'act.approve': 'Mirato',
  'act.approveFor': 'Mirato për {organisation}',
  'act.object': 'Kundërshto',
  'act.withdrawApproval': 'Tërhiq miratimin tonë',
  'act.withdrawRequest': 'Tërhiq kërkesën',
  'act.withdrawRelease': 'Tërhiq publikimin',
  'act.cancel': 'Lëre siç është',
  'act.done': 'U bë. Më poshtë është gjendja tani.',
  'act.unchanged': 'Asgjë nuk ndryshoi: ishte tashmë kështu.',
  'act.refused': 'Shërbimi e refuzoi, për shkak të gjendjes tani.',
  'act.failed': 'Nuk dihet nëse kjo u regjistrua. Shikoni gjendjen para se të provoni përsëri.',
  'act.over': 'Sesioni juaj ka mbaruar dhe asgjë nuk u ndryshua. Hyni përsëri.',
  'will.request':
    'Pyeten të gjitha organizatat anëtare dhe kanë 14 ditë. Nuk është ende miratim, as i juaji. Mund ta tërhiqni kërkesën sa kohë është e hapur.',
  'will.approve':
    'Regjistrohet miratimi i {organisation}. Publikohet kur ta kenë miratuar edhe të tjerat; atëherë mungojnë: {missing}. Deri atëherë miratimi mund të tërhiqet.',
  'will.publish':
    '{organisation} është e fundit që mungon: me këtë miratim publikimi del menjëherë. Ajo që është lexuar nuk kthehet dot.',
  'will.object':
    'Kundërshtimi është përgjithmonë dhe nuk tërhiqet dot: kjo tabelë dhe periudhë nuk i ofrohet kurrë më këtij rrethi. Anëtaret shohin që ishte {organisation} dhe arsyen. Nuk ka tekst, sepse një tekst mund të tregojë më shumë se tabela.',
  'will.withdrawApproval': 'Nuk mund të publikohet derisa organizata juaj ta miratojë përsëri.',
  'will.withdrawRequest':
    'Me të ikin të gjitha miratimet e dhëna. Çdo anëtare mund të kërkojë përsëri dhe atëherë pyeten të gjitha nga e para.',
  'will.withdrawRelease':
    'Tërhiqet përgjithmonë: askush përveç anëtareve nuk e lexon më dhe nuk ofrohet kurrë më. Kush e ka lexuar ose kopjuar, e mban.',
  'will.delegate':
    '{to} mund të miratojë në vend të {organisation} çdo publikim, derisa ta përfundoni. Ajo që miraton vlen si miratimi juaj.',
  'will.end': '{to} nuk mund të miratojë më për {organisation}: {what}. Ajo që ka miratuar deri tani mbetet.',
  'preview.title': 'Parapamje',
  'preview.authorities':
    'Pikërisht këtë do të lexojnë autoritetet kur ta kenë miratuar të gjitha anëtaret: këta numra, bashkë me atë që duhet thënë me ta, nën të njëjtin nënshkrim. Deri atëherë e lexojnë vetëm anëtaret.',
  'preview.public':
    'Pikërisht këtë do të lexojë publiku kur ta kenë miratuar të gjitha anëtaret: këta numra, bashkë me atë që duhet thënë me ta, nën të njëjtin nënshkrim. Deri atëherë e lexojnë vetëm anëtaret.',
  'preview.without':
    'Çfarë nuk do të shohin lexuesit e tij: cilat vende heshtën (○) dhe sa plotësisht raportuan organizatat, tabelat për anëtaret te të cilat çon kjo faqe dhe si qëndron miratimi.',
  'preview.never.title': 'Nuk publikohet',
  'preview.never':
    'Këtë e lexojnë vetëm anëtaret. Kjo tabelë dhe periudhë nuk i ofrohet kurrë më këtij rrethi.',
  'preview.link': 'Parapamje: {table}',
  'upcoming.title': 'Çfarë publikohet më pas',
  'upcoming.caption':
    'Data sipas planit të publikimit: që nga ajo ditë tabelat e një periudhe nxirren, kontrollohen dhe publikohen; raportimet numërohen deri një ditë më parë. Një tabelë që do të tregonte tepër, ose për të cilën është ndarë tepër pak, nuk del.',
  'upcoming.noNumbers':
    'Asnjë nga këta numra nuk shihet më parë: numrat nxirren një herë, kur periudha është mbyllur, dhe kush do të shihte edhe numra më të hershëm, do të mund të llogariste nga ndryshimi raportime të veçanta.',
  'upcoming.from': 'Publikohet nga data',
  'upcoming.for': '{audience}: {count, plural, one {{n} tabelë} other {{n} tabela}}',
  'upcoming.forApproved': '{audience}: {count, plural, one {{n} tabelë} other {{n} tabela}}, pas miratimit',
  'upcoming.which': 'Cilat tabela',
};
