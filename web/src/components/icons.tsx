/** Icons of 16 pixels. They repeat what a text or label says. */
const iconProps = {
  width: 16,
  height: 16,
  viewBox: '0 0 16 16',
  fill: 'none',
  stroke: 'currentColor',
  strokeWidth: 1.6,
} as const;

export const SearchIcon = () => (
  <svg {...iconProps} aria-hidden="true">
    <circle cx="7" cy="7" r="5" />
    <path d="m11 11 3.5 3.5" />
  </svg>
);

export const MenuIcon = () => (
  <svg {...iconProps} aria-hidden="true">
    <path d="M2 4h12M2 8h12M2 12h12" />
  </svg>
);
