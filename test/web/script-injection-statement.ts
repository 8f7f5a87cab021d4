export const scriptText =
  '<script>document.title = "taken over"</script><img src=x onerror=\'document.title = "taken over"\'> is what he wrote & said.';

/** The same statement with different keys. */
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

/** Statements whose text looks like a script. The setup merges one of them into another and withdraws a third. */
export const scriptStatementYaml = `
- noun: source
  key: web-test-gazette
  publisher: The <b>Gazette</b>
- noun: person
  key: web-test-speaker
  name: Robert <i>Tables</i>
  citations: [{ source: web-test-gazette, basis: PARAPHRASE }]
${['script', 'twin', 'gone'].map(statement).join('')}`;
