/** A text of 100 kB, as long as the minutes of a meeting. */
export const longText = Array.from(
  { length: 900 },
  (_, index) =>
    `Sentence ${index + 1} of a speech that is longer than any screen, and that nobody reads to its end at once.`,
).join(' ');

export const longTextSource = { key: 'web-test-minutes', publisher: 'The Minutes', licence: 'CC0-1.0' };

/** A statement with the whole text, as speeches in the General Assembly are recorded. */
export const longStatementYaml = `
- noun: statement
  key: web-test:speech
  summary: A speech that is as long as those in the General Assembly.
  speaker: web-test-speaker
  mode: DIRECT
  saidOn: "2023-10-24"
  language: en
  text: ${JSON.stringify(longText)}
  citations: [{ source: ${longTextSource.key}, basis: STATED, spans: [{ words: ${JSON.stringify(longText.slice(0, 109))} }] }]
`;
