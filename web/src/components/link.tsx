import type { AnchorHTMLAttributes, Ref } from 'react';
import { Link as RouterLink } from 'wouter';

export interface LinkProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  readonly href: string;
  readonly ref?: Ref<HTMLAnchorElement>;
}

/** A link to a page of the explorer, which loads no new document. Links to fragments and other sites are `<a>`. */
export const Link = (props: LinkProps) => <RouterLink {...props} />;
