import type { MessagesOf } from '../messages-of.ts';
import type { en } from './en.ts';

export const sq: MessagesOf<typeof en> = {
  'names.region': '{unit} në gjithë rajonin',
  'names.by': '{unit} sipas {dimension}',
  'names.byTwo': '{unit} sipas {first} dhe {last}',
  'names.by.country': 'vendit',
  'names.by.area': 'zonës',
  'names.by.segment': 'segmentit të kufirit',
  'names.by.typeGroup': 'grupit të llojeve',
  'names.by.type': 'llojit',
  'names.by.exactType': 'llojit të saktë',
  'names.by.perpetrator': 'kryerësit',
  'names.by.method': 'mënyrës së kontrabandimit',
  'names.by.personGroup': 'grupit të personave',
  'names.by.originRegion': 'rajonit të origjinës',
  'names.by.groupSize': 'numrit të viktimave',
  'names.by.service': 'shërbimit',
  'names.by.cause': 'shkakut të vdekjes',
  'names.weekly': 'për çdo javë',
  'names.monthly': 'për çdo muaj',
  'names.quarterly': 'për çdo tremujor',
  'names.yearly': 'për çdo vit',
  'names.byReceipt': 'sipas javës së marrjes',
  'names.receivedIn': 'raportimet e marra: {period}',
  'names.for.partners': 'për anëtaret',
  'names.for.network': 'për rrjetin',
  'names.for.authorities': 'për autoritetet',
  'names.for.public': 'për publikun',
  'notice.sums':
    'Shumat e përgjithshme janë shuma qelizash dhe nuk kanë kufi të vetin: një shumë prej 0 mund të jetë më shumë se çdo qelizë e saj.',
  'notice.victims':
    'Viktima janë personat e dëmtuar siç i thonë raportimet, pa hequr përsëritjet: kush është në dy raportime numërohet dy herë, dhe ku nuk thuhet asgjë nuk shtohet asgjë. Çdo shumë është shumëfish i {k}, më së shumti ±{atMost} larg asaj që u deklarua, dhe jepet vetëm për {from} incidente ose më shumë.',
  'refusal.inEnglish': 'Ai thotë (në anglisht):',
  'refusal.notRequested': 'Askush nuk e ka kërkuar miratimin e këtij publikimi. Kërkojeni më parë.',
  'refusal.expired': 'Jo të gjitha anëtaret kanë miratuar brenda 14 ditëve. Kërkojeni sërish.',
  'refusal.objected':
    'Një anëtare ka kundërshtuar: kjo tabelë dhe kjo periudhë nuk i ofrohen më këtij rrethi.',
  'refusal.withdrawn': 'Publikimi u tërhoq: ai nuk i ofrohet më këtij rrethi.',
  'refusal.alreadyApproved':
    'Të gjitha anëtaret e kanë miratuar tashmë publikimin. Ajo që mbetet është ta tërhiqni publikimin.',
  'refusal.notApproved': 'Publikimi nuk është miratuar, prandaj nuk ka nga se të tërhiqet.',
  'refusal.notTheRequester': 'E ka kërkuar një anëtare tjetër. Tërhiqni miratimin tuaj ose kundërshtoni.',
  'refusal.notAsked': 'Organizata juaj nuk ishte anëtare kur u kërkua dhe nuk pyetet.',
  'refusal.notDelegated': 'Ajo organizatë nuk e ka lejuar tuajën ta miratojë këtë në vend të saj.',
  'refusal.notAMember': 'Ajo nuk është organizatë anëtare.',
  'refusal.delegateIsOneself': 'Askush nuk miraton në vend të vetvetes.',
  'refusal.needsNone': 'Publikimi nuk ka nevojë për miratim: ai është për rrethet e atyre që raportojnë.',
  'refusal.frozen': 'Buletini është i ngrirë: asgjë e tij nuk ndryshon më. Filloni një të ri.',
  'refusal.stale':
    'Ndërkohë dikush ka ruajtur një version tjetër. Lexojeni dhe bëni me atë version atë që doni.',
  'refusal.notSubmitted': 'Ende nuk është dorëzuar: autorët e tij mund të jenë duke shkruar.',
  'refusal.ownVersion': 'Këtë version e ruajtët ju: duhet ta miratojë një person i dytë.',
  'refusal.readsOtherwise': 'Lexohet ndryshe nga sa u shfaq. Lexojeni sërish dhe miratoni atë.',
  'refusal.notYetApproved': 'Askush nuk e ka miratuar ende këtë version.',
  'refusal.tooManyDrafts':
    'Organizata juaj ka aq drafte sa mund të ketë. Më parë ngrini ose hiqni një prej tyre.',
  'refusal.hasProblems':
    'Kështu siç është nuk mund të shfaqet. Shihni se çfarë përmendet në faqen e tij, ndreqeni dhe ruajeni sërish.',
};
