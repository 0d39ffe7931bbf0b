/**
 * Areas for the divisions of GeoNames' first administrative level. A division that is not listed has no area, or its area is
 * uncertain.
 */
export const AREA_BY_ADMIN1: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  AL: {
    '40': 'AL-01',
    '41': 'AL-09',
    '42': 'AL-02',
    '43': 'AL-03',
    '44': 'AL-04',
    '45': 'AL-05',
    '46': 'AL-06',
    '47': 'AL-07',
    '48': 'AL-08',
    '49': 'AL-10',
    '50': 'AL-11',
    '51': 'AL-12',
  },
  BA: { '01': 'BA-BIH', '02': 'BA-SRP', BRC: 'BA-BRC' },
  ME: Object.fromEntries(
    Array.from({ length: 25 }, (_, index) => String(index + 1).padStart(2, '0')).map((code) => [
      code,
      `ME-${code}`,
    ]),
  ),
  // GeoNames lists municipalities here, of which some were merged later. Their area is their statistical region.
  MK: {
    ...regionOf('MK-R1', '25 35 60 69 87 A4 C9 D6 F1'),
    ...regionOf('MK-R2', '04 19 22 40 46 62 78 83 98 B4 C6'),
    ...regionOf('MK-R3', '18 43 80 B3 D2 D8 E2 E6 F5'),
    ...regionOf('MK-R4', '08 11 33 47 72 84 A9 E5 E7 E9'),
    ...regionOf('MK-R5', '06 28 53 54 86 D3 D9 E1 E3'),
    ...regionOf('MK-R6', '12 A5 B7 C3 C7 D4 D5 E4 E8'),
    ...regionOf('MK-R7', '51 52 59 75 85 97 D7'),
    ...regionOf('MK-R8', '01 20 36 79 92 A2 C2 F6'),
  },
  XK: {
    '10097360': 'XK-01',
    '10097358': 'XK-02',
    '10097359': 'XK-03',
    '10097361': 'XK-04',
    '10096138': 'XK-05',
    '10097357': 'XK-06',
    '10096859': 'XK-07',
  },
};

function regionOf(area: string, codes: string): Record<string, string> {
  return Object.fromEntries(codes.split(' ').map((code) => [code, area]));
}

/**
 * GeoNames divides RS into only two divisions, so districts are assigned by town: municipal seats and larger places. A name that
 * two places in RS share has no district.
 */
export const RS_TOWNS: Readonly<Record<string, string>> = {
  'RS-00':
    'Belgrade, Zemun, Novi Beograd, Obrenovac, Lazarevac, Mladenovac, Grocka, Barajevo, Sopot, Surčin, Borča, Palilula, Zvezdara, Voždovac, Čukarica, Rakovica, Savski Venac, Stari Grad, Vračar, Padinska Skela, Umka, Dobanovci, Vinča, Ostružnica, Sremčica, Rušanj, Ripanj, Ugrinovci, Jakovo, Boljevci, Progar, Ovča, Kovilovo, Stubline, Vranić, Stepojevac, Vrčin, Bečmen',
  'RS-01': 'Subotica, Bačka Topola, Mali Iđoš, Palić, Novi Žednik, Stari Žednik, Feketić, Lovćenac',
  'RS-02':
    'Zrenjanin, Novi Bečej, Nova Crnja, Sečanj, Žitište, Srpska Crnja, Melenci, Ečka, Elemir, Novo Miloševo, Kumane, Jaša Tomić',
  'RS-03':
    'Ada, Kanjiža, Kikinda, Novi Kneževac, Senta, Čoka, Mol, Mokrin, Padej, Banatsko Veliko Selo, Bašaid',
  'RS-04':
    'Pančevo, Vršac, Alibunar, Bela Crkva, Kovačica, Kovin, Opovo, Plandište, Banatski Karlovac, Debeljača, Starčevo, Uljma, Crepaja, Padina',
  'RS-05':
    'Sombor, Apatin, Odžaci, Kula, Bački Breg, Bogojevo, Crvenka, Sonta, Stanišić, Kolut, Prigrevica, Gakovo',
  'RS-06':
    'Novi Sad, Bač, Bačka Palanka, Bački Petrovac, Beočin, Bečej, Vrbas, Žabalj, Srbobran, Sremski Karlovci, Temerin, Titel, Futog, Petrovaradin, Veternik, Sremska Kamenica, Kać, Čurug, Kisač, Rumenka, Bačko Petrovo Selo, Kovilj, Čelarevo',
  'RS-07':
    'Sremska Mitrovica, Šid, Ruma, Inđija, Pećinci, Stara Pazova, Nova Pazova, Erdevik, Sremska Rača, Mačvanska Mitrovica, Hrtkovci, Šimanovci, Beška, Novi Banovci, Stari Banovci, Vrdnik, Platičevo, Golubinci, Sot, Bosut',
  'RS-08':
    'Šabac, Loznica, Bogatić, Vladimirci, Koceljeva, Krupanj, Ljubovija, Mali Zvornik, Lešnica, Badovinci',
  'RS-09': 'Valjevo, Lajkovac, Ljig, Mionica, Osečina, Ub',
  'RS-10': 'Smederevo, Smederevska Palanka, Velika Plana',
  'RS-11': 'Požarevac, Veliko Gradište, Golubac, Žabari, Žagubica, Kučevo, Malo Crniće',
  'RS-12': 'Kragujevac, Aranđelovac, Batočina, Knić, Lapovo, Rača, Topola',
  'RS-13': 'Jagodina, Despotovac, Paraćin, Rekovac, Svilajnac, Ćuprija',
  'RS-14': 'Bor, Kladovo, Majdanpek, Negotin, Donji Milanovac',
  'RS-15': 'Zaječar, Boljevac, Knjazevac, Soko Banja',
  'RS-16':
    'Užice, Arilje, Bajina Bašta, Kosjerić, Nova Varoš, Požega, Priboj, Prijepolje, Sjenica, Čajetina, Zlatibor, Mokra Gora',
  'RS-17': 'Čačak, Gornji Milanovac, Ivanjica, Lučani',
  'RS-18': 'Kraljevo, Vrnjačka Banja, Novi Pazar, Raška, Tutin',
  'RS-19': 'Kruševac, Aleksandrovac, Varvarin, Trstenik, Ćićevac',
  'RS-20': 'Niš, Aleksinac, Gadžin Han, Doljevac, Merošina, Ražanj, Svrljig, Niška Banja',
  'RS-21': 'Prokuplje, Blace, Žitorađa, Kuršumlija',
  'RS-22': 'Pirot, Bela Palanka, Dimitrovgrad',
  'RS-23': 'Leskovac, Bojnik, Vlasotince, Lebane, Medveđa, Crna Trava',
  'RS-24':
    'Vranje, Bosilegrad, Bujanovac, Vladičin Han, Preševo, Surdulica, Trgovište, Vranjska Banja, Miratovac',
};
