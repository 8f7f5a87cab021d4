/** Quotes text for YAML, unless it is a plain word. */
export const quoteYaml = (text: string): string =>
  /^[A-Za-z][\w ]*$/.test(text) && !/^(?:true|false|yes|no|on|off|null|y|n)$/i.test(text) ? text : JSON.stringify(text);
