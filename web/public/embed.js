// Defines <chancery-embed src="https://…/embed/…">: a chart, a map or a quotation in a sandboxed frame as high as its
// content. The frame has an origin of its own, so it can read nothing of the page, and the page nothing of it.
const home = new URL(import.meta.url).origin;
const maxHeight = 4_000;

class ChanceryEmbed extends HTMLElement {
  static observedAttributes = ['src'];
  #frame;

  connectedCallback() {
    addEventListener('message', this);
    this.#load();
  }

  disconnectedCallback() {
    removeEventListener('message', this);
    this.#frame?.remove();
    this.#frame = undefined;
  }

  attributeChangedCallback() {
    if (this.isConnected) this.#load();
  }

  #load() {
    this.#frame?.remove();
    this.#frame = undefined;
    const src = this.getAttribute('src') ?? '';
    const url = URL.canParse(src, home) ? new URL(src, home) : undefined;
    if (url?.origin !== home || !url.pathname.startsWith('/embed/')) {
      console.error(`<chancery-embed>: src must be an address of ${home}/embed/ (got "${src}").`);
      return;
    }
    const frame = document.createElement('iframe');
    frame.setAttribute('sandbox', 'allow-scripts allow-popups allow-popups-to-escape-sandbox');
    frame.referrerPolicy = 'no-referrer';
    frame.title = this.getAttribute('title') ?? 'Chancery';
    frame.src = url.href;
    Object.assign(frame.style, { display: 'block', width: '100%', height: '560px', border: '0' });
    this.#frame = frame;
    this.append(frame);
  }

  /** Only the frame itself sets its height. A sandboxed frame has the origin "null". */
  handleEvent({ source, origin, data }) {
    if (!this.#frame || source !== this.#frame.contentWindow || (origin !== 'null' && origin !== home)) return;
    if (data?.type !== 'chancery-embed' || !Number.isFinite(data.height) || data.height <= 0) return;
    this.#frame.style.height = `${Math.min(Math.ceil(data.height), maxHeight)}px`;
  }
}

customElements.define('chancery-embed', ChanceryEmbed);
