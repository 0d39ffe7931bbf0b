import type { ListMappings } from './field-lists.ts';

const incidentType: ListMappings<'incidentType'> = {
  'physical-violence': {
    iccs: ['0201'],
    gbvims: ['Physical Assault', 'physical_assault'],
    bvmn: [
      'beating',
      'beating (with batons/hands/other)',
      'beating with batons/hands/other',
      'beating with batons',
      'kicking',
      'pushing people to the ground',
      'dog attacks',
      'electric discharge weapons (EDW)',
      'electroshock',
      'pepper spray',
      'gunshots',
      'water immersion',
      'exposure to air condition and extreme temperature during car ride',
      'reckless driving',
    ],
  },
  'sexual-violence-rape': { iccs: ['03011'], gbvims: ['Rape'] },
  'sexual-violence-other': {
    iccs: ['03012'],
    gbvims: ['Sexual Assault', 'sexual_assault'],
    bvmn: ['sexual assault'],
  },
  'sexual-violence': { iccs: ['0301'] },
  'theft-robbery': {
    iccs: ['0401', '0502'],
    bvmn: ['theft of personal belongings', 'theft', 'personal belongings stolen'],
  },
  'destruction-of-belongings': {
    bvmn: ['destruction of personal belongings', 'personal belongings destroyed'],
  },
  'kidnapping-detention': { iccs: ['020221', '02022'], bvmn: ['detention'] },
  'extortion-ransom': { iccs: ['02051'] },
  'trafficking-sexual': { iccs: ['02041'], htcds: ['Sexual exploitation'] },
  'trafficking-labour': { iccs: ['02042'], htcds: ['Forced labour'] },
  'trafficking-begging': { iccs: ['02044'], htcds: ['Forced begging', 'Begging'] },
  'trafficking-forced-criminality': {
    iccs: ['02044'],
    htcds: ['Forced criminality', 'Illicit activities', 'Forced criminal activities'],
  },
  'trafficking-other': {
    iccs: ['02044'],
    htcds: ['Other exploitation', 'Slavery and similar practices', 'Organ removal'],
  },
  trafficking: { iccs: ['0204'], htcds: ['Unknown exploitation'] },
  exploitation: { iccs: ['0203'] },
  'forced-marriage': { gbvims: ['Forced Marriage', 'forced_marriage'], htcds: ['Forced marriage'] },
  'threats-intimidation': {
    iccs: ['02012', '0205'],
    gbvims: [
      'Psychological / Emotional Abuse',
      'Psychological Abuse',
      'Emotional Abuse',
      'psychological_emotional_abuse',
    ],
    bvmn: ['threatening with guns', 'insulting', 'forcing to undress', 'verbal abuse'],
  },
  pushback: { bvmn: ['pushback', 'push-back'] },
  'chain-pushback': { bvmn: ['chain pushback', 'chain-pushback'] },
  'denial-of-asylum': { bvmn: ['denial of asylum', 'no access to asylum'] },
  'denial-of-services': {
    gbvims: [
      'Denial of Resources, Opportunities or Services',
      'Denial of Resources',
      'denial_of_resources_opportunities_or_services',
    ],
    bvmn: ['denial of food/water', 'denial of access to toilets', 'denial of medical care'],
  },
  'smuggling-fraud': { iccs: ['0701'] },
  'abandonment-by-smugglers': { iccs: ['08051'] },
  death: { bvmn: ['death'] },
  'missing-person': { bvmn: ['disappearance'] },
};

const perpetrator: ListMappings<'perpetrator'> = {
  smuggler: { htcds: ['Smuggler'] },
  'organised-criminal-group': { htcds: ['Criminal group'] },
  'border-guard': { bvmn: ['border guards', 'border police'] },
  police: { bvmn: ['police officers', 'special police', 'local police'], primero: ['police'] },
  military: { bvmn: ['army', 'soldiers'], primero: ['armed_security_force'] },
  'private-security': { bvmn: ['security guards'] },
  'foreign-officer': { bvmn: ['Frontex', 'foreign officers'] },
  'other-person-on-the-move': { primero: ['other_refugee_idp_returnee', 'Other refugee / IDP / Returnee'] },
  'local-resident': {
    primero: ['other_resident_community_member', 'Other resident community member'],
    bvmn: ['vigilantes'],
  },
  employer: { primero: ['supervisor_employer', 'Supervisor / Employer'] },
  'family-or-partner': {
    primero: [
      'family_other_than_spouse_or_caregiver',
      'Family other than spouse or caregiver',
      'intimate_partner_former_partner',
      'Intimate Partner / Former Partner',
      'primary_caregiver',
      'Primary Caregiver',
    ],
  },
  'centre-staff': { primero: ['service_provider', 'Service Provider'] },
  other: { primero: ['other'] },
  unknown: { primero: ['unknown'] },
};

const causeOfDeath: ListMappings<'causeOfDeath'> = {
  drowning: { 'missing-migrants': ['Drowning'] },
  'vehicle-accident': { 'missing-migrants': ['Vehicle accident / death linked to hazardous transport'] },
  violence: { 'missing-migrants': ['Violence'] },
  'harsh-conditions': {
    'missing-migrants': ['Harsh environmental conditions / lack of adequate shelter, food, water'],
  },
  sickness: { 'missing-migrants': ['Sickness / lack of access to adequate healthcare'] },
  accident: { 'missing-migrants': ['Accidental death'] },
  // Missing Migrants has no code for electrocution. An electrocution is exported as an accident, and an imported accident stays an
  // accident.
  electrocution: { 'missing-migrants': ['Accidental death'] },
  unknown: { 'missing-migrants': ['Mixed or unknown', 'Mixed/Unknown'] },
};

const smugglingMethod: ListMappings<'smugglingMethod'> = {
  'on-foot-with-guide': { united: ['on foot'] },
  lorry: { united: ['truck'] },
  van: { united: ['van'] },
  car: { united: ['car'] },
  bus: { united: ['bus'] },
  train: { united: ['train'] },
  boat: { united: ['boat', 'ship'] },
  'river-crossing': { united: ['swimming'] },
  air: { united: ['airplane'] },
  'debt-or-hostage': { htcds: ['Debt bondage'] },
  'social-media-recruitment': { htcds: ['Internet recruitment', 'Online recruitment'] },
};

const reliability: ListMappings<'reliability'> = {
  a: { admiralty: ['A'] },
  b: { admiralty: ['B'] },
  c: { admiralty: ['C'] },
  d: { admiralty: ['D'] },
  e: { admiralty: ['E'] },
  f: { admiralty: ['F'] },
};

const credibility: ListMappings<'credibility'> = {
  '1': { admiralty: ['1'] },
  '2': { admiralty: ['2'] },
  '3': { admiralty: ['3'] },
  '4': { admiralty: ['4'] },
  '5': { admiralty: ['5'] },
  '6': { admiralty: ['6'] },
};

const accountability: ListMappings<'accountability'> = {
  none: { wola: ['None', 'No steps taken'] },
  'complaint-filed': { wola: ['Complaint filed'] },
  'under-investigation': {
    wola: ['Under investigation', 'Under OPR Investigation', 'Under OIG Investigation'],
  },
  'closed-without-result': { wola: ['Closed without result', 'Case closed', 'Complaint dismissed'] },
  disciplinary: { wola: ['Disciplinary action', 'Disciplinary measure'] },
  prosecuted: { wola: ['Prosecuted', 'Criminal charges pending'] },
  convicted: { wola: ['Convicted', 'Conviction'] },
  unknown: { wola: ['Unknown'] },
};

const sourceQuality: ListMappings<'sourceQuality'> = {
  '1': { 'missing-migrants': ['1'] },
  '2': { 'missing-migrants': ['2'] },
  '3': { 'missing-migrants': ['3'] },
  '4': { 'missing-migrants': ['4'] },
  '5': { 'missing-migrants': ['5'] },
};

export const INCIDENT_MAPPINGS = {
  incidentType,
  perpetrator,
  causeOfDeath,
  smugglingMethod,
  reliability,
  credibility,
  accountability,
  sourceQuality,
} as const;
