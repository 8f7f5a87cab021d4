import { describe, expect, test } from 'vitest';
import { createHostWords } from '../../src/ingest/hsg-travels/host-words.ts';
import { parseRemarks } from '../../src/ingest/hsg-travels/remarks.ts';

const france = ['France', 'French'];
const type = (remarks: string) => parseRemarks(remarks, createHostWords('France', france)).type;
const purposes = (remarks: string, label = 'France', names = france) =>
  parseRemarks(remarks, createHostWords(label, names)).purposes;

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
    ['Attended U.S.-EU Summit Meeting.', ['MULTILATERAL']],
    ['G-7 Economic Summit.', ['MULTILATERAL']],
    ['Conference with President Auriol, British Prime Minister Attlee, and Italian Premier Moro.', ['MULTILATERAL']],
    ['Met with the Foreign Ministers of France, Germany, and Poland.', ['MULTILATERAL']],
    ['Met with the NATO Foreign Ministers.', ['MULTILATERAL']],
    ['Briefed NATO Foreign Ministers on his visit to Moscow.', ['MULTILATERAL']],
    ['Discussed Burundi with the Presidents of Tanzania, Kenya, and Uganda.', ['MULTILATERAL']],
    ['Attended the Conference on the Prohibition of Chemical Weapons.', ['MULTILATERAL']],
    ['Attended the funeral of King Hussein.', ['CEREMONY']],
    ['Attended the transfer of sovereignty from the United Kingdom to China.', ['CEREMONY']],
    ['Visited US. military personnel.', ['TROOPS']],
    ['Stopped en route to India.', ['TRANSIT']],
    ['Met with British colonial officials during a refueling stop en route to South America.', ['TRANSIT']],
    ['Fishing trip. [Visit made as President-elect.]', ['HOLIDAY']],
    ['Met with Prime Minister MacDonald; vacationed in Scotland.', ['BILATERAL', 'HOLIDAY']],
    ['Met with President Kagame and dedicated new Embassy.', ['BILATERAL', 'CEREMONY']],
    ['Met with Prime Minister Mitsotakis; addressed U.S. and Greek military personnel.', ['BILATERAL', 'TROOPS']],
    ['State visit.', ['BILATERAL']],
    ['Met with President Azcona.', ['BILATERAL']],
    ['Met with President Auriol, British Prime Minister Attlee, and other officials.', ['BILATERAL']],
    ['Met informally with Crown Prince Abdullah to discuss the peace process.', ['BILATERAL']],
    ['Attended the NATO summit and met with senior French officials.', ['BILATERAL', 'MULTILATERAL']],
    ['Attended Paris Conference with President Auriol and Italian Premier Moro.', ['MULTILATERAL']],
    ['Discussed means of withdrawing foreign forces from Lebanon.', ['BILATERAL']],
    ['Met with President Mobutu. Attended a conference of U.S. Chiefs of Mission to African countries.', ['BILATERAL']],
  ])('%s', (remarks, expected) => expect(purposes(remarks)).toEqual(expected));

  test.each([
    'Delivered a public address en route to conference in Lima.',
    'Held a press conference while returning to U.S.',
    'Was to have attended wedding of Spokesman James Rubin; returned to Washington.',
    'Informal visit en route to vacation in Hawaii.',
    'Visited wounded; accompanied the dead back to the United States.',
    'Was accompanied by President Bush.',
    'Met with Soviet Foreign Minister Gromyko.',
    'Met with Israeli Prime Minister Rabin and Foreign Minister Peres.',
    'Met with President Djukanovic of Montenegro.',
    'Met with General Secretary Gorbachev.',
    'Met with opposition and religious leaders.',
    'Met with Secretary General Annan and U.S. military officials.',
    'Conferred with President Roosevelt.',
  ])('are empty for: %s', (remarks) => expect(purposes(remarks)).toEqual([]));

  test.each<[label: string, names: string[], remarks: string, purposes: string[]]>([
    ['Mexico', ['Mexican'], 'Attended a meeting of the U.S.-Mexico Binational Commission.', ['BILATERAL']],
    ['Canada', ['Canadian'], 'Attended a meeting of the Joint U.S.-Canadian Committee on Trade.', ['BILATERAL']],
    ['U.S.S.R.', ['Soviet'], 'Attended U.S.-Soviet Summit Meeting. Signed a treaty.', ['BILATERAL']],
    ['Switzerland', ['Swiss'], 'Attended U.S.-Soviet Summit Meeting. Signed a treaty.', []],
    ['U.S.S.R.', ['Soviet'], 'Summit meeting with General Secretary Gorbachev.', ['BILATERAL']],
    ['Switzerland', ['Swiss'], 'Met with Foreign Minister Gromyko. Discussed Cyprus.', []],
    ['Switzerland', ['Swiss'], 'Met with senior Swiss officials.', ['BILATERAL']],
    ['Indonesia', ['Indonesian'], 'Met with Indonesian Foreign Minister Retno Marsudi.', ['BILATERAL']],
    ['Belgium', ['Belgian'], 'Met with the Belgian and Dutch Foreign Ministers.', ['BILATERAL']],
    ['Poland', ['Polish'], 'Discussed bilateral relations with senior Polish officials.', ['BILATERAL']],
    ['Finland', ['Finnish'], 'Met with the President of Finland.', ['BILATERAL']],
    ['Korea, Republic of', ['Korean'], 'Signed Korean Mutual Defense Treaty.', ['BILATERAL']],
  ])('depend on the host: %s, %j, %s', (label, names, remarks, expected) =>
    expect(purposes(remarks, label, [...names, label])).toEqual(expected),
  );
});
