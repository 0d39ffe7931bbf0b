import { type Language, latinToCyrillic, XK_FOOTNOTE } from '@waylight/taxonomy';
import { selectLanguage } from './headings.ts';

type Line = Parameters<typeof selectLanguage>[0];

const LINES: readonly Line[] = [
  [
    'One row is one report about one incident.',
    'Një rresht është një raport për një incident.',
    'Jedan red je jedna prijava jednog incidenta.',
    'Еден ред е една пријава за еден инцидент.',
  ],
  [
    'The id is yours: up to 64 of A-Z, 0-9 and . _ : , -. Change a row and import again: the report is revised. Never use a name or a document number.',
    'Identifikuesin e zgjidhni ju: deri në 64 shenja A-Z, 0-9 dhe . _ : , -. Ndryshoni një rresht dhe importojeni përsëri: raporti rishikohet. Mos përdorni kurrë një emër ose një numër dokumenti.',
    'Oznaku birate vi: do 64 znaka A-Z, 0-9 i . _ : , -. Promenite red i uvezite ponovo: prijava se menja. Nikada ne koristite ime ili broj dokumenta.',
    'Ознаката ја избирате вие: до 64 знаци A-Z, 0-9 и . _ : , -. Сменете ред и увезете повторно: пријавата се ревидира. Никогаш не користете име или број на документ.',
    'Oznaku birate vi: do 64 znaka A-Z, 0-9 i . _ : , -. Promijenite red i uvezite ponovo: prijava se mijenja. Nikada ne koristite ime ili broj dokumenta.',
  ],
  [
    'Date: 14.3.2025 or 2025-03-14; only the month: 2025-03; only the year: 2025. Never a time of day.',
    'Data: 14.3.2025 ose 2025-03-14; vetëm muaji: 2025-03; vetëm viti: 2025. Kurrë ora e ditës.',
    'Datum: 14.3.2025 ili 2025-03-14; samo mesec: 2025-03; samo godina: 2025. Nikada vreme u danu.',
    'Датум: 14.3.2025 или 2025-03-14; само месец: 2025-03; само година: 2025. Никогаш час од денот.',
    'Datum: 14.3.2025 ili 2025-03-14; samo mjesec: 2025-03; samo godina: 2025. Nikada vrijeme u danu.',
  ],
  [
    'Choose from the lists. Leave unknown values blank: blank is "not stated", 0 is none.',
    'Zgjidhni nga listat. Lini bosh atë që nuk dihet: bosh është "nuk është deklaruar", 0 është asnjë.',
    'Birajte sa lista. Ostavite prazno ono što se ne zna: prazno je "nije navedeno", 0 je nijedan.',
    'Изберете од списоците. Непознатото оставете го празно: празно е „не е наведено“, 0 е ниеден.',
    'Birajte sa lista. Ostavite prazno ono što se ne zna: prazno je "nije navedeno", 0 je nijedan.',
  ],
  [
    'Names, phone numbers, document numbers and stories do not belong here. They stay with your organisation.',
    'Emrat, numrat e telefonit, numrat e dokumenteve dhe rrëfimet nuk i përkasin kësaj tabele. Ato mbeten te organizata juaj.',
    'Imena, brojevi telefona, brojevi dokumenata i ispovesti ne pripadaju ovde. Oni ostaju u vašoj organizaciji.',
    'Имиња, телефонски броеви, броеви на документи и лични искази не припаѓаат тука. Тие остануваат во вашата организација.',
    'Imena, brojevi telefona, brojevi dokumenata i ispovijesti ne pripadaju ovdje. Oni ostaju u vašoj organizaciji.',
  ],
  [
    '"Share with" is the widest audience that may count the report. Blank: only your organisation, and nothing leaves.',
    '"Ndaje me" është audienca më e gjerë që mund ta numërojë raportin. Bosh: vetëm organizata juaj, dhe asgjë nuk del.',
    '"Podeliti sa" određuje najšire čitaoce koji smeju da broje prijavu. Prazno: samo vaša organizacija i ništa ne izlazi.',
    '„Сподели со“ е најширокиот круг читатели што смее да ја брои пријавата. Празно: само вашата организација и ништо не излегува.',
    '"Podijeliti sa" određuje najšire čitaoce koji smiju da broje prijavu. Prazno: samo vaša organizacija i ništa ne izlazi.',
  ],
  [
    'If the legal basis is consent, enter its scope and date. A row that is shared more widely is refused. For a child a guardian consents.',
    'Nëse baza ligjore është pëlqimi, shkruani shtrirjen dhe datën e tij. Një rresht që ndahet më gjerë refuzohet. Për një fëmijë pëlqimin e jep kujdestari.',
    'Kada je pravni osnov pristanak, upišite njegov obim i datum. Red koji se deli šire se odbija. Za dete pristanak daje staratelj.',
    'Ако правната основа е согласност, внесете ги нејзиниот опсег и датум. Ред што се споделува пошироко се одбива. За дете согласност дава старател.',
    'Kada je pravni osnov pristanak, upišite njegov obim i datum. Red koji se dijeli šire se odbija. Za dijete pristanak daje staratelj.',
  ],
  [
    'Do not change the first row and the hidden sheets. Then: waylight import FILE --country CC',
    'Mos e ndryshoni rreshtin e parë dhe fletët e fshehura. Pastaj: waylight import FILE --country CC',
    'Prvi red i skrivene listove ostavite kakvi su. Zatim: waylight import FILE --country CC',
    'Не менувајте ги првиот ред и скриените листови. Потоа: waylight import FILE --country CC',
    'Prvi red i skrivene listove ostavite kakvi su. Zatim: waylight import FILE --country CC',
  ],
];

export function explanationLines(language: Language): string[] {
  return [...LINES.map((line) => translated(line, language)), `* ${XK_FOOTNOTE}`];
}

/** What a person types keeps its script. */
const TYPED = /(waylight .*$|A-Z)/;

function translated(line: Line, language: Language): string {
  if (language !== 'sr-Cyrl') return selectLanguage(line, language);
  const parts = selectLanguage(line, 'sr-Latn').split(TYPED);
  return parts.map((part, i) => (i % 2 === 0 ? latinToCyrillic(part) : part)).join('');
}
