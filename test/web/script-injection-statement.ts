export const scriptText =
  '<script>document.title = "taken over"</script><img src=x onerror=\'document.title = "taken over"\'> is what he wrote & said.';

/** One and the same statement under such a key. */
const statement = (name: string): string => `
- noun: statement
  key: web-test:${name}
  summary: A <script>statement</script> that looks like one.
  speaker: web-test-speaker
  mode: DIRECT
  saidOn: "[2023-10-23..2023-10-29]"
  language: en
  text: ${JSON.stringify(scriptText)}
  citations: [{ source: web-test-gazette, basis: STATED }]
`;

/** What someone said may look like a script: it is text. The twin is merged into it, and one is gone, once the server runs. */
export const scriptStatementYaml = `
- noun: source
  key: web-test-gazette
  publisher: The <b>Gazette</b>
- noun: person
  key: web-test-speaker
  name: Robert <i>Tables</i>
  citations: [{ source: web-test-gazette, basis: PARAPHRASE }]
${['script', 'twin', 'gone'].map(statement).join('')}`;
