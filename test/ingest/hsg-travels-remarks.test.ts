import { describe, expect, test } from 'vitest';
import { parseRemarks } from '../../src/ingest/hsg-travels/remarks.ts';

const type = (remarks: string) => parseRemarks(remarks).type;
const purposes = (remarks: string) => parseRemarks(remarks).purposes;

describe('the type of a visit', () => {
  test.each([
    ['State visit; met with President Tito.', 'STATE'],
    ['Attended APEC Summit Meeting, followed by State Visit.', 'STATE'],
    ['Commemorated the landing as part of a State Visit. He also met with President Zelenskyy.', 'STATE'],
    ['Met with President Obasanjo; first State visit of a U.S. President to sub-Saharan Africa.', 'STATE'],
    ['Official working visit; met with President Betancur.', 'OFFICIAL_WORKING'],
    ['Official visit; repaid visit by President Pessoa.', 'OFFICIAL'],
    ['Met informally with British officials during a private visit.', 'PRIVATE'],
    ['Dedicated the Peace Monument during an unofficial visit.', 'PRIVATE'],
    ['Informal meeting with King George VI.', 'INFORMAL'],
  ])('%s', (remarks, expected) => expect(type(remarks)).toBe(expected));

  test.each([
    "Met with President Jiang and senior Chinese officials and made arrangements for President Clinton's state visit.",
    'Accompanied President Kennedy during a private visit.',
    'Accompanied President Reagan on a State visit.',
    "Joined President Trump's state visit to the United Kingdom.",
    'Met with President Tito; returned official visit by the Yugoslav Secretary of State for Foreign Affairs.',
    'State visit canceled after the earthquake.',
    'State visit of President Nixon announced.',
    'Met informally with President Boyd.',
    'Official reception during return from Alaska.',
    'Attended a state dinner and a working lunch.',
  ])('is not taken from: %s', (remarks) => expect(type(remarks)).toBe('UNSPECIFIED'));

  test('is unspecified when two differ', () => {
    expect(type('Official visit. Rested in Venice during a private visit.')).toBe('UNSPECIFIED');
  });
});

describe('the purposes of a visit', () => {
  test.each<[string, string[]]>([
    ['Attended NATO Ministerial Meeting.', ['MULTILATERAL']],
    ['Accompanied President Bush to a NATO Summit Meeting.', ['MULTILATERAL', 'ACCOMPANYING']],
    ['Attended Yalta Conference with Soviet Premier Stalin and British Prime Minister Churchill.', ['MULTILATERAL']],
    ['Attended NATO Summit Meeting with President Reagan.', ['MULTILATERAL']],
    ['Attended G-8 Economic Summit and U.S.-EU Summit.', ['MULTILATERAL']],
    ['G-7 Economic Summit.', ['MULTILATERAL']],
    ['Attended U.S.-Soviet Summit Meeting. Signed Strategic Arms Reduction Treaty.', ['BILATERAL']],
    ['Summit meeting with President Putin; addressed the Duma.', ['BILATERAL']],
    ['Attended a meeting of the U.S.-Mexico Binational Commission.', ['BILATERAL']],
    ['Discussed bilateral relations with senior Polish officials.', ['BILATERAL']],
    ['Attended the funeral of King Hussein.', ['CEREMONY']],
    ['Met with President Kagame and dedicated new Embassy.', ['CEREMONY']],
    ['Attended the transfer of sovereignty from the United Kingdom to China.', ['CEREMONY']],
    ['Visited US. military personnel.', ['TROOPS']],
    ['Met with Prime Minister Mitsotakis; addressed U.S. and Greek military personnel.', ['TROOPS']],
    ['Stopped en route to India.', ['TRANSIT']],
    ['Met with British colonial officials during a refueling stop en route to South America.', ['TRANSIT']],
    ['Fishing trip. [Visit made as President-elect.]', ['HOLIDAY']],
    ['Met with Prime Minister MacDonald; vacationed in Scotland.', ['HOLIDAY']],
  ])('%s', (remarks, expected) => expect(purposes(remarks)).toEqual(expected));

  test.each([
    'Met with President Azcona.',
    'Discussed preparations for the U.S.-Soviet Summit Meeting.',
    'Briefed NATO Foreign Ministers on his visit to Moscow.',
    'Delivered a public address en route to conference in Lima.',
    'Met with President Mobutu. Attended a conference of U.S. Chiefs of Mission to African countries.',
    'Held a press conference while returning to U.S.',
    'Attended conference with Prime Minister Churchill.',
    'Attended U.S.-EU Summit Meeting.',
    'Was to have attended wedding of Spokesman James Rubin; returned to Washington.',
    'Attempted to resolve the crisis. Stopped in Dakar, Senegal, April 9 on way from London.',
    'Met with the Foreign Ministers of countries contributing troops to Vietnam.',
    'Discussed means of withdrawing foreign forces from Lebanon.',
    'Informal visit en route to vacation in Hawaii.',
    'Visited wounded; accompanied the dead back to the United States.',
    'Was accompanied by President Bush.',
  ])('are empty for: %s', (remarks) => expect(purposes(remarks)).toEqual([]));
});
