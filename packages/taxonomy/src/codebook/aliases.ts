import { COUNTRY_ALIASES } from './country-aliases.ts';
import type { ByCode, ListName } from './lists.ts';

type Aliases<L extends ListName> = ByCode<L, readonly string[]>;

const incidentType: Aliases<'incidentType'> = {
  'physical-violence': [
    'physical assault',
    'beating',
    'beatings',
    'violence',
    'dhunë',
    'prebijanje',
    'насилство',
  ],
  'sexual-violence-rape': ['rape', 'sexual violence: rape'],
  'sexual-violence-other': ['sexual violence: other sexual assault', 'sexual assault', 'seksualni napad'],
  'sexual-violence': ['sexual violence', 'dhunë seksuale', 'seksualno nasilje', 'сексуално насилство'],
  'theft-robbery': [
    'theft',
    'robbery',
    'vjedhje',
    'grabitje',
    'krađa',
    'razbojništvo',
    'pljačka',
    'кражба',
    'грабеж',
  ],
  'destruction-of-belongings': ['destruction of property', 'destroyed belongings'],
  'kidnapping-detention': [
    'kidnapping',
    'abduction',
    'unlawful detention',
    'rrëmbim',
    'otmica',
    'грабнување',
  ],
  'extortion-ransom': ['extortion', 'ransom', 'iznuda', 'otkupnina', 'изнуда', 'откуп'],
  'trafficking-sexual': ['sex trafficking', 'trafficking: sexual'],
  'trafficking-labour': ['labour trafficking', 'labor trafficking', 'trafficking: labour'],
  'trafficking-begging': ['trafficking: begging'],
  'trafficking-forced-criminality': ['trafficking: forced criminality'],
  'trafficking-other': ['trafficking: other'],
  trafficking: [
    'trafficking',
    'human trafficking',
    'trafficking in human beings',
    'THB',
    'trafikim',
    'trgovina ljudima',
    'трговија со луѓе',
  ],
  exploitation: ['exploitation', 'shfrytëzim', 'eksploatacija', 'експлоатација'],
  'threats-intimidation': ['threats', 'threat', 'intimidation', 'kërcënim', 'pretnja', 'prijetnja', 'закана'],
  pushback: ['push back', 'push-back', 'refoulement', 'kthim mbrapsht', 'zbrapsje', 'pušbek', 'пушбек'],
  'chain-pushback': ['chain push-back', 'chain refoulement', 'lančani pušbek', 'верижен пушбек'],
  'denial-of-asylum': ['denial of asylum', 'denied asylum'],
  'denial-of-services': ['denial of service'],
  'abandonment-by-smugglers': ['abandonment', 'abandoned by smugglers'],
  death: ['dead', 'deaths', 'fatality'],
  'missing-person': ['missing', 'disappearance', 'disappeared'],
  'smuggling-fraud': ['smuggling fraud', 'fraud'],
};

const perpetrator: Aliases<'perpetrator'> = {
  smuggler: ['smuggler', 'smugglers', 'kontrabandist', 'krijumčar', 'krijumčari', 'криумчар'],
  'smuggler-driver': ['driver', 'shofer', 'vozač', 'возач'],
  'smuggler-guide': ['guide', 'udhërrëfyes', 'vodič', 'водич'],
  'smuggler-guesthouse-keeper': ['guesthouse keeper'],
  'smuggler-organiser': ['organiser', 'organizer'],
  'organised-criminal-group': ['OCG', 'organized criminal group', 'criminal gang'],
  'border-guard': ['border guards', 'granična policija', 'policia kufitare', 'гранична полиција'],
  police: ['police officer', 'police officers'],
  military: ['army', 'soldier'],
  'foreign-officer': ['Frontex', 'foreign officers'],
  'other-person-on-the-move': ['other migrant', 'fellow traveller'],
  'local-resident': ['local', 'locals', 'civilian'],
  'family-or-partner': ['family', 'partner', 'spouse'],
  'centre-staff': ['camp staff', 'center staff', 'centre staff'],
};

const causeOfDeath: Aliases<'causeOfDeath'> = {
  drowning: ['drowned', 'mbytje', 'utopljenje', 'давење'],
  'vehicle-accident': ['vehicle accident', 'hazardous transport', 'traffic accident'],
  'harsh-conditions': ['harsh environmental conditions', 'hypothermia', 'harsh conditions'],
  sickness: ['sickness', 'illness'],
  accident: ['Accidental death'],
  unknown: ['unknown', 'unknown or mixed', 'mixed', 'mixed/unknown'],
};

const sex: Aliases<'sex'> = {
  female: ['f', 'w', 'woman', 'women', 'girl', 'ž', 'žena', 'жена', 'grua'],
  male: ['m', 'man', 'men', 'boy', 'muškarac', 'маж', 'burrë'],
  unknown: ['not stated'],
};

const ageBand: Aliases<'ageBand'> = {
  '60-plus': ['60+', '60 and over', 'elderly'],
  'child-age-unknown': ['child', 'minor', 'children', 'fëmijë', 'dete', 'dijete', 'дете'],
  'adult-age-unknown': ['adult', 'adults', 'i rritur', 'odrasla osoba', 'возрасно лице'],
  unknown: ['not stated'],
};

const personFlag: Aliases<'personFlag'> = {
  unaccompanied: ['UAC', 'UAM', 'unaccompanied minor'],
  separated: ['separated minor'],
  pregnant: ['pregnancy'],
  disability: ['disabled', 'PWD'],
  'survivor-of-torture': ['torture-survivor', 'torture survivor', 'torture'],
  stateless: ['statelessness'],
};

const personGroup: Aliases<'personGroup'> = {
  'unaccompanied-or-separated-child': ['UASC', 'UAC', 'UAM'],
  woman: ['women'],
  man: ['men'],
};

const smugglingMethod: Aliases<'smugglingMethod'> = {
  'on-foot-with-guide': ['with guide'],
  lorry: ['truck'],
  taxi: ['rideshare', 'taxi'],
  'river-crossing': ['swimming', 'walking or swimming a river'],
  air: ['plane', 'airplane', 'flight'],
  'guaranteed-package': ['guaranteed'],
};

const shareWith: Aliases<'shareWith'> = {
  organisation: ['organization'],
  partners: ['partner'],
};

/** Common synonyms of codes. In a look-up, they have a lower priority than labels, and a higher one than names of field lists. */
export const ALIASES: { readonly [L in ListName]?: Aliases<L> } = {
  incidentType,
  perpetrator,
  causeOfDeath,
  sex,
  ageBand,
  personFlag,
  personGroup,
  smugglingMethod,
  shareWith,
  country: COUNTRY_ALIASES,
};
