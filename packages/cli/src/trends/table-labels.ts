import type { Language } from '@waylight/taxonomy';
import type { DimensionName } from '@waylight/trends';

/** What tables of the release plan call everything that has no row or column of its own. */
export const OTHER_OR_UNKNOWN = 'other-or-unknown';

export type TableLabels = {
  readonly total: string;
  readonly trend: string;
  readonly none: string;
  readonly otherOrUnknown: string;
  readonly dimensions: Readonly<Record<DimensionName, string>>;
};

/** The dimensions in the order in which the rows below name them. */
const DIMENSIONS = [
  'period',
  'country',
  'area',
  'segment',
  'type',
  'typeGroup',
  'cause',
  'perpetrator',
  'method',
  'personGroup',
  'originRegion',
  'shareWith',
  'groupSize',
  'service',
  'exactType',
  'sourceQuality',
  'placePrecision',
] as const satisfies readonly DimensionName[];

const ROWS: Readonly<Record<Language, readonly string[]>> = {
  en: [
    ...['Total', 'Trend', 'None', 'Other or unknown', 'Period', 'Country', 'Area', 'Border segment', 'Type'],
    ...[
      'Type group',
      'Cause',
      'Perpetrator',
      'Method',
      'Person group',
      'Region of origin',
      'Shared with',
      'Victims in the incident',
      'Service',
      'Exact type',
      'Source quality',
      'Place known',
    ],
  ],
  sq: [
    ...[
      'Gjithsej',
      'Prirja',
      'Asnjë',
      'Tjetër ose e panjohur',
      'Periudha',
      'Vendi',
      'Zona',
      'Segmenti i kufirit',
    ],
    ...['Lloji', 'Grupi i llojit', 'Shkaku', 'Kryerësi', 'Mënyra', 'Grupi i personit', 'Rajoni i origjinës'],
    ...[
      'Ndarë me',
      'Viktima në incident',
      'Shërbimi',
      'Lloji i saktë',
      'Cilësia e burimit',
      'Vendi i njohur',
    ],
  ],
  'sr-Latn': [
    ...[
      'Ukupno',
      'Trend',
      'Nema',
      'Drugo ili nepoznato',
      'Period',
      'Država',
      'Oblast',
      'Deonica granice',
      'Vrsta',
    ],
    ...[
      'Grupa vrsta',
      'Uzrok',
      'Počinilac',
      'Način',
      'Grupa lica',
      'Region porekla',
      'Podeljeno sa',
      'Žrtava u incidentu',
      'Usluga',
      'Tačna vrsta',
      'Kvalitet izvora',
      'Poznatost mesta',
    ],
  ],
  'sr-Cyrl': [
    ...[
      'Укупно',
      'Тренд',
      'Нема',
      'Друго или непознато',
      'Период',
      'Земља',
      'Област',
      'Деоница границе',
      'Врста',
    ],
    ...[
      'Група врста',
      'Узрок',
      'Починилац',
      'Начин',
      'Група лица',
      'Регион порекла',
      'Подељено са',
      'Жртава у инциденту',
      'Услуга',
      'Тачна врста',
      'Квалитет извора',
      'Познатост места',
    ],
  ],
  mk: [
    ...[
      'Вкупно',
      'Тренд',
      'Нема',
      'Друго или непознато',
      'Период',
      'Земја',
      'Област',
      'Гранична делница',
      'Вид',
    ],
    ...[
      'Група видови',
      'Причина',
      'Сторител',
      'Начин',
      'Група лица',
      'Регион на потекло',
      'Споделено со',
      'Жртви во инцидентот',
      'Услуга',
      'Точен вид',
      'Квалитет на изворот',
      'Познавање на местото',
    ],
  ],
  bs: [
    ...[
      'Ukupno',
      'Trend',
      'Nema',
      'Drugo ili nepoznato',
      'Period',
      'Država',
      'Oblast',
      'Dionica granice',
      'Vrsta',
    ],
    ...[
      'Grupa vrsta',
      'Uzrok',
      'Počinilac',
      'Način',
      'Grupa lica',
      'Regija porijekla',
      'Podijeljeno sa',
      'Žrtava u incidentu',
      'Usluga',
      'Tačna vrsta',
      'Kvalitet izvora',
      'Poznatost mjesta',
    ],
  ],
  cnr: [
    ...[
      'Ukupno',
      'Trend',
      'Nema',
      'Drugo ili nepoznato',
      'Period',
      'Država',
      'Oblast',
      'Dionica granice',
      'Vrsta',
    ],
    ...[
      'Grupa vrsta',
      'Uzrok',
      'Počinilac',
      'Način',
      'Grupa lica',
      'Region porijekla',
      'Podijeljeno sa',
      'Žrtava u incidentu',
      'Usluga',
      'Tačna vrsta',
      'Kvalitet izvora',
      'Poznatost mjesta',
    ],
  ],
};

export function tableLabels(language: Language): TableLabels {
  const [total = '', trend = '', none = '', otherOrUnknown = '', ...titles] = ROWS[language];
  const dimensions = Object.fromEntries(DIMENSIONS.map((name, i) => [name, titles[i] ?? name]));
  return { total, trend, none, otherOrUnknown, dimensions: dimensions as TableLabels['dimensions'] };
}
