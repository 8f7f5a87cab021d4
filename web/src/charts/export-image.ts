import { wrapText } from './measure-text.ts';

export interface ImageCaption {
  readonly title: string;
  readonly subtitle: string;
  readonly source: string;
  /** The address of the page. */
  readonly url: string;
}

const svgNamespace = 'http://www.w3.org/2000/svg';
const padding = 20;
const minWidth = 480;

/** The properties that style sheets set on charts. The image has no style sheet, so it has them as attributes. */
const styledProperties = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-opacity',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linejoin',
  'stroke-linecap',
  'opacity',
  'paint-order',
  'font-size',
  'font-weight',
  'font-family',
  'text-anchor',
  'vector-effect',
  'marker-end',
  'visibility',
  'overflow',
];

/** What a reader points at, which is no part of the chart. */
const interactiveParts = '.chart-cursor, .chart-cursor-band, .chart-hidden-in-image, title';

/** Returns a chart as it is on the page, with its title and source, as an SVG that needs no style sheet or font file. */
export function renderSvgImage(chart: SVGSVGElement, caption: ImageCaption): string {
  const [x = 0, y = 0, width = 0, height = 0] = (chart.getAttribute('viewBox') ?? '').split(/[\s,]+/).map(Number);
  const scale = Math.max(1, minWidth / width);
  const imageWidth = Math.round(width * scale) + 2 * padding;
  const root = getComputedStyle(document.documentElement);
  const [background, text, muted] = ['--color-raised', '--color-text', '--color-text-muted'].map((name) =>
    resolveColor(root.getPropertyValue(name)),
  );
  const image = createElement('svg', { xmlns: svgNamespace, width: imageWidth });
  const copy = copyWithStyles(chart);
  const lines: SVGElement[] = [];
  let top = padding;
  const addText = (content: string, size: number, weight: number, color: string | undefined): void => {
    for (const line of wrapText(content, imageWidth - 2 * padding, size, weight)) {
      top += size;
      const element = createElement('text', {
        x: padding,
        y: top,
        'font-size': size,
        'font-weight': weight,
        fill: color ?? '',
        'font-family': 'Inter, system-ui, sans-serif',
      });
      element.textContent = line;
      lines.push(element);
      top += size * 0.4;
    }
  };
  addText(caption.title, 20, 650, text);
  if (caption.subtitle) addText(caption.subtitle, 13, 400, muted);
  top += 10;
  for (const [name, value] of Object.entries({
    x: padding,
    y: top,
    width: width * scale,
    height: height * scale,
    viewBox: `${x} ${y} ${width} ${height}`,
  }))
    copy.setAttribute(name, String(value));
  top += height * scale + 8;
  addText(`Source: ${caption.source}`, 11, 400, muted);
  addText(caption.url, 11, 400, muted);
  const total = Math.ceil(top + padding - 8);
  image.setAttribute('height', String(total));
  image.setAttribute('viewBox', `0 0 ${imageWidth} ${total}`);
  image.append(createElement('rect', { width: imageWidth, height: total, fill: background ?? '' }), ...lines, copy);
  return new XMLSerializer().serializeToString(image);
}

/** Returns the image as PNG, with two pixels per unit. */
export async function renderPngImage(svg: string): Promise<Blob> {
  const image = new Image();
  // The content security policy allows data: URLs for images, and no others.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = Object.assign(document.createElement('canvas'), {
    width: image.naturalWidth * 2,
    height: image.naturalHeight * 2,
  });
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser cannot draw images.');
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The image is too large.'))), 'image/png'),
  );
}

function createElement(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const element = document.createElementNS(svgNamespace, name);
  for (const [attribute, value] of Object.entries(attributes))
    if (attribute !== 'xmlns') element.setAttribute(attribute, String(value));
  return element;
}

/** Copies a chart. Its styles become attributes, and what only the page needs is left out. */
function copyWithStyles(chart: SVGSVGElement): SVGElement {
  const copy = chart.cloneNode(true) as SVGElement;
  const originals = [chart, ...chart.querySelectorAll('*')];
  const copies = [copy, ...copy.querySelectorAll('*')];
  copies.forEach((element, index) => {
    const original = originals[index];
    if (!original) return;
    const style = getComputedStyle(original);
    for (const name of [...element.attributes].map((attribute) => attribute.name))
      if (/^(class|style|tabindex|role|aria-.*|data-.*)$/.test(name)) element.removeAttribute(name);
    for (const property of styledProperties) {
      const value = style.getPropertyValue(property);
      if (value && value !== 'none' && value !== 'auto' && value !== 'normal') element.setAttribute(property, value);
      else if (property === 'fill' || property === 'stroke') element.setAttribute(property, value || 'none');
      else element.removeAttribute(property);
    }
  });
  originals.forEach((original, index) => {
    if (index > 0 && original.matches(interactiveParts)) copies[index]?.remove();
  });
  return copy;
}

/** Resolves light-dark(), which images cannot. */
function resolveColor(value: string): string {
  const probe = document.createElement('span');
  probe.style.color = value;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
