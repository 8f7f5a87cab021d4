/** The characters that XML 1.0 forbids, even as references. */
const forbiddenCharacters = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** Escapes text of an element. A carriage return is a reference, because a parser would normalize it. */
export const escapeXml = (text: string): string =>
  text
    .replaceAll(forbiddenCharacters, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;');

/** Escapes text for a quoted attribute, in which a parser would also normalize tabs and line breaks. */
export const escapeXmlAttribute = (text: string): string =>
  escapeXml(text).replaceAll('\t', '&#9;').replaceAll('\n', '&#10;');
