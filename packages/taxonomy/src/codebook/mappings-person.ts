import type { ListMappings } from './field-lists.ts';

const sex: ListMappings<'sex'> = {
  female: { hxl: ['#affected+f'], primero: ['female'] },
  male: { hxl: ['#affected+m'], primero: ['male'] },
  other: { hxl: ['#affected+other'], primero: ['other'] },
  unknown: { hxl: ['#affected+unknown'], primero: ['unknown'] },
};

/** HXL's age attributes. The lower bands also match +children, the standard's attribute for under 18. */
const ageBand: ListMappings<'ageBand'> = {
  '0-11': { hxl: ['#affected+age_0_11'], primero: ['0 - 11'] },
  '12-17': { hxl: ['#affected+age_12_17'], primero: ['12 - 17'] },
  '18-29': { hxl: ['#affected+age_18_29'] },
  '30-59': { hxl: ['#affected+age_30_59'] },
  '60-plus': { hxl: ['#affected+elderly', '#affected+age_60_plus'] },
  'child-age-unknown': { hxl: ['#affected+children'] },
  'adult-age-unknown': { hxl: ['#affected+adults'] },
};

const personFlag: ListMappings<'personFlag'> = {
  unaccompanied: {
    primero: ['unaccompanied_minor', 'Unaccompanied Minor'],
    hxl: ['#affected+children+unaccompanied'],
  },
  separated: { primero: ['separated_child', 'Separated Child'], hxl: ['#affected+children+separated'] },
  pregnant: { hxl: ['#affected+f+pregnant'] },
  disability: { hxl: ['#affected+disabled'], primero: ['disability'] },
  'medical-condition': { primero: ['serious_health_issue'] },
  stateless: { primero: ['stateless'] },
};

const personGroup: ListMappings<'personGroup'> = {
  'unaccompanied-or-separated-child': { hxl: ['#affected+children+uasc'], primero: ['uasc'] },
  'other-child': { hxl: ['#affected+children'] },
  woman: { hxl: ['#affected+f+adults'] },
  man: { hxl: ['#affected+m+adults'] },
};

const asylumStatus: ListMappings<'asylumStatus'> = {
  'asylum-seeker': { primero: ['asylum_seeker', 'Asylum Seeker'], hxl: ['#affected+asylum_seekers'] },
  refugee: { primero: ['refugee', 'Refugee'], hxl: ['#affected+refugees'] },
};

const service: ListMappings<'service'> = {
  shelter: { primero: ['shelter_service', 'Shelter'] },
  food: { primero: ['food_service'] },
  'non-food-items': { primero: ['non_food_items_service'] },
  medical: {
    primero: ['health_medical_service', 'Health/Medical Service'],
    gbvims: ['Health / Medical Services'],
  },
  psychosocial: { primero: ['psychosocial_service'], gbvims: ['Psychosocial Services'] },
  'legal-aid': { primero: ['legal_assistance_service'], gbvims: ['Legal Assistance Services'] },
  'child-protection': { primero: ['child_protection_service'], gbvims: ['Child Protection Services'] },
  'safe-house': { primero: ['safehouse_service'], gbvims: ['Safe House / Shelter'] },
  'family-tracing': { primero: ['family_reunification_service', 'family_tracing_service'] },
  education: { primero: ['education_service'] },
  'police-prosecutor': {
    primero: ['police_other_service'],
    gbvims: ['Police / Other Type of Security Actor'],
  },
  other: { primero: ['other_other_service'] },
};

const serviceOutcome: ListMappings<'serviceOutcome'> = {
  given: { gbvims: ['Service provided by your agency'] },
  referred: { gbvims: ['Referred'] },
  accepted: { primero: ['accepted'] },
  declined: { gbvims: ['Referral declined by survivor'] },
  unavailable: { gbvims: ['Service unavailable'] },
  pending: { primero: ['pending'] },
};

const originRegion: ListMappings<'originRegion'> = {
  'western-or-southern-asia': { 'missing-migrants': ['Western / Southern Asia'] },
  mixed: { 'missing-migrants': ['Mixed'] },
  unknown: { 'missing-migrants': ['Unknown', 'Mixed/Unknown'] },
  'northern-africa': { 'missing-migrants': ['Northern Africa'] },
  'middle-africa': { 'missing-migrants': ['Middle Africa', 'Central Africa'] },
  'southern-asia': { 'missing-migrants': ['Southern Asia'] },
  'western-asia': { 'missing-migrants': ['Western Asia'] },
  europe: {
    'missing-migrants': ['Europe', 'Southern Europe', 'Eastern Europe', 'Western Europe', 'Northern Europe'],
  },
  caribbean: { 'missing-migrants': ['Caribbean'] },
};

export const PERSON_MAPPINGS = {
  sex,
  ageBand,
  personFlag,
  personGroup,
  asylumStatus,
  service,
  serviceOutcome,
  originRegion,
} as const;
