const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 });

/** A number as a label of an axis: 1.5M. */
export const formatCompact = (value: number): string => compact.format(value);

export const formatNumber = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 2 });

const maxColors = 7;

/**
 * Returns the least amount of each color of a sequence, from 1 to the highest amount: steps of one for small amounts,
 * otherwise round numbers on a logarithmic scale.
 */
export function computeColorSteps(highest: number): number[] {
  if (highest <= maxColors) return Array.from({ length: Math.max(1, Math.ceil(highest)) }, (_, index) => index + 1);
  for (const factors of [[1, 2, 5], [1, 5], [1]]) {
    const steps: number[] = [];
    for (let power = 1; power <= highest; power *= 10)
      steps.push(...factors.map((factor) => factor * power).filter((step) => step <= highest));
    if (steps.length <= maxColors) return steps;
  }
  const exponent = Math.log10(highest) / (maxColors - 1);
  return Array.from({ length: maxColors }, (_, index) => 10 ** Math.round(index * exponent));
}

/** Returns the color of an amount, with `--chart-none` for zero. Few steps use the strong half of the sequence too. */
export function getStepColor(steps: readonly number[], amount: number): string {
  const index = steps.findLastIndex((step) => amount >= step);
  if (index < 0) return 'var(--chart-none)';
  const color = steps.length === 1 ? 4 : 1 + Math.round((index * (maxColors - 1)) / (steps.length - 1));
  return `var(--chart-seq-${color})`;
}

/** Whether text on the color of an amount must be light in the light theme, and dark in the dark one. */
export const isStrongColor = (steps: readonly number[], amount: number): boolean =>
  /[4-7]\)$/.test(getStepColor(steps, amount));

/** Returns the label of each step: `1`, `2–4`, `10+`. */
export const labelSteps = (steps: readonly number[]): string[] =>
  steps.map((step, index) => {
    const next = steps[index + 1];
    if (next === undefined)
      return steps.length > 1 && step < maxColors && index === step - 1 ? `${step}` : `${formatCompact(step)}+`;
    return next - step === 1 ? formatCompact(step) : `${formatCompact(step)}–${formatCompact(next - 1)}`;
  });
