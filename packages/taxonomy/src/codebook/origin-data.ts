import type { CodeId } from './lists.ts';

/**
 * Every ISO 3166-1 code by its M49 subregion in the Missing Migrants Project, where Europe is one. XK and TW, which M49 lacks,
 * are assigned by geography. AQ has no region.
 */
export const ISO_BY_REGION: Readonly<Partial<Record<CodeId<'originRegion'>, string>>> = {
  'eastern-africa': 'BI KM DJ ER ET KE MG MW MU YT MZ RE RW SC SO SS TZ UG ZM ZW IO TF',
  'middle-africa': 'AO CM CF TD CG CD GQ GA ST',
  'northern-africa': 'DZ EG LY MA SD TN EH',
  'southern-africa': 'BW SZ LS NA ZA',
  'western-africa': 'BJ BF CV CI GM GH GN GW LR ML MR NE NG SH SN SL TG',
  caribbean: 'AI AG AW BS BB BQ VG KY CU CW DM DO GD GP HT JM MQ MS PR BL KN LC MF VC SX TT TC VI',
  'central-america': 'BZ CR SV GT HN MX NI PA',
  'south-america': 'AR BO BV BR CL CO EC FK GF GY PY PE GS SR UY VE',
  'northern-america': 'BM CA GL PM US',
  'central-asia': 'KZ KG TJ TM UZ',
  'eastern-asia': 'CN HK MO JP KP KR MN TW',
  'south-eastern-asia': 'BN KH ID LA MY MM PH SG TH TL VN',
  'southern-asia': 'AF BD BT IN IR MV NP PK LK',
  'western-asia': 'AM AZ BH CY GE IQ IL JO KW LB OM QA SA PS SY TR AE YE',
  europe:
    'BY BG CZ HU PL MD RO RU SK UA AX DK EE FO FI GG IS IE IM JE LV LT NO SJ SE GB AL AD BA HR GI GR VA IT MT ME MK PT SM RS SI ES AT BE FR DE LI LU MC NL CH XK',
  oceania: 'AU CX CC HM NZ NF FJ NC PG SB VU GU KI MH FM NR MP PW UM AS CK PF NU PN WS TK TO TV WF',
  unknown: 'AQ',
};

/** Names that ISO and common tables lack, or that contain a comma. */
export const ORIGIN_ALIASES: Readonly<Record<string, readonly string[]>> = {
  SY: ['Syrian Arab Republic', 'Syria'],
  IR: ['Iran (Islamic Republic of)', 'Islamic Republic of Iran', 'Iran, Islamic Republic of', 'Iran'],
  PS: [
    'State of Palestine',
    'Palestinian Territories',
    'Palestine',
    'Occupied Palestinian Territory',
    'Palestine, State of',
    'Palestina',
    'Gaza',
    'West Bank',
  ],
  CD: [
    'Democratic Republic of the Congo',
    'DR Congo',
    'DRC',
    'Congo, Democratic Republic of the',
    'Congo (Democratic Republic of the)',
    'Zaire',
  ],
  CG: ['Congo', 'Republic of the Congo', 'Congo, Republic of the'],
  TR: ['Türkiye', 'Turkey', 'Turkiye'],
  CI: ["Côte d'Ivoire", 'Ivory Coast'],
  LA: ["Lao People's Democratic Republic"],
  KP: ["Democratic People's Republic of Korea", "Korea, Democratic People's Republic of", 'North Korea'],
  KR: ['Republic of Korea', 'Korea, Republic of', 'South Korea'],
  RU: ['Russian Federation'],
  MD: ['Republic of Moldova', 'Moldova, Republic of'],
  TZ: ['United Republic of Tanzania', 'Tanzania, United Republic of'],
  VE: ['Venezuela (Bolivarian Republic of)', 'Venezuela, Bolivarian Republic of'],
  BO: ['Bolivia (Plurinational State of)', 'Bolivia, Plurinational State of'],
  VN: ['Viet Nam'],
  SZ: ['Swaziland'],
  CV: ['Cabo Verde', 'Cape Verde'],
  MM: ['Burma'],
  EH: ['Western Sahara', 'Sahrawi'],
  GM: ['The Gambia', 'Gambia (Republic of The)'],
  CZ: ['Czech Republic', 'Czechia'],
  GB: ['United Kingdom', 'UK', 'United Kingdom of Great Britain and Northern Ireland', 'Great Britain'],
  US: ['United States of America', 'USA', 'United States'],
  FM: ['Micronesia (Federated States of)', 'Micronesia, Federated States of'],
  TW: ['Taiwan', 'Taiwan, Province of China'],
  MK: ['Macedonia', 'FYROM'],
  XK: ['Kosovo', 'Kosova'],
};
