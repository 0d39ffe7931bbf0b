import { type Language, latinToCyrillic } from '@waylight/taxonomy';

/** English, Albanian, Serbian in Latin script, Macedonian; then Bosnian and Montenegrin if they differ from Serbian. */
type Row = readonly [en: string, sq: string, sr: string, mk: string, bs?: string, cnr?: string];

/** Headings of fields, without their index, and other texts of the workbook. */
const ROWS = {
  reportId: ['Report id', 'Identifikuesi i raportit', 'Oznaka prijave', 'Ознака на пријавата'],
  occurredOn: ['Date of the incident', 'Data e incidentit', 'Datum incidenta', 'Датум на инцидентот'],
  country: ['Country', 'Shteti', 'Država', 'Земја'],
  area: ['Area', 'Zona', 'Oblast', 'Област'],
  place: ['Place', 'Vendi', 'Mesto', 'Место', 'Mjesto'],
  segment: ['Border segment', 'Segmenti i kufirit', 'Deonica granice', 'Гранична делница', 'Dionica granice'],
  types: ['Type of incident', 'Lloji i incidentit', 'Vrsta incidenta', 'Вид на инцидентот'],
  causes: [
    'Cause of death or disappearance',
    'Shkaku i vdekjes ose zhdukjes',
    'Uzrok smrti ili nestanka',
    'Причина за смртта или исчезнувањето',
  ],
  perpetrators: ['Perpetrator', 'Kryerësi', 'Počinilac', 'Сторител'],
  smugglingMethods: [
    'Smuggling method',
    'Mënyra e kontrabandimit',
    'Način krijumčarenja',
    'Начин на криумчарење',
  ],
  'counts.persons': ['Persons harmed', 'Persona të dëmtuar', 'Oštećene osobe', 'Оштетени лица'],
  'counts.dead': ['Dead', 'Të vdekur', 'Mrtvi', 'Мртви'],
  'counts.missing': ['Missing', 'Të zhdukur', 'Nestali', 'Исчезнати'],
  'counts.survivors': ['Survivors', 'Të mbijetuar', 'Preživeli', 'Преживеани', 'Preživjeli'],
  'counts.female': [
    'Women and girls',
    'Gra dhe vajza',
    'Žene i devojčice',
    'Жени и девојчиња',
    'Žene i djevojčice',
  ],
  'counts.male': [
    'Men and boys',
    'Burra dhe djem',
    'Muškarci i dečaci',
    'Мажи и момчиња',
    'Muškarci i dječaci',
  ],
  'counts.minors': ['Children', 'Fëmijë', 'Deca', 'Деца', 'Djeca'],
  origins: [
    'Country of origin',
    'Vendi i origjinës',
    'Zemlja porekla',
    'Земја на потекло',
    'Zemlja porijekla',
  ],
  'information.source': [
    'Source of the information',
    'Burimi i informacionit',
    'Izvor informacije',
    'Извор на информацијата',
  ],
  'information.reliability': [
    'Reliability of the source',
    'Besueshmëria e burimit',
    'Pouzdanost izvora',
    'Веродостојност на изворот',
  ],
  'information.credibility': [
    'Credibility of the information',
    'Vërtetësia e informacionit',
    'Verodostojnost informacije',
    'Вистинитост на информацијата',
  ],
  'information.verification': ['Verification', 'Verifikimi', 'Provera', 'Проверка', 'Provjera'],
  'information.accountability': [
    'What followed',
    'Çfarë pasoi',
    'Šta je usledilo',
    'Што следело',
    'Šta je uslijedilo',
  ],
  shareWith: ['Share with', 'Ndaje me', 'Podeliti sa', 'Сподели со', 'Podijeliti sa'],
  'consent.basis': ['Legal basis', 'Baza ligjore', 'Pravni osnov', 'Правна основа'],
  'consent.scope': [
    'Consent: shared at most with',
    'Pëlqimi: ndahet më së shumti me',
    'Pristanak: podeliti najviše sa',
    'Согласност: споделено најмногу со',
    'Pristanak: podijeliti najviše sa',
  ],
  'consent.givenOn': ['Consent: date', 'Pëlqimi: data', 'Pristanak: datum', 'Согласност: датум'],
  'consent.givenBy': ['Consent: given by', 'Pëlqimi: dhënë nga', 'Pristanak: od koga', 'Согласност: од кого'],
  'persons[].sex': ['sex', 'gjinia', 'pol', 'пол', 'spol', 'pol'],
  'persons[].ageBand': ['age', 'mosha', 'uzrast', 'возраст', 'dob', 'uzrast'],
  'persons[].flags': ['particular need', 'nevojë e veçantë', 'posebna potreba', 'посебна потреба'],
  'persons[].originCountry': [
    'country of origin',
    'vendi i origjinës',
    'zemlja porekla',
    'земја на потекло',
    'zemlja porijekla',
  ],
  'persons[].asylumStatus': ['asylum status', 'statusi i azilit', 'status azila', 'статус на азил'],
  'services[].service': ['service', 'shërbimi', 'usluga', 'услуга'],
  'services[].outcome': ['outcome', 'rezultati', 'ishod', 'исход'],
  person: ['Person', 'Personi', 'Osoba', 'Лице'],
  help: ['Help', 'Ndihma', 'Pomoć', 'Помош'],
  reports: ['Reports', 'Raportet', 'Prijave', 'Пријави'],
  explanation: ['Explanation', 'Shpjegim', 'Objašnjenje', 'Објаснување'],
  required: ['required', 'e detyrueshme', 'obavezno', 'задолжително'],
} as const satisfies Record<string, Row>;

export type HeadingKey = keyof typeof ROWS;

export function heading(key: HeadingKey, language: Language): string {
  return selectLanguage(ROWS[key], language);
}

export function selectLanguage([en, sq, sr, mk, bs = sr, cnr = bs]: Row, language: Language): string {
  switch (language) {
    case 'en':
      return en;
    case 'sq':
      return sq;
    case 'sr-Latn':
      return sr;
    case 'sr-Cyrl':
      return latinToCyrillic(sr);
    case 'mk':
      return mk;
    case 'bs':
      return bs;
    case 'cnr':
      return cnr;
    default:
      return language satisfies never;
  }
}

export function isHeadingKey(text: string): text is HeadingKey {
  return Object.hasOwn(ROWS, text);
}
