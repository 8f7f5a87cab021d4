import type { ButtonHTMLAttributes, Ref } from 'react';
import './button.css';
import { Link, type LinkProps } from './link.tsx';

interface ButtonStyle {
  /** One primary action per page; secondary by default; quiet for actions that are used rarely. */
  readonly variant?: 'primary' | 'secondary' | 'quiet';
  readonly size?: 'small' | 'medium';
}

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement>, ButtonStyle {
  readonly ref?: Ref<HTMLButtonElement>;
}

export const Button = ({ variant, size, className, type = 'button', ...props }: ButtonProps) => (
  <button {...props} type={type} className={getButtonClass({ variant, size }, className)} />
);

/** A link that looks like a button, for the main action of a page. */
export const ButtonLink = ({ variant, size, className, ...props }: LinkProps & ButtonStyle) => (
  <Link {...props} className={getButtonClass({ variant, size }, className)} />
);

/** Returns the class of a button, for elements that a library renders. */
export const getButtonClass = (
  { variant = 'secondary', size = 'medium' }: { [Name in keyof ButtonStyle]: ButtonStyle[Name] | undefined },
  className?: string,
): string => ['button', `button-${variant}`, `button-${size}`, className].filter(Boolean).join(' ');
