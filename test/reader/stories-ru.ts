import type { Story } from './stories.ts';

/** Russian has cases, dashes for speech, and no articles. The record has Ада Лунд and Бу Эк. */
export const russianStories: readonly Story[] = [
  {
    name: 'marks and inversion',
    language: 'ru',
    text: '«Мы готовы подписать договор», — заявила в среду президент Норвегии Ада Лунд. «Мы подождём остальных», — добавила она.',
    says: ['ada-lund DIRECT: Мы готовы подписать', 'ada-lund DIRECT: Мы подождём'],
  },
  {
    name: 'visits',
    language: 'ru',
    text: 'Президент Норвегии Ада Лунд прибыла в понедельник в Казахстан. Лунд отложила официальный визит в Японию.',
    visits: ['ada-lund KZ UNDER_WAY 2024-05-13', 'ada-lund JP POSTPONED [2024-05-15..]'],
  },
  {
    name: 'visits in the passive, and announced',
    language: 'ru',
    text: 'Визит президента Норвегии Ады Лунд в Чили отменён. Министр иностранных дел Норвегии Бу Эк посетит Перу 3 июня.',
    visits: ['ada-lund CL CANCELLED [2024-05-15..]', 'bo-ek PE ANNOUNCED 2024-06-03'],
  },
  {
    name: 'visits that are not certain',
    language: 'ru',
    text: 'Президента Аду Лунд пригласили посетить Японию. Лунд не прибыла в Чили. Певица Мия Му прилетела в Перу.',
  },
  {
    name: 'a dialogue with dashes',
    language: 'ru',
    text: 'Глава МИД Норвегии Бу Эк вышел к журналистам.\n\n— Мы не остановили ни одного судна, — сказал Эк. — И не собираемся.\n\n— Порты открыты для всех, — добавила президент Ада Лунд.',
    says: ['bo-ek DIRECT: Мы не остановили | И не собираемся', 'ada-lund DIRECT: Порты открыты'],
  },
  {
    name: 'nested marks and low marks',
    language: 'ru',
    text: 'Норвежский президент Ада Лунд сказала: «Нам ответили „не раньше лета“ и ушли». „Это хорошая новость для всех“, — сказал Бу Эк.',
    says: ['ada-lund DIRECT: Нам ответили', 'bo-ek DIRECT: Это хорошая новость'],
  },
  {
    name: 'indirect speech',
    language: 'ru',
    text: 'Президент Норвегии Ада Лунд сообщила, что посольство снова откроется осенью.',
    says: ['ada-lund INDIRECT: Президент Норвегии Ада Лунд'],
  },
  {
    name: 'cases of a name',
    language: 'ru',
    text: 'После встречи с президентом Норвегии Адой Лунд журналисты разошлись. «Договор подпишут в июне», — сказала Лунд.',
    says: ['ada-lund DIRECT: Договор подпишут'],
  },
  {
    name: 'received by the president',
    language: 'ru',
    text: 'Президент Норвегии Ада Лунд приняла министра иностранных дел Перу Хуана Паса в Осло. Министр иностранных дел Перу Хуан Пас прилетел в Норвегию на прошлой неделе.',
    visits: ['хуан-пас NO UNDER_WAY [2024-05-06..2024-05-12]'],
    people: ['хуан-пас'],
  },
  {
    name: 'ties, positions and figures',
    language: 'ru',
    text: 'Норвегия экспортирует природный газ в Германию. Норвегия осудила аннексию Крыма. Товарооборот Норвегии и Перу достиг 18,7 млрд долларов в прошлом году. Экспорт Норвегии упал на 5 процентов в апреле.',
    ties: ['SUPPLY ACTIVE NO DE'],
    positions: ['NO REJECTS '],
    figures: ['18700000000 USD', '-5 percent'],
  },
];
