/**
 * Members of groups on five days according to a second source: the Correlates of War's IGO data (COW, at the end of the
 * year), the editions of the World Factbook (FB), and others. docs/decisions/groups.md explains the choice of days.
 */
interface SecondSource {
  on: string;
  source: 'COW' | 'FB' | 'Britannica' | 'Sputnik' | 'WION' | 'ConnectPlex';
  members: string;
  /** Parties that the source does not cover, or counts differently by a documented decision. */
  exceptions?: string;
}

export const secondSources: Readonly<Record<string, readonly SecondSource[]>> = {
  'AFRICAN-UNION': [
    {
      on: '1965-12-31',
      source: 'COW',
      members:
        'BF BI BJ CD CF CG CI CM DZ EG ET GA GH GM GN KE LR LY MA MG ML MR MW NE NG RW SD SL SN SO TD TG TN TZ UG ZM',
    },
    {
      on: '1972-12-31',
      source: 'COW',
      members:
        'BF BI BJ BW CD CF CG CI CM DZ EG ET GA GH GM GN GQ KE LR LS LY MA MG ML MR MU MW NE NG RW SD SL SN SO SZ TD TG TN TZ UG ZM',
    },
    {
      on: '1981-12-31',
      source: 'COW',
      members:
        'AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG ET GA GH GM GN GQ GW KE KM LR LS LY MA MG ML MR MU MW MZ NE NG RW SC SD SL SN SO ST SZ TD TG TN TZ UG ZM ZW',
    },
    {
      on: '2012-07-01',
      source: 'FB',
      members:
        'AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW KE KM LR LS LY MG ML MR MU MW MZ NA NE NG RW SC SD SL SN SO SS ST SZ TD TG TN TZ UG ZA ZM ZW',
    },
    {
      on: '2016-07-01',
      source: 'FB',
      members:
        'AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW KE KM LR LS LY MG ML MR MU MW MZ NA NE NG RW SC SD SL SN SO SS ST SZ TD TG TN TZ UG ZA ZM ZW',
    },
  ],
  'ARAB-LEAGUE': [
    { on: '1946-12-31', source: 'COW', members: 'EG IQ JO LB SA SY x-north-yemen' },
    { on: '1953-12-31', source: 'COW', members: 'EG IQ JO LB LY SA SY x-north-yemen' },
    { on: '1962-12-31', source: 'COW', members: 'DZ EG IQ JO KW LB LY MA SA SD SY TN x-north-yemen' },
    {
      on: '1996-07-01',
      source: 'FB',
      members: 'AE BH DJ DZ EG IQ JO KM KW LB LY MA MR OM QA SA SD SO SY TN YE',
      exceptions: 'PS',
    },
    {
      on: '2020-07-01',
      source: 'FB',
      members: 'AE BH DJ DZ EG IQ JO KM KW LB LY MA MR OM QA SA SD SO SY TN YE',
      exceptions: 'PS',
    },
  ],
  ASEAN: [
    { on: '1967-12-31', source: 'COW', members: 'ID MY PH SG TH' },
    { on: '1984-12-31', source: 'COW', members: 'BN ID MY PH SG TH' },
    { on: '1996-07-01', source: 'FB', members: 'BN ID MY PH SG TH VN' },
    { on: '2012-07-01', source: 'FB', members: 'BN ID KH LA MM MY PH SG TH VN' },
    { on: '2025-12-31', source: 'FB', members: 'BN ID KH LA MM MY PH SG TH TL VN' },
  ],
  BRICS: [
    { on: '2016-07-01', source: 'FB', members: 'BR CN IN RU ZA' },
    { on: '2018-07-01', source: 'FB', members: 'BR CN IN RU ZA' },
    { on: '2020-07-01', source: 'FB', members: 'BR CN IN RU ZA' },
    { on: '2022-07-01', source: 'FB', members: 'BR CN IN RU ZA' },
    { on: '2025-02-01', source: 'Sputnik', members: 'AE BR CN EG ET ID IN IR RU ZA' },
  ],
  CIS: [
    { on: '1992-12-31', source: 'COW', members: 'AM AZ BY KG KZ MD RU TJ TM UA UZ', exceptions: 'UA' },
    { on: '1995-12-31', source: 'COW', members: 'AM AZ BY GE KG KZ MD RU TJ TM UZ' },
    { on: '2004-12-31', source: 'COW', members: 'AM AZ BY GE KG KZ MD RU TJ TM UZ' },
    { on: '2012-07-01', source: 'FB', members: 'AM AZ BY KG KZ MD RU TJ UZ' },
    { on: '2025-07-01', source: 'FB', members: 'AM AZ BY KG KZ MD RU TJ UZ' },
  ],
  COMMONWEALTH: [
    {
      on: '1969-12-31',
      source: 'COW',
      members: 'AU BB BW CA CY GB GH GM GY IN JM KE LK LS MT MU MW MY NG NZ PK SG SL SZ TT TZ UG ZM',
    },
    {
      on: '1998-07-01',
      source: 'FB',
      members:
        'AG AU BB BD BN BS BW BZ CA CM CY DM FJ GB GD GH GM GY IN JM KE KI KN LC LK LS MT MU MV MW MY MZ NA NG NZ PG PK SB SC SG SL SZ TO TT TZ UG VC VU WS ZA ZM ZW',
    },
    {
      on: '2004-12-31',
      source: 'COW',
      members:
        'AG AU BB BD BN BS BW BZ CA CM CY DM FJ GB GD GH GM GY IN JM KE KI KN LC LK LS MT MU MV MW MY MZ NA NG NR NZ PG PK SB SC SG SL SZ TO TT TV TZ UG VC VU WS ZA ZM',
    },
    {
      on: '2012-07-01',
      source: 'FB',
      members:
        'AG AU BB BD BN BS BW BZ CA CM CY DM FJ GB GD GH GM GY IN JM KE KI KN LC LK LS MT MU MV MW MY MZ NA NG NR NZ PG PK RW SB SC SG SL SZ TO TT TV TZ UG VC VU WS ZA ZM',
    },
    {
      on: '2014-07-01',
      source: 'FB',
      members:
        'AG AU BB BD BN BS BW BZ CA CM CY DM FJ GB GD GH GY IN JM KE KI KN LC LK LS MT MU MV MW MY MZ NA NG NR NZ PG PK RW SB SC SG SL SZ TO TT TV TZ UG VC VU WS ZA ZM',
    },
  ],
  'COUNCIL-OF-EUROPE': [
    { on: '1949-12-31', source: 'COW', members: 'BE DK FR GB GR IE IT LU NL NO SE TR' },
    { on: '1958-12-31', source: 'COW', members: 'AT BE DE DK FR GB GR IE IS IT LU NL NO SE TR' },
    { on: '1964-12-31', source: 'COW', members: 'AT BE CH CY DE DK FR GB GR IE IS IT LU NL NO SE TR' },
    {
      on: '1995-12-31',
      source: 'COW',
      members:
        'AD AL AT BE BG CH CY CZ DE DK EE ES FI FR GB GR HU IE IS IT LI LT LU LV MD MK MT NL NO PL PT RO SE SI SK SM TR UA',
    },
    {
      on: '2012-07-01',
      source: 'FB',
      members:
        'AD AL AM AT AZ BA BE BG CH CY CZ DE DK EE ES FI FR GB GE GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS RU SE SI SK SM TR UA',
    },
  ],
  CSTO: [
    { on: '2006-12-31', source: 'COW', members: 'AM BY KG KZ RU TJ UZ' },
    { on: '2009-07-01', source: 'FB', members: 'AM BY KG KZ RU TJ UZ' },
    { on: '2014-12-31', source: 'COW', members: 'AM BY KG KZ RU TJ' },
    { on: '2018-07-01', source: 'FB', members: 'AM BY KG KZ RU TJ' },
    { on: '2025-07-01', source: 'FB', members: 'AM BY KG KZ RU TJ' },
  ],
  EAEU: [
    { on: '2016-07-01', source: 'FB', members: 'AM BY KG KZ RU' },
    { on: '2018-07-01', source: 'FB', members: 'AM BY KG KZ RU' },
    { on: '2020-07-01', source: 'FB', members: 'AM BY KG KZ RU' },
    { on: '2023-07-01', source: 'FB', members: 'AM BY KG KZ RU' },
    { on: '2025-07-01', source: 'FB', members: 'AM BY KG KZ RU' },
  ],
  ECOWAS: [
    { on: '1975-12-31', source: 'COW', members: 'BF BJ CI GH GM GN GW LR ML MR NE NG SL SN TG' },
    { on: '1990-12-31', source: 'COW', members: 'BF BJ CI CV GH GM GN GW LR ML MR NE NG SL SN TG' },
    { on: '1998-07-01', source: 'FB', members: 'BF BJ CI CV GH GM GN GW LR ML MR NE NG SL SN TG' },
    { on: '2006-07-01', source: 'FB', members: 'BF BJ CI CV GH GM GN GW LR ML NE NG SL SN TG' },
    { on: '2020-07-01', source: 'FB', members: 'BF BJ CI CV GH GM GN GW LR ML NE NG SL SN TG' },
  ],
  EFTA: [
    { on: '1960-12-31', source: 'COW', members: 'AT CH DK GB NO PT SE' },
    { on: '1986-12-31', source: 'COW', members: 'AT CH FI IS NO SE' },
    { on: '1991-12-31', source: 'COW', members: 'AT CH FI IS LI NO SE' },
    { on: '1996-07-01', source: 'FB', members: 'CH IS LI NO' },
    { on: '2025-07-01', source: 'FB', members: 'CH IS LI NO' },
  ],
  EU: [
    { on: '1958-12-31', source: 'COW', members: 'BE DE FR IT LU NL' },
    { on: '1973-12-31', source: 'COW', members: 'BE DE DK FR GB IE IT LU NL' },
    { on: '1995-12-31', source: 'COW', members: 'AT BE DE DK ES FI FR GB GR IE IT LU NL PT SE' },
    {
      on: '2009-07-01',
      source: 'FB',
      members: 'AT BE BG CY CZ DE DK EE ES FI FR GB GR HU IE IT LT LU LV MT NL PL PT RO SE SI SK',
    },
    {
      on: '2016-07-01',
      source: 'FB',
      members: 'AT BE BG CY CZ DE DK EE ES FI FR GB GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK',
    },
  ],
  G20: [
    { on: '2009-07-01', source: 'FB', members: 'AR AU BR CA CN DE FR GB ID IN IT JP KR MX RU SA TR US ZA' },
    { on: '2012-07-01', source: 'FB', members: 'AR AU BR CA CN DE FR GB ID IN IT JP KR MX RU SA TR US ZA' },
    { on: '2016-07-01', source: 'FB', members: 'AR AU BR CA CN DE FR GB ID IN IT JP KR MX RU SA TR US ZA' },
    { on: '2020-07-01', source: 'FB', members: 'AR AU BR CA CN DE FR GB ID IN IT JP KR MX RU SA TR US ZA' },
    { on: '2024-07-01', source: 'FB', members: 'AR AU BR CA CN DE FR GB ID IN IT JP KR MX RU SA TR US ZA' },
  ],
  G7: [
    { on: '2014-07-01', source: 'FB', members: 'CA DE FR GB IT JP US' },
    { on: '2016-07-01', source: 'FB', members: 'CA DE FR GB IT JP US' },
    { on: '2018-07-01', source: 'FB', members: 'CA DE FR GB IT JP US' },
    { on: '2022-07-01', source: 'FB', members: 'CA DE FR GB IT JP US' },
    { on: '2025-07-01', source: 'FB', members: 'CA DE FR GB IT JP US' },
  ],
  GCC: [
    { on: '1981-12-31', source: 'COW', members: 'AE BH KW OM QA SA' },
    { on: '1990-07-01', source: 'FB', members: 'AE BH KW OM QA SA' },
    { on: '2000-07-01', source: 'FB', members: 'AE BH KW OM QA SA' },
    { on: '2012-07-01', source: 'FB', members: 'AE BH KW OM QA SA' },
    { on: '2025-07-01', source: 'FB', members: 'AE BH KW OM QA SA' },
  ],
  MERCOSUR: [
    { on: '1991-12-31', source: 'COW', members: 'AR BR PY UY' },
    { on: '1996-07-01', source: 'FB', members: 'AR BR PY UY' },
    { on: '2000-07-01', source: 'FB', members: 'AR BR PY UY' },
    { on: '2009-07-01', source: 'FB', members: 'AR BR PY UY' },
    { on: '2014-07-01', source: 'FB', members: 'AR BR PY UY VE' },
  ],
  NATO: [
    { on: '1949-12-31', source: 'COW', members: 'BE CA DK FR GB IS IT LU NL NO PT US' },
    { on: '1952-12-31', source: 'COW', members: 'BE CA DK FR GB GR IS IT LU NL NO PT TR US' },
    { on: '1982-12-31', source: 'COW', members: 'BE CA DE DK ES FR GB GR IS IT LU NL NO PT TR US' },
    {
      on: '2009-07-01',
      source: 'FB',
      members: 'AL BE BG CA CZ DE DK EE ES FR GB GR HR HU IS IT LT LU LV NL NO PL PT RO SI SK TR US',
    },
    {
      on: '2025-07-01',
      source: 'FB',
      members: 'AL BE BG CA CZ DE DK EE ES FI FR GB GR HR HU IS IT LT LU LV ME MK NL NO PL PT RO SE SI SK TR US',
    },
  ],
  OAS: [
    { on: '1948-12-31', source: 'COW', members: 'AR BO BR CL CO CR CU DO EC GT HN HT MX NI PA PE PY SV US UY VE' },
    { on: '1961-12-31', source: 'COW', members: 'AR BO BR CL CO CR CU DO EC GT HN HT MX NI PA PE PY SV US UY VE' },
    {
      on: '1975-12-31',
      source: 'COW',
      members: 'AR BB BO BR CL CO CR DO EC GD GT HN HT JM MX NI PA PE PY SV TT US UY VE',
      exceptions: 'CU',
    },
    {
      on: '1991-12-31',
      source: 'COW',
      members: 'AG AR BB BO BR BS BZ CA CL CO CR DM DO EC GD GT GY HN HT JM KN LC MX NI PA PE PY SR SV TT US UY VC VE',
      exceptions: 'CU',
    },
    {
      on: '2020-07-01',
      source: 'FB',
      members: 'AG AR BB BO BR BS BZ CA CL CO CR DM DO EC GD GT GY HN HT JM KN LC MX NI PA PE PY SR SV TT US UY VC VE',
      exceptions: 'CU',
    },
  ],
  OECD: [
    {
      on: '1994-07-01',
      source: 'FB',
      members: 'AT AU BE CA CH DE DK ES FI FR GB GR IE IS IT JP LU MX NL NO NZ PT SE TR US',
    },
    {
      on: '1996-12-31',
      source: 'COW',
      members: 'AT AU BE CA CH CZ DE DK ES FI FR GB GR HU IE IS IT JP KR LU MX NL NO NZ PL PT SE TR US',
    },
    {
      on: '1998-07-01',
      source: 'FB',
      members: 'AT AU BE CA CH CZ DE DK ES FI FR GB GR HU IE IS IT JP KR LU MX NL NO NZ PL PT SE TR US',
    },
    {
      on: '2003-07-01',
      source: 'FB',
      members: 'AT AU BE CA CH CZ DE DK ES FI FR GB GR HU IE IS IT JP KR LU MX NL NO NZ PL PT SE SK TR US',
    },
    {
      on: '2010-12-31',
      source: 'COW',
      members: 'AT AU BE CA CH CL CZ DE DK EE ES FI FR GB GR HU IE IL IS IT JP KR LU MX NL NO NZ PL PT SE SI SK TR US',
    },
  ],
  OPEC: [
    { on: '1975-12-31', source: 'COW', members: 'AE DZ EC GA ID IQ IR KW LY NG QA SA VE' },
    { on: '1985-12-31', source: 'COW', members: 'AE DZ EC GA ID IQ IR KW LY NG QA SA VE' },
    { on: '1994-07-01', source: 'FB', members: 'AE DZ GA ID IQ IR KW LY NG QA SA VE' },
    { on: '2000-07-01', source: 'FB', members: 'AE DZ ID IQ IR KW LY NG QA SA VE' },
    { on: '2012-07-01', source: 'FB', members: 'AE AO DZ EC IQ IR KW LY NG QA SA VE' },
  ],
  SCO: [
    { on: '2001-12-31', source: 'COW', members: 'CN KG KZ RU TJ UZ' },
    { on: '2003-07-01', source: 'FB', members: 'CN KG KZ RU TJ UZ' },
    { on: '2006-07-01', source: 'FB', members: 'CN KG KZ RU TJ UZ' },
    { on: '2012-07-01', source: 'FB', members: 'CN KG KZ RU TJ UZ' },
    { on: '2023-05-04', source: 'WION', members: 'CN IN KG KZ PK RU TJ UZ' },
  ],
  UN: [
    {
      on: '1945-12-31',
      source: 'Britannica',
      members:
        'AR AU BE BO BR BY CA CL CO CR CSHH CU DK DO EC EG ET FR GB GR GT HN HT IN IQ IR LB LR LU MX NI NL NO NZ PA PE PH PL PY SA SUHH SV SY TR UA US UY VE ZA x-republic-of-china x-sfr-yugoslavia',
    },
    {
      on: '1955-12-31',
      source: 'Britannica',
      members:
        'AF AL AR AT AU BE BG BO BR BY CA CL CO CR CSHH CU DK DO EC EG ES ET FI FR GB GR GT HN HT HU ID IE IL IN IQ IR IS IT JO KH LA LB LK LR LU LY MM MX NI NL NO NP NZ PA PE PH PK PL PT PY RO SA SE SUHH SV SY TH TR TW UA US UY VE ZA x-north-yemen x-sfr-yugoslavia',
    },
    {
      on: '1960-12-31',
      source: 'Britannica',
      members:
        'AF AL AR AT AU BE BF BG BJ BO BR BY CA CD CF CG CI CL CM CO CR CSHH CU CY DK DO EC EG ES ET FI FR GA GB GH GN GR GT HN HT HU ID IE IL IN IQ IR IS IT JO JP KH LA LB LK LR LU LY MA MG ML MM MX MY NE NG NI NL NO NP NZ PA PE PH PK PL PT PY RO SA SD SE SN SO SUHH SV TD TG TH TN TR TW UA US UY VE ZA x-north-yemen x-sfr-yugoslavia',
    },
    {
      on: '2012-07-01',
      source: 'FB',
      members:
        'AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GM GN GQ GR GT GW GY HN HR HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK PL PT PW PY QA RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TZ UA UG US UY UZ VC VE VN VU WS YE ZA ZM ZW',
    },
    {
      on: '2020-07-01',
      source: 'FB',
      members:
        'AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GM GN GQ GR GT GW GY HN HR HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK PL PT PW PY QA RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TZ UA UG US UY UZ VC VE VN VU WS YE ZA ZM ZW',
    },
    {
      on: '2025-07-01',
      source: 'FB',
      members:
        'AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GM GN GQ GR GT GW GY HN HR HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK PL PT PW PY QA RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TZ UA UG US UY UZ VC VE VN VU WS YE ZA ZM ZW',
    },
  ],
  OTS: [
    { on: '2010-06-30', source: 'ConnectPlex', members: 'AZ KG KZ TR' },
    { on: '2015-06-30', source: 'ConnectPlex', members: 'AZ KG KZ TR' },
    { on: '2019-06-30', source: 'ConnectPlex', members: 'AZ KG KZ TR' },
    { on: '2020-06-30', source: 'ConnectPlex', members: 'AZ KG KZ TR UZ' },
    { on: '2022-06-30', source: 'ConnectPlex', members: 'AZ KG KZ TR UZ' },
  ],
};

/** The participants of the Declaration of Cooperation that are not members of OPEC, according to Hellenic Shipping News. */
export const opecPlusPartners = 'AZ BH BN KZ MX MY OM RU SD SS';

/**
 * The elected members of the Security Council by the first year of their term, according to Wikipedia's table.
 * A term lasts two years; with an asterisk, one year.
 */
export const electedMembers: Readonly<Record<number, string>> = {
  1946: 'BR MX* AU PL EG* NL*',
  1947: 'CO SY BE',
  1948: 'AR CA UA',
  1949: 'CU EG NO',
  1950: 'EC IN x-sfr-yugoslavia',
  1951: 'BR TR NL',
  1952: 'CL PK GR',
  1953: 'CO LB DK',
  1954: 'BR NZ TR',
  1955: 'PE IR BE',
  1956: 'CU AU x-sfr-yugoslavia*',
  1957: 'CO PH* IQ SE',
  1958: 'PA CA JP',
  1959: 'AR TN IT',
  1960: 'EC LK PL*',
  1961: 'CL TR* EG LR*',
  1962: 'VE GH RO* IE*',
  1963: 'BR PH* MA NO',
  1964: 'BO CI CSHH*',
  1965: 'UY* MY* JO* NL*',
  1966: 'UG* ML NG JP JO* AR UY* NL* NZ* BG',
  1967: 'ET IN BR CA DK',
  1968: 'SN DZ PK PY HU',
  1969: 'ZM NP CO FI ES',
  1970: 'SL BI SY NI PL',
  1971: 'SO JP AR BE IT',
  1972: 'GN SD IN PA x-sfr-yugoslavia',
  1973: 'KE ID PE AU AT',
  1974: 'MR CM IQ CR BY',
  1975: 'TZ JP GY IT SE',
  1976: 'BJ LY PK PA RO',
  1977: 'MU IN VE CA DE',
  1978: 'NG GA KW BO CSHH',
  1979: 'ZM BD JM NO PT',
  1980: 'NE TN PH MX DDDE',
  1981: 'UG JP PA IE ES',
  1982: 'TG CD JO GY PL',
  1983: 'ZW PK NI MT NL',
  1984: 'BF EG IN PE UA',
  1985: 'MG TH TT AU DK',
  1986: 'GH CG AE VE BG',
  1987: 'ZM JP AR DE IT',
  1988: 'SN DZ NP BR x-sfr-yugoslavia',
  1989: 'ET MY CO CA FI',
  1990: 'CI CD YE CU RO',
  1991: 'ZW IN EC AT BE',
  1992: 'CV MA JP VE HU',
  1993: 'DJ PK BR NZ ES',
  1994: 'NG RW OM AR CZ',
  1995: 'BW ID HN DE IT',
  1996: 'GW EG KR CL PL',
  1997: 'KE JP CR PT SE',
  1998: 'GM GA BH BR SI',
  1999: 'NA MY AR CA NL',
  2000: 'ML TN BD JM UA',
  2001: 'MU SG CO IE NO',
  2002: 'GN CM SY MX BG',
  2003: 'AO PK CL DE ES',
  2004: 'BJ DZ PH BR RO',
  2005: 'TZ JP AR DK GR',
  2006: 'GH CG QA PE SK',
  2007: 'ZA ID PA BE IT',
  2008: 'BF LY VN CR HR',
  2009: 'UG JP MX AT TR',
  2010: 'NG GA LB BR BA',
  2011: 'ZA IN CO DE PT',
  2012: 'TG MA PK GT AZ',
  2013: 'RW KR AR AU LU',
  2014: 'NG TD JO CL LT',
  2015: 'AO MY VE NZ ES',
  2016: 'SN EG JP UY UA',
  2017: 'ET KZ BO IT* SE',
  2018: 'CI GQ KW PE NL* PL',
  2019: 'ZA ID DO BE DE',
  2020: 'NE TN VN VC EE',
  2021: 'KE IN MX IE NO',
  2022: 'GH GA AE BR AL',
  2023: 'MZ JP EC MT CH',
  2024: 'SL DZ KR GY SI',
  2025: 'SO PK PA DK GR',
  2026: 'LR CD BH CO LV',
};
