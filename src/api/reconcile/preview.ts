import type { Named } from './entity-types.ts';

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => escapes[character] ?? character);

/** Returns a small page about a record, for a frame. */
export function renderPreview(properties: Readonly<Record<string, unknown>>): string {
  const list = (value: unknown): string[] => (Array.isArray(value) ? (value as Named[]).map(({ name }) => name) : []);
  const facts: [string, string][] = [
    ['Kind', String(properties.kind).toLowerCase()],
    ['Code', String(properties.code ?? '')],
    ['Start', String(properties.start ?? '')],
    ['End', String(properties.end ?? '')],
    ['Born', String(properties.born ?? '')],
    ['Died', String(properties.died ?? '')],
    ['Country', list(properties.country).slice(0, 3).join(', ')],
    ['Offices', list(properties.office).slice(0, 3).join(', ')],
  ];
  const rows = facts
    .filter(([, value]) => value !== '')
    .map(([label, value]) => `<dt>${label}</dt><dd>${escapeHtml(value)}</dd>`);
  const name = escapeHtml(String(properties.name));
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${name}</title></head><body><h1>${name}</h1><dl>${rows.join('')}</dl></body></html>`;
}
