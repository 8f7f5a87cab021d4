import { describe, expect, test } from 'vitest';
import { parseDepartures } from '../../src/ingest/leaders/parse-departures.ts';
import type { Holder } from '../../src/ingest/leaders/parse-holder-piece.ts';
import { parseHolders } from '../../src/ingest/leaders/parse-holders.ts';
import { parseSince } from '../../src/ingest/leaders/parse-since.ts';
import { findTitleEnd, parseTitle } from '../../src/ingest/leaders/parse-titles.ts';
import { findName, normalizeNameCase } from '../../src/ingest/person-names.ts';

const holders = (text: string, field: 'chief of state' | 'head of government' = 'chief of state'): Holder[] => {
  const read = parseHolders(text, field);
  if ('reason' in read) throw new Error(read.reason);
  return read.holders;
};
const parse = (text: string, field?: 'chief of state' | 'head of government') =>
  holders(text, field).map(({ office, capacity, name, from }) => [office, capacity, name, from?.edtf]);

describe('names in mixed case', () => {
  test.each([
    ['Kasym-Zhomart TOKAYEV', 'Kasym-Zhomart Tokayev'],
    ['Helle THORNING-SCHMIDT', 'Helle Thorning-Schmidt'],
    ["Peter Paire O'NEILL", "Peter Paire O'Neill"],
    ["Mu'adzam SHAH", "Mu'adzam Shah"],
    ['Alden MCLAUGHLIN', 'Alden McLaughlin'],
    ['Emmanuel MACRON', 'Emmanuel Macron'],
    ['Alexander VAN DER BELLEN', 'Alexander van der Bellen'],
    ['Cristina FERNANDEZ DE KIRCHNER', 'Cristina Fernandez de Kirchner'],
    ['MUHAMMAD BIN ZAYID Al Nuhayyan', 'Muhammad bin Zayid Al Nuhayyan'],
    ['Abdel Fattah EL-SISI', 'Abdel Fattah el-Sisi'],
    ['ELIZABETH II', 'Elizabeth II'],
    ['XI Jinping', 'Xi Jinping'],
    ['Peter J.M. SQUIRES', 'Peter J.M. Squires'],
    ['Ľudovít ÓDOR', 'Ľudovít Ódor'],
    ['Eric Spitz', 'Eric Spitz'],
    ['Khadga Prasad (KP) Sharma OLI', 'Khadga Prasad (KP) Sharma Oli'],
  ])('%s', (printed, shown) => {
    expect(normalizeNameCase(printed)).toBe(shown);
  });

  test('ranks and courtesy titles are not part of a name; a clause or two people are not a name', () => {
    const name = (words: string): string | undefined => {
      const found = findName(words);
      return found && words.slice(found.start, found.end);
    };
    expect(name('Brig. Gen. (Ret.) Teodoro OBIANG Nguema Mbasogo')).toBe('Teodoro OBIANG Nguema Mbasogo');
    expect(name('Rashad Muhammad al-ALIMI, Dr.')).toBe('Rashad Muhammad al-ALIMI');
    expect(name('Sir Tom J. MARSTERS')).toBe('Tom J. MARSTERS');
    expect(name('HAYBATULLAH Akhundzada serves as the head')).toBeUndefined();
    expect(name('Moetai BROTHERSON Edouard FRITCH')).toBeUndefined();
  });
});

describe('titles', () => {
  const office = (title: string, field: 'chief of state' | 'head of government' = 'chief of state') =>
    parseTitle(title, field);

  test('one office in all its wordings, with the capacity', () => {
    expect(office('Interim President of the Republic')).toEqual({ office: 'President', capacity: 'ACTING' });
    expect(office('Taoiseach (Prime Minister)', 'head of government')).toEqual({
      office: 'Prime Minister',
      capacity: 'INCUMBENT',
    });
    expect(office('President-elect')).toEqual({ office: 'President', capacity: 'ELECT' });
    expect(office('Queen')?.office).toBe(office('King')?.office);
    expect(office('Sultan and Prime Minister')?.office).toBe('Sultan');
    expect(office('Sultan and Prime Minister', 'head of government')?.office).toBe('Prime Minister');
    expect(office('Co-Vice Presidents')?.office).toBe(office('Vice President')?.office);
    expect(office('second vice president')?.office).toBe('Second Vice President');
    expect(office('Deputy Prime Minister')).toBeUndefined();
  });

  test('a title ends where the name begins', () => {
    for (const [title, name] of [
      ['Prime Minister and Minister of Interior', 'Ľudovít ÓDOR'],
      ['President', 'To LAM'],
      ['Governor-General of the Commonwealth of Australia General', 'Sam MOSTYN'],
    ] as const)
      expect(findTitleEnd(`${title} ${name}`)).toBe(title.length + 1);
  });
});

describe('start days', () => {
  test.each([
    ['since 20 March 2019', '2019-03-20', 'STATED'],
    ['since June 2006', '2006-06', 'STATED'],
    ['since1 January 2022', '2022-01-01', 'STATED'],
    ['since 3 August 1979 when he seized power in a military coup', '1979-08-03', 'STATED'],
    ['elected 13 October, sworn in 23 October 2019', '2019-10-23', 'STATED'],
    ['3 February 2015', '2015-02-03', 'INFERRED'],
    [
      'chairman of the Supreme Soviet from 22 February 1990, elected president 1 December 1991',
      '1991-12-01~',
      'INFERRED',
    ],
  ])('%s', (words, edtf, basis) => {
    expect(parseSince(words, [])?.from).toMatchObject({ edtf, basis });
  });

  test.each([
    'since 18 April 20',
    'since 4 October',
    '2021',
    'since 31 February 2020',
    'since 1 Juneau 2020',
    'de facto',
  ])('rejects %s as a day', (words) => {
    expect(parseSince(words, [])).toBeUndefined();
  });

  test('of several start days, that of the office applies', () => {
    const words = 'sultan since 23 July 1970 and prime minister since 23 July 1972';
    expect(parseSince(words, ['Prime Minister'])?.from.edtf).toBe('1972-07-23');
    expect(parseSince(words, ['Sultan'])?.from.edtf).toBe('1970-07-23');
  });
});

describe('officeholders', () => {
  test('people in notices and notes hold no office', () => {
    const notice =
      'Notification Statement: the United States recognizes Juan GUAIDO as the Interim President of Venezuela';
    const rest =
      'President Nicolas MADURO Moros (since 19 April 2013); Executive Vice President Delcy RODRIGUEZ Gomez (since 14 June 2018)';
    const maduro = [
      ['President', 'INCUMBENT', 'Nicolas MADURO Moros', '2013-04-19'],
      ['Executive Vice President', 'INCUMBENT', 'Delcy RODRIGUEZ Gomez', '2018-06-14'],
    ];
    expect(parse(`${notice} ++ ${rest}`)).toEqual(maduro);
    expect(parse(`${notice} ${rest}`)).toEqual(maduro);
    expect(
      parse('President Ashraf GHANI (since 29 September 2014); note - President Hamid KARZAI (since 1 May 2004) left'),
    ).toHaveLength(1);
  });

  test('there is none in a vacant office', () => {
    for (const text of [
      'president (vacant); note - President Ashraf GHANI departed',
      'Prime Minister (vacant)',
      'vacant; on 5 August 2024, she resigned',
    ])
      expect(holders(text)).toEqual([]);
  });

  test('includes those who act for a sovereign or reign jointly', () => {
    expect(
      parse(
        'King CHARLES III (since 8 September 2022); represented by Governor General Rodney WILLIAMS (since 14 August 2014)',
      ),
    ).toEqual([
      ['Monarch', 'INCUMBENT', 'CHARLES III', '2022-09-08'],
      ['Monarch', 'REPRESENTATIVE', 'Rodney WILLIAMS', '2014-08-14'],
    ]);
    const two =
      'co-chiefs of state Captains Regent Matteo ROSSI and Lorenzo BUGLI (for the period 1 October 2025 - 31 March 2026)';
    expect(parse(two)).toEqual([
      ['Captain Regent', 'INCUMBENT', 'Matteo ROSSI', '2025-10-01'],
      ['Captain Regent', 'INCUMBENT', 'Lorenzo BUGLI', '2025-10-01'],
    ]);
    expect(holders(two)[0]?.until?.edtf).toBe('2026-03-31');
  });

  test('reports unreadable text', () => {
    for (const text of [
      'on 7 April 2022, President HADI announced the dismissal',
      'Prime Minister (since 5 January 2006)',
      'Commander in Chief Jan NOVAK',
    ])
      expect(parseHolders(text, 'head of government')).toHaveProperty('reason');
  });
});

describe('departures', () => {
  test.each([
    ['note - President John MAGUFULI died on 17 March 2021', 'MAGUFULI', 'LEFT', '2021-03-17'],
    ['on 5 August 2024, Prime Minister Sheikh HASINA Wazed resigned, and the army', 'HASINA', 'LEFT', '2024-08-05'],
    ['following the death of President KHALIFA bin Zayid on 13 May 2022', 'KHALIFA', 'LEFT', '2022-05-13'],
    ['former President Bashar al-ASAD was overthrown by rebels on 8 December 2024', 'ASAD', 'REMOVED', '2024-12-08'],
    ['on 25 July 2021, President SAIED removed Prime Minister Hichem MECHICHI', 'MECHICHI', 'REMOVED', '2021-07-25'],
    ['Prime Minister HAN Duck-soo became Acting President on 14 December 2024', 'HAN', 'SUCCEEDED', '2024-12-14'],
  ])('%s', (text, name, kind, edtf) => {
    expect(parseDepartures(text)).toMatchObject([{ name, kind, date: { edtf } }]);
  });

  test.each([
    'VARADKAR resigned on 20 March 2024 but remains in caretaker status until a successor is appointed',
    'Prime Minister RUAK offered his resignation on 25 February 2020',
    'arrested HAMDOUK until his reinstatement on 21 November 2021',
    'President Roch KABORE (since 22 November 2020) was ousted',
  ])('ignores: %s', (text) => {
    expect(parseDepartures(text)).toEqual([]);
  });
});
